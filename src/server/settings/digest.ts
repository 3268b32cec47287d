import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import type { DigestSchedule, DigestScheduleChange } from '../contract.ts';
import type { FieldError } from '../problems.ts';

/** When each linked channel gets its digest. */
export async function readDigestSettings(tx: Tx, accountId: string): Promise<DigestSchedule[]> {
  const found = await sql<DigestSchedule>`
    select channel_id as channel, team_id as team, digest_on as on, digest_weekday as weekday, digest_time as time, time_zone as "timeZone", language
    from link where account_id = ${accountId} order by linked_at, channel_id`.execute(tx);
  return found.rows;
}

/** @returns what cannot be done; then nothing is */
export function digestProblems(before: readonly DigestSchedule[], wished: readonly DigestScheduleChange[]): FieldError[] {
  return wished.flatMap(({ channel }, index) => {
    if (!before.some((one) => one.channel === channel))
      return [{ path: `digest.${index}.channel`, message: 'is not linked to the account' }];
    const isDouble = wished.findIndex((one) => one.channel === channel) !== index;
    return isDouble ? [{ path: `digest.${index}.channel`, message: 'is given twice' }] : [];
  });
}

/**
 * A moment that the new schedule would have had before it was set is not made up for: it counts from now on. Another time
 * zone alone is the same moment elsewhere: where that has passed already, this week's digest is due at once and not a week later.
 */
export async function writeDigestSettings(
  tx: Tx,
  accountId: string,
  before: readonly DigestSchedule[],
  wished: readonly DigestScheduleChange[],
  at: Date,
): Promise<void> {
  for (const change of wished) {
    const old = before.find((one) => one.channel === change.channel);
    if (!old) continue;
    const now = { ...old, ...change };
    const isOtherMoment = now.weekday !== old.weekday || now.time !== old.time || (now.on && !old.on);
    await sql`
      update link set digest_on = ${now.on}, digest_weekday = ${now.weekday}, digest_time = ${now.time}, time_zone = ${now.timeZone}, language = ${now.language},
        digest_since = case when ${isOtherMoment} then ${at.toISOString()}::timestamptz else digest_since end
      where account_id = ${accountId} and channel_id = ${change.channel}`.execute(tx);
  }
}
