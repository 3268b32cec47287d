import { sql } from 'kysely';
import { kpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import { type Answers, answerKpis, storedAs } from './answersTogether.ts';
import { contextOf } from './context.ts';
import { yearBefore } from './period.ts';
import { recordCounts, sums } from './readings.ts';
import type { CivilDate, Decimal, Instant, Question } from './types.ts';
import { readingOf } from './value.ts';

/** The period under which readings are stored: fiscal year to date, the default everywhere. */
export const storedPeriod = 'fytd';

/**
 * Stores the readings of the whole account that differ from the last stored ones, with the day, the moment of knowledge
 * and the definition: what we knew on that day, for ever. After each sync, and at the turn of the day.
 * @returns how many were stored.
 */
export async function storeReadings(tx: Tx, accountId: string, today: CivilDate): Promise<number> {
  const rows = [...(await rowsOn(tx, accountId, today, kpis, 'each')), ...(await rowsOn(tx, accountId, today, answerKpis, 'together'))];
  const stored = await sql<{ kpi: string }>`
    insert into reading (account_id, kpi, period, on_date, known_at, definition, value, numerator, denominator, records, missing_rates)
    select ${accountId}, r.kpi, ${storedPeriod}, ${today}::date, w.last_moment, r.definition, r.value, r.numerator, r.denominator, r.records, r.missing_rates
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(kpi text, definition int, value numeric, numerator numeric, denominator numeric, records int, missing_rates text[])
    join workspace w on w.account_id = ${accountId}
    left join lateral (
      select * from reading s where s.account_id = ${accountId} and s.kpi = r.kpi and s.period = ${storedPeriod}
      order by s.known_at desc, s.on_date desc limit 1
    ) last on true
    where (last.definition, last.value, last.numerator, last.denominator, last.records, last.missing_rates)
      is distinct from (r.definition, r.value, r.numerator, r.denominator, r.records, r.missing_rates)
    on conflict (account_id, kpi, period, known_at, on_date) do update
      set definition = excluded.definition, value = excluded.value, numerator = excluded.numerator, denominator = excluded.denominator,
        records = excluded.records, missing_rates = excluded.missing_rates
    returning kpi`.execute(tx);
  return stored.rows.length;
}

async function rowsOn(tx: Tx, accountId: string, today: CivilDate, of: readonly Kpi[], answers: Answers) {
  const context = await contextOf(tx, { accountId, asOf: today, knownAt: null, period: storedPeriod, slice: {}, answers });
  const read = await sums(context, { kpis: of, dates: [today, yearBefore(today)] });
  const counted = await recordCounts(context, { kpis: of });
  return of.map((kpi) => {
    const reading = readingOf(kpi, read.of(kpi.id, today), read.of(kpi.id, yearBefore(today)), counted(kpi.id));
    return {
      kpi: storedAs(kpi.id, answers),
      definition: kpi.version,
      value: reading.value,
      numerator: reading.numerator,
      denominator: reading.denominator,
      records: reading.records,
      missing_rates: reading.missingRates,
    };
  });
}

/** What was stored by the end of each of these days (in the account's time zone): the KPI's value as it was known then; null before the first. */
export type KnownThen = (kpi: string, date: CivilDate) => Decimal | null;

export async function knownThen(
  tx: Tx,
  accountId: string,
  of: readonly Kpi[],
  dates: readonly CivilDate[],
  timeZone: string,
  answers: Answers,
): Promise<KnownThen> {
  const found = await sql<{ kpi: string; day: CivilDate; value: Decimal | null }>`
    select k.kpi, d.day, s.value
    from unnest(array[${sql.join(of.map((kpi) => sql.lit(storedAs(kpi.id, answers))))}]::text[]) as k(kpi)
    cross join unnest(array[${sql.join(dates.map((date) => sql.lit(date)))}]::date[]) as d(day)
    cross join lateral (
      select value from reading s
      where s.account_id = ${accountId} and s.kpi = k.kpi and s.period = ${storedPeriod}
        and s.on_date <= d.day and s.known_at < ((d.day + 1)::timestamp at time zone ${timeZone})
      order by s.known_at desc, s.on_date desc limit 1
    ) s`.execute(tx);
  const index = new Map(found.rows.map((row) => [`${row.kpi}|${row.day}`, row.value]));
  return (kpi, date) => index.get(`${storedAs(kpi, answers)}|${date}`) ?? null;
}

/** The newest stored reading of each KPI, for several accounts in one query: what a portfolio shows. */
export interface NewestReading {
  accountId: string;
  kpi: string;
  onDate: CivilDate;
  knownAt: Instant;
  value: Decimal | null;
  numerator: Decimal;
  denominator: Decimal;
  records: number;
}
export async function newestReadings(
  tx: Tx,
  accountIds: readonly string[],
  of: readonly Kpi[],
  answers: Answers,
): Promise<NewestReading[]> {
  if (accountIds.length === 0) return [];
  const found = await sql<NewestReading>`
    select a.id as "accountId", k.kpi, s.on_date as "onDate", s.known_at as "knownAt", s.value, s.numerator, s.denominator, s.records
    from jsonb_array_elements_text(${JSON.stringify(accountIds)}::jsonb) as a(id)
    cross join unnest(array[${sql.join(of.map((kpi) => sql.lit(storedAs(kpi.id, answers))))}]::text[]) as k(kpi)
    cross join lateral (
      select * from reading s where s.account_id = a.id and s.kpi = k.kpi and s.period = ${storedPeriod}
      order by s.known_at desc, s.on_date desc limit 1
    ) s`.execute(tx);
  const plain = new Map(of.map((kpi) => [storedAs(kpi.id, answers), kpi.id]));
  return found.rows.map((row) => ({ ...row, kpi: plain.get(row.kpi) ?? row.kpi }));
}

/** The question under which a stored reading was taken. */
export const storedQuestion = (accountId: string, onDate: CivilDate, knownAt: Instant): Question => ({
  accountId,
  asOf: onDate,
  knownAt,
  period: storedPeriod,
  slice: {},
});
