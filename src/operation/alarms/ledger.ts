import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';
import type { Look, Trouble } from './trouble.ts';

/** What is to be posted: that a trouble has begun, or is over. */
export interface Due {
  key: string;
  kind: Trouble['kind'];
  text: string;
  facts: Trouble['facts'];
  since: string;
  goneAt: string | null;
  attempts: number;
  event: 'raised' | 'recovered';
}

/** Gone for so long, it is over; one that comes and goes is told of once. */
export const settledAfterMs = 3 * 60_000;
/** A server that no longer looks sees nothing any more. */
const forgottenAfterMs = 60 * 60_000;
const claimMs = 60_000;

/** Writes down what a look found. @param server whose own it is, where the look is a server's own */
export async function note(db: Database, look: Look, found: readonly Trouble[], server: string, now: Date): Promise<void> {
  const at = now.toISOString();
  const seenBy = look.isOwn ? server : '';
  await db.transaction([], async (tx) => {
    for (const { key, kind, text, facts } of found)
      await sql`
        insert into operator_alarm (key, kind, seen_by, facts, text, since, seen_at, next_try_at)
        values (${key}, ${kind}, ${seenBy}, ${JSON.stringify(facts)}::jsonb, ${text}, ${at}, ${at}, ${at})
        on conflict (key) do update set seen_at = ${at}, gone_at = null, facts = excluded.facts, text = excluded.text`.execute(tx);
    await sql`
      update operator_alarm set gone_at = ${at}, next_try_at = ${at}, attempts = 0
      where gone_at is null and kind in (${sql.join([...look.kinds])}) and seen_by = ${seenBy} and seen_at <> ${at}`.execute(tx);
    await sql`
      update operator_alarm set gone_at = ${at}, next_try_at = ${at}, attempts = 0
      where gone_at is null and seen_by <> '' and seen_at < ${new Date(now.getTime() - forgottenAfterMs).toISOString()}`.execute(tx);
    // What was over before anybody could be told is nobody's news.
    await sql`delete from operator_alarm where gone_at is not null and told_at is null and claimed_until is null`.execute(tx);
  });
}

/** Takes what is due, each for one server. */
export async function claimDue(db: Database, now: Date): Promise<Due[]> {
  const at = now.toISOString();
  const settled = new Date(now.getTime() - settledAfterMs).toISOString();
  const found = await db.transaction([], (tx) =>
    sql<Due>`
      update operator_alarm set claimed_until = ${new Date(now.getTime() + claimMs).toISOString()}, attempts = attempts + 1
      where key in (
        select key from operator_alarm
        where next_try_at <= ${at} and (claimed_until is null or claimed_until < ${at})
          and (told_at is null or gone_at <= ${settled})
        order by since for update skip locked limit 50)
      returning key, kind, text, facts, since, gone_at as "goneAt", attempts, case when told_at is null then 'raised' else 'recovered' end as event`.execute(
      tx,
    ),
  );
  return found.rows;
}

/** It was taken: a trouble is told of, one that is over is forgotten. */
export async function told(db: Database, { key, event }: Pick<Due, 'key' | 'event'>, now: Date): Promise<void> {
  const at = now.toISOString();
  await db.transaction([], (tx) =>
    event === 'raised'
      ? sql`update operator_alarm set told_at = ${at}, claimed_until = null, attempts = 0 where key = ${key}`.execute(tx)
      : sql`delete from operator_alarm where key = ${key} and gone_at is not null`.execute(tx),
  );
}

/** It was not: later, and less and less often, up to an hour. */
export async function later(db: Database, { key, attempts }: Due, now: Date): Promise<void> {
  const waitMs = Math.min(3_600_000, 30_000 * 2 ** Math.min(attempts - 1, 10));
  await db.transaction([], (tx) =>
    sql`update operator_alarm set claimed_until = null, next_try_at = ${new Date(now.getTime() + waitMs).toISOString()} where key = ${key}`.execute(
      tx,
    ),
  );
}
