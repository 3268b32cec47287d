import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { updateContributions } from '../engine/upToDate.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { type Before, compute } from './compute.ts';

export const digestKind = 'digest';
/** What the outbox calls a digest. */
export const digestAbout = (channelId: string, number: number): string => `${channelId} ${number}`;

export interface DigestWish {
  accountId: string;
  channelId: string;
  /** 'week 2026-11-23', or 'now …': asked for twice, it is made once. */
  occasion: string;
  askedBy: string | null;
  /** The business day that it reads. */
  today: string;
  now: Date;
  /** When it is to be posted; at once unless given. */
  notBefore?: Date;
  /** When it is overtaken by the next. */
  notAfter: Date;
}

/** Computes a digest once, stores it under the channel's next number, and queues it, all in one transaction. */
export async function makeDigest(tx: Tx, wish: DigestWish): Promise<{ number: number; isNew: boolean }> {
  const { accountId, channelId, occasion, today, now } = wish;
  // The account's lock: nobody else makes one, and nothing is learnt that this digest would not know of.
  const knownAt = await takeMoment(tx, accountId);
  const made = await sql<{ number: number }>`
    select number from digest where account_id = ${accountId} and channel_id = ${channelId} and occasion = ${occasion}`.execute(tx);
  if (made.rows[0]) return { number: made.rows[0].number, isNew: false };
  // In the middle of a sync contributions lag behind the records: what is told is what is known at this moment.
  await updateContributions(tx, accountId);
  const since = await sinceOf(tx, accountId, channelId, today);
  const facts = await compute(tx, accountId, today, since);
  const number = (since.number ?? 0) + 1;
  await sql`
    insert into digest (account_id, channel_id, number, occasion, on_date, known_at, computed_at, asked_by, facts)
    values (${accountId}, ${channelId}, ${number}, ${occasion}, ${today}, ${knownAt}, ${now.toISOString()}, ${wish.askedBy}, ${JSON.stringify(facts)}::jsonb)`.execute(
    tx,
  );
  await enqueue(tx, {
    accountId,
    kind: digestKind,
    about: digestAbout(channelId, number),
    conversationId: channelId,
    content: { channelId, number },
    at: now,
    ...(wish.notBefore ? { notBefore: wish.notBefore } : {}),
    notAfter: wish.notAfter,
  });
  // "Since the last digest" of the scorecard has changed.
  await sql`update workspace set revision = revision + 1 where account_id = ${accountId}`.execute(tx);
  return { number, isNew: true };
}

/** The digest before in that channel; without one, a week ago as it is known now. */
export async function sinceOf(tx: Tx, accountId: string, channelId: string, today: string): Promise<Before> {
  const found = await sql<{ number: number; on_date: string; known_at: string; values: Before['values'] }>`
    select number, on_date, known_at, facts -> 'values' as values from digest where account_id = ${accountId} and channel_id = ${channelId} order by number desc limit 1`.execute(
    tx,
  );
  const last = found.rows[0];
  if (!last) return { date: Temporal.PlainDate.from(today).subtract({ days: 7 }).toString(), knownAt: null, number: null };
  // A day that was set back by --as-of has nothing before it to compare with.
  return { date: last.on_date <= today ? last.on_date : today, knownAt: last.known_at, number: last.number, values: last.values };
}
