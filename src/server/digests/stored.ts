import { type RawBuilder, sql } from 'kysely';
import type { DigestFacts } from '../../digest/facts.ts';
import { digestKind } from '../../digest/make.ts';
import { nextSlot } from '../../digest/slots.ts';
import type { Language } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import type { DigestChannel } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import type { DeliveryRow } from './delivery.ts';

export interface StoredDigest {
  channel: string;
  number: number;
  week: string | null;
  on_date: string;
  known_at: string;
  computed_at: string;
  facts: DigestFacts;
  delivery: DeliveryRow | null;
}

/** The bot may write into the channel: it was met there, and not sent away since. */
const isInstalled = (channel: RawBuilder<unknown>) =>
  sql`exists (select from conversation c where (c.id = ${channel} or (c.kind = 'channel' and c.channel_id = ${channel})) and c.suspended_at is null)`;
const columns = sql`
  d.channel_id as channel, d.number, nullif(substring(d.occasion from '^week (.*)$'), '') as week, d.on_date, d.known_at, d.computed_at,
  case when o.id is not null then jsonb_build_object('state', o.state, 'attempts', o.attempts, 'problem', o.problem,
    'next_try_at', to_char(o.next_try_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'settled_at', to_char(o.settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'is_installed', ${isInstalled(sql`d.channel_id`)}) end as delivery`;
const source = sql`digest d
  left join outbox o on o.account_id = d.account_id and o.kind = ${sql.lit(digestKind)} and o.about = d.channel_id || ' ' || d.number`;

/** One page of the digests, the newest first. */
export async function digestPage(
  tx: Tx,
  accountId: string,
  { channel, page, limit }: { channel?: string | undefined; page: number; limit: number },
): Promise<{ total: number; rows: Omit<StoredDigest, 'facts'>[] }> {
  const which = sql`d.account_id = ${accountId} and (${channel ?? null}::text is null or d.channel_id = ${channel ?? null})`;
  const found = await sql<StoredDigest>`
    select ${columns} from ${source} where ${which}
    order by d.known_at desc, d.channel_id limit ${limit} offset ${(page - 1) * limit}`.execute(tx);
  const counted = await sql<{ total: number }>`select count(*) as total from digest d where ${which}`.execute(tx);
  return { total: counted.rows[0]?.total ?? 0, rows: found.rows };
}

/** @throws ProblemError 'unknown-digest' */
export async function digestOf(tx: Tx, accountId: string, channel: string, number: number): Promise<StoredDigest> {
  const found = await sql<StoredDigest>`
    select ${columns}, d.facts from ${source} where d.account_id = ${accountId} and d.channel_id = ${channel} and d.number = ${number}`.execute(
    tx,
  );
  if (!found.rows[0]) throw new ProblemError('unknown-digest');
  return found.rows[0];
}

/** Which digests before this one did not arrive for certain, back to the last that did. */
export async function gapBefore(
  tx: Tx,
  accountId: string,
  channel: string,
  number: number,
): Promise<{ notDelivered: number[]; inDoubt: number[] }> {
  const found = await sql<{ number: number; state: DeliveryRow['state'] | null }>`
    select d.number, o.state from ${source}
    where d.account_id = ${accountId} and d.channel_id = ${channel} and d.number < ${number} order by d.number desc limit 20`.execute(tx);
  const last = found.rows.findIndex((row) => row.state === 'sent');
  const since = (last < 0 ? found.rows : found.rows.slice(0, last)).toReversed();
  const isDoubt = (state: DeliveryRow['state'] | null) => state === 'unknown' || state === 'sending';
  return {
    notDelivered: since.filter((row) => !isDoubt(row.state)).map((row) => row.number),
    inDoubt: since.filter((row) => isDoubt(row.state)).map((row) => row.number),
  };
}

/** The channels that are linked, and when each gets its digest. */
export async function digestChannels(tx: Tx, accountId: string, timeZone: string, now: Date): Promise<DigestChannel[]> {
  const found = await sql<
    Omit<DigestChannel, 'nextAt' | 'paused'> & {
      language: Language;
      pausedBecause: NonNullable<DigestChannel['paused']>['because'] | null;
      pausedAt: string;
    }
  >`
    select l.channel_id as channel, l.team_id as team, l.digest_on as on, l.digest_weekday as weekday, l.digest_time as time,
      coalesce(l.time_zone, ${timeZone}) as "timeZone", l.language, ${isInstalled(sql`l.channel_id`)} as "isInstalled",
      l.paused_because as "pausedBecause", l.paused_at as "pausedAt"
    from link l where l.account_id = ${accountId} order by l.linked_at, l.channel_id`.execute(tx);
  return found.rows.map(({ pausedBecause, pausedAt, ...row }) => ({
    ...row,
    paused: pausedBecause === null ? null : { because: pausedBecause, at: pausedAt },
    nextAt: row.on && pausedBecause === null ? nextSlot(row, now).at.toISOString() : null,
  }));
}

/** The channel that is asked for; without a name the only one. @throws ProblemError */
export function channelOf(channels: readonly DigestChannel[], asked: string | undefined): DigestChannel {
  const [first, ...others] = asked === undefined ? channels : channels.filter((one) => one.channel === asked);
  if (!first) throw new ProblemError('no-channel');
  if (others.length > 0) {
    const message = `name one of ${channels.map((one) => one.channel).join(', ')}`;
    throw new ProblemError('invalid-query', `channel: ${message}`, [{ path: 'channel', message }]);
  }
  return first;
}
