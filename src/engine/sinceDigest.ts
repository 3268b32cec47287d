import { sql } from 'kysely';
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
  const { accountId, asOf, period, settings, slice } = context;
  if (period.key !== storedPeriod || Object.keys(slice).length > 0) return () => null;
  const found = await sql<{ on_date: string; values: Record<string, Decimal | null> }>`
    select on_date, facts -> 'values' as values from digest
    where account_id = ${accountId} and on_date <= ${asOf}::date and known_at <= coalesce(${knownAt}::timestamptz, 'infinity')
    order by known_at desc limit 1`.execute(context.tx);
  const last = found.rows[0];
  const isSameYear = last && fiscalYearOf(last.on_date, settings.fiscalYearStart) === fiscalYearOf(asOf, settings.fiscalYearStart);
  if (!isSameYear) return () => null;
  return (kpi, value) => {
    const then = last.values[kpi] ?? null;
    return value === null || then === null ? null : asText(exact(value).minus(then));
  };
}
