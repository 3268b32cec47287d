import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { makeDigest } from './make.ts';
import { dueSlot, nextSlot, type Schedule } from './slots.ts';

export interface DigestParts {
  db: Database;
  now(): Date;
  /** The business day in a time zone. */
  today(timeZone: string): string;
  report(error: unknown, facts: { accountId: string }): void;
}

interface Linked extends Schedule {
  accountId: string;
  channelId: string;
  accountTimeZone: string;
  since: string;
  /** The newest week that the channel had a digest for. */
  had: string | null;
}

export const weekOf = (day: string): string => `week ${day}`;

/** A digest is computed so long before its hour, so that many of the same hour are posted at it and not computed then. */
const leadMs = 10 * 60_000;

export interface PlanOptions {
  /** No digest is begun after this. */
  until?: number;
  isStopping?: () => boolean;
}

/**
 * Makes the digests that are due, or will be in a few minutes, of every account. Run by any number of servers: each is
 * made by one of them, once. `isDone` false: there are more.
 */
export async function planDigests(
  parts: DigestParts,
  { until = Number.POSITIVE_INFINITY, isStopping = () => false }: PlanOptions = {},
): Promise<{ made: number; isDone: boolean }> {
  let made = 0;
  for (const linked of await channels(parts.db)) {
    if (isStopping() || parts.now().getTime() >= until) return { made, isDone: false };
    try {
      if (await planOne(linked, parts)) made += 1;
    } catch (error) {
      parts.report(error, { accountId: linked.accountId });
    }
  }
  return { made, isDone: true };
}

/** An account that waits to be computed anew has no numbers to tell yet. */
async function channels(db: Database): Promise<Linked[]> {
  const found = await db.transaction('every', (tx) =>
    sql<Linked>`
      select l.account_id as "accountId", l.channel_id as "channelId", l.digest_weekday as weekday, l.digest_time as time,
        coalesce(l.time_zone, a.time_zone, 'UTC') as "timeZone", coalesce(a.time_zone, 'UTC') as "accountTimeZone",
        greatest(l.linked_at, l.digest_since) as since,
        (select max(d.occasion) from digest d where d.account_id = l.account_id and d.channel_id = l.channel_id and d.occasion like 'week %') as had
      from link l
      join workspace w on w.account_id = l.account_id and not w.needs_rebuild and w.closed_at is null
      left join account a on a.account_id = l.account_id and a.id = 'account' and a.known_until = 'infinity'
      where l.digest_on and l.paused_at is null
      order by l.account_id, l.channel_id`.execute(tx),
  );
  return found.rows;
}

async function planOne(linked: Linked, { db, now, today }: DigestParts): Promise<boolean> {
  const { accountId, channelId } = linked;
  const at = now();
  const slot = dueSlot(linked, new Date(linked.since), new Date(at.getTime() + leadMs));
  const occasion = slot && weekOf(slot.on);
  // A clock that was set back does not bring an older week up again.
  if (slot === null || occasion === null || (linked.had !== null && linked.had >= occasion)) return false;
  return db.transaction([accountId], async (tx) => {
    // Another server is making it.
    const free = await sql<{ free: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${`digest ${accountId} ${channelId}`}, 0)) as free`.execute(tx);
    if (!free.rows[0]?.free) return false;
    const { isNew } = await makeDigest(tx, {
      accountId,
      channelId,
      occasion,
      askedBy: null,
      today: today(linked.accountTimeZone),
      now: at,
      notBefore: new Date(Math.max(slot.at.getTime(), at.getTime())),
      notAfter: nextSlot(linked, slot.at).at,
    });
    return isNew;
  });
}
