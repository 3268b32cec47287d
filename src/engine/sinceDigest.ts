import { sql } from 'kysely';
import { type Answers, isOfAnswers } from './answersTogether.ts';
import type { Context } from './context.ts';
import { fiscalYearOf } from './period.ts';
import { storedPeriod } from './storedReadings.ts';
import type { Decimal } from './types.ts';
import { asText, exact } from './value.ts';

/** The change of a KPI's value since the account's last digest; null where none is shown. */
export type SinceDigest = (kpi: string, value: Decimal | null) => Decimal | null;

/**
 * Compares with the values that the digest was computed from: its day, as known when it was. A corrected plan rate and a
 * changed definition are part of the change, as they are among its drivers. Only of the whole account in its fiscal year to
 * date, and not across a fiscal year's end.
 */
export async function sinceDigest(context: Context, knownAt: string | null): Promise<SinceDigest> {
  const { accountId, asOf, period, settings, slice, answers } = context;
  if (period.key !== storedPeriod || Object.keys(slice).length > 0) return () => null;
  const found = await sql<{ on_date: string; values: Record<string, Decimal | null>; answers: Record<string, Decimal | null> | null }>`
    select on_date, facts -> 'values' as values, facts -> 'answers' as answers from digest
    where account_id = ${accountId} and on_date <= ${asOf}::date and known_at <= coalesce(${knownAt}::timestamptz, 'infinity')
    order by known_at desc limit 1`.execute(context.tx);
  const last = found.rows[0];
  const isSameYear = last && fiscalYearOf(last.on_date, settings.fiscalYearStart) === fiscalYearOf(asOf, settings.fiscalYearStart);
  if (!isSameYear) return () => null;
  return (kpi, value) => {
    const then = valueThen(last, kpi, answers);
    return value === null || then === null ? null : asText(exact(value).minus(then));
  };
}

/** What a digest tells counts answers together; by themselves they are kept beside it, for those who see each. */
function valueThen(
  digest: { values: Record<string, Decimal | null>; answers: Record<string, Decimal | null> | null },
  kpi: string,
  answers: Answers,
): Decimal | null {
  if (!isOfAnswers(kpi)) return digest.values[kpi] ?? null;
  // A digest of the time before told each by itself.
  if (digest.answers === null) return answers === 'each' ? (digest.values[kpi] ?? null) : null;
  return (answers === 'each' ? digest.answers : digest.values)[kpi] ?? null;
}
