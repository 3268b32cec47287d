import { Temporal } from 'temporal-polyfill';
import { syncEveryMinutes } from './types.ts';

/** The accounts whose day has turned within the last quarter of an hour (every time zone is a multiple of that away from UTC). */
export function turnedNow<T extends { timeZone: string }>(accounts: readonly T[], nowMs: number): T[] {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs);
  const before = now.subtract({ minutes: syncEveryMinutes });
  return accounts.filter(({ timeZone }) => {
    const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate();
    return !day(now).equals(day(before));
  });
}

/** Milliseconds until the next quarter of an hour. */
export const untilNextTick = (nowMs: number): number => {
  const every = syncEveryMinutes * 60_000;
  return every - (nowMs % every);
};
