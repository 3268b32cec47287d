import { canRead, canSeeHeadlines } from '../../access/policies/account.ts';
import { isManager, isOnlooker } from '../../access/visit.ts';
import { audit } from '../../audit/audit.ts';
import { compute } from '../../digest/compute.ts';
import { digestAbout, digestKind, makeDigest, sinceOf } from '../../digest/make.ts';
import { settleDoubt } from '../../outbox/settleDoubt.ts';
import type { Tx } from '../../store/database.ts';
import { type Digest, type DigestSummary, type Digests, operations } from '../contract.ts';
import { presentDelivery } from '../digests/delivery.ts';
import { headlinesOf } from '../digests/headlinesOf.ts';
import { presentFacts } from '../digests/present.ts';
import { channelOf, digestChannels, digestOf, digestPage, gapBefore, type StoredDigest } from '../digests/stored.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount, nextPage } from '../reading.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

const summaryOf = (row: Omit<StoredDigest, 'facts'>, asked: AskedOfAccount): DigestSummary => ({
  number: row.number,
  channel: row.channel,
  week: row.week,
  onDate: row.on_date,
  knownAt: row.known_at,
  computedAt: row.computed_at,
  delivery: presentDelivery(row.delivery, asked.language),
});
const channelsOf = (tx: Tx, asked: AskedOfAccount, house: House) =>
  digestChannels(tx, asked.account.id, asked.account.timeZone, house.clock());
const readerOf = (asked: AskedOfAccount) => ({ accountId: asked.account.id, visit: asked.visit, language: asked.language });

export const digests = accountRoute({
  operation: operations.digests,
  may: canSeeHeadlines,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { total, rows } = await digestPage(tx, asked.account.id, asked.query);
      const body: Digests = {
        channels: await channelsOf(tx, asked, house),
        total,
        page: asked.query.page,
        limit: asked.query.limit,
        next: nextPage(asked.url, asked.query, total),
        digests: rows.map((row) => summaryOf(row, asked)),
      };
      return { body };
    }),
});

export const digest = accountRoute({
  operation: operations.digest,
  may: canSeeHeadlines,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      // A channel that is no longer linked keeps its digests.
      const channel = asked.query.channel ?? channelOf(await channelsOf(tx, asked, house), undefined).channel;
      return { body: await presented(tx, asked, await digestOf(tx, asked.account.id, channel, numberIn(asked))) };
    }),
});

/** What the channel would be told now. Nothing is stored. */
export const digestPreview = accountRoute({
  operation: operations.digestPreview,
  may: canRead,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { account, today, query, language } = asked;
      const channels = await channelsOf(tx, asked, house);
      const channel = channels.length === 0 && query.channel === undefined ? null : channelOf(channels, query.channel);
      const since = await sinceOf(tx, account.id, channel?.channel ?? '', today);
      const facts = await compute(tx, account.id, today, since);
      const now = house.clock().toISOString();
      const gap = channel && since.number !== null ? await gapBefore(tx, account.id, channel.channel, since.number + 1) : none;
      const body: Digest = {
        number: null,
        channel: channel?.channel ?? null,
        week: null,
        onDate: today,
        knownAt: now,
        computedAt: now,
        language,
        accountName: account.name,
        ...(await presentFacts(tx, facts, today, readerOf(asked))),
        gap,
        delivery: null,
      };
      return { body };
    }),
});
const none = { notDelivered: [], inDoubt: [] };

/** Posts a digest now, beside the weekly ones. */
export const sendDigest = accountRoute({
  operation: operations.sendDigest,
  may: isManager,
  async answer(asked, house) {
    const { account, caller, today, body } = asked;
    const now = house.clock();
    const answer = await inAccount(asked, house, async (tx) => {
      const { channel } = channelOf(await channelsOf(tx, asked, house), body.channel);
      const { number, isNew } = await makeDigest(tx, {
        accountId: account.id,
        channelId: channel,
        occasion: `now ${body.key}`,
        askedBy: caller.directoryId,
        today,
        now,
        notAfter: new Date(now.getTime() + waitsForMs),
      });
      if (isNew) await told(tx, asked, now, 'digest.send', `${channel} ${number}`, null, { number });
      return summaryOf(await digestOf(tx, account.id, channel, number), asked);
    });
    house.messagesWait?.();
    return { status: 202, body: answer };
  },
});
/** A digest that was asked for waits a day for the bot to be installed; then it is no longer what was wished. */
const waitsForMs = 24 * 3_600_000;

/** Decides a doubt: it arrived, or it is to be posted again. */
export const settleDigest = accountRoute({
  operation: operations.settleDigest,
  may: isManager,
  async answer(asked, house) {
    const { account, body } = asked;
    const now = house.clock();
    const answer = await inAccount(asked, house, async (tx) => {
      const channel = body.channel ?? channelOf(await channelsOf(tx, asked, house), undefined).channel;
      const before = await digestOf(tx, account.id, channel, numberIn(asked));
      const message = { kind: digestKind, about: digestAbout(channel, before.number) };
      if (!(await settleDoubt(tx, account.id, message, body.arrived ? 'arrived' : 'postAgain', now)))
        throw new ProblemError('digest-settled');
      const verdict = { arrived: body.arrived };
      await told(tx, asked, now, 'digest.settle', `${channel} ${before.number}`, { state: before.delivery?.state }, verdict);
      return summaryOf(await digestOf(tx, account.id, channel, before.number), asked);
    });
    house.messagesWait?.();
    return { body: answer };
  },
});

async function presented(tx: Tx, asked: AskedOfAccount, stored: StoredDigest): Promise<Digest> {
  const whole: Digest = {
    ...summaryOf(stored, asked),
    language: asked.language,
    accountName: asked.account.name,
    ...(await presentFacts(tx, stored.facts, stored.on_date, readerOf(asked))),
    gap: await gapBefore(tx, asked.account.id, stored.channel, stored.number),
  };
  return isOnlooker(asked.visit) ? headlinesOf(whole) : whole;
}

function numberIn(asked: AskedOfAccount): number {
  const number = /^[1-9]\d{0,8}$/.exec(asked.path.number ?? '');
  if (!number) throw new ProblemError('unknown-digest');
  return Number(number[0]);
}

const told = (tx: Tx, asked: AskedOfAccount, at: Date, action: string, subject: string, before: unknown, after: unknown) =>
  audit(tx, { accountId: asked.account.id, at, directoryId: asked.caller.directoryId, action, subject, before, after });
