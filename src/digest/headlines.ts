import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import { type Driver, drivers, type KpiReading, type Question, type Reading } from '../engine/index.ts';
import { model, type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import type { DriverFacts, HeadlineFacts, Since } from './facts.ts';
import { happeningOf } from './happening.ts';

/** More than these nobody reads; the rest is summed up. */
const mostDrivers = 6;
/** Drivers beyond these are summed up by the engine. */
const asked = 1_000;
/** Records that people know by name. All others are told together: an organization's, or so many of a type. */
const named: ReadonlySet<string> = new Set(['agreement', 'opportunity']);
const byOrganization: ReadonlySet<string> = new Set(['revenue', 'deployment']);

/**
 * A headline with its change since a day and knowledge, and what moved it. `hasChange` false: no change is shown.
 * @param before its value then, where it was kept: an equal one needs no explanation
 */
export async function headlineOf(
  tx: Tx,
  question: Question,
  kpi: KpiReading,
  { since, before, hasChange }: { since: Since; before?: string | null | undefined; hasChange: boolean },
): Promise<HeadlineFacts> {
  const { value, numerator, denominator, records, missingRates, note, target, status } = kpi;
  const reading: Reading = { value, numerator, denominator, records, missingRates, note };
  const still: HeadlineFacts = { kpi: kpi.id, reading, target, status, change: null, drivers: [], rest: null };
  if (!hasChange) return still;
  if (value !== null && before === value) return { ...still, change: '0' };
  const span = { since: since.date, until: question.asOf, sinceKnownAt: since.knownAt, untilKnownAt: null };
  const moved = await drivers(tx, question, kpi.id, span, asked);
  if (moved.change === null) return still;
  const all = await grouped(tx, question.accountId, kpi.id, moved.drivers);
  const left = all.slice(mostDrivers);
  const share = left.reduce((sum, driver) => sum.plus(driver.share), new Decimal(moved.rest?.share ?? 0));
  const count = left.reduce((sum, driver) => sum + driver.records, moved.rest?.count ?? 0);
  return {
    ...still,
    change: moved.change,
    drivers: all.slice(0, mostDrivers),
    rest: count === 0 ? null : { count, share: share.toFixed() },
  };
}

async function grouped(tx: Tx, accountId: string, kpi: string, all: readonly Driver[]): Promise<DriverFacts[]> {
  const organizations = await organizationsOf(tx, accountId, all);
  const groups = new Map<string, DriverFacts>();
  for (const driver of all) {
    const { recordType, recordId } = driver;
    const happening = happeningOf(kpi, driver);
    const organizationId = recordType && recordId ? (organizations.get(`${recordType} ${recordId}`) ?? null) : null;
    const isNamed = recordType !== null && named.has(recordType);
    const isOfOrganization = recordType === 'agreement' || (recordType !== null && byOrganization.has(recordType));
    // Two agreements of one organization that did the same are one cause.
    const who = driver.kind === 'rate' ? driver.label : isOfOrganization ? (organizationId ?? recordId) : isNamed ? recordId : null;
    const key = JSON.stringify([driver.kind, recordType, happening, who]);
    const before = groups.get(key);
    groups.set(key, {
      recordType,
      happening,
      recordId: isNamed && !before ? recordId : null,
      organizationId: isNamed || isOfOrganization ? organizationId : null,
      currency: driver.kind === 'rate' ? driver.label : null,
      records: (before?.records ?? 0) + 1,
      share: new Decimal(before?.share ?? 0).plus(driver.share ?? 0).toFixed(),
    });
  }
  const size = (driver: DriverFacts) => new Decimal(driver.share).abs();
  return [...groups.values()].filter((driver) => !size(driver).isZero()).sort((a, b) => size(b).comparedTo(size(a)));
}

/** The organization of each record, as it was known last. */
async function organizationsOf(tx: Tx, accountId: string, all: readonly Driver[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const types = [...new Set(all.flatMap((driver) => driver.recordType ?? []))].filter(
    (type: RecordType) => model[type].fields.organization,
  );
  for (const type of types) {
    const ids = all.flatMap((driver) => (driver.recordType === type && driver.recordId !== null ? [driver.recordId] : []));
    const rows = await sql<{ id: string; organization_id: string | null }>`
      select distinct on (id) id, organization_id from ${sql.table(tableOf(type))}
      where account_id = ${accountId} and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      order by id, known_from desc`.execute(tx);
    for (const row of rows.rows) if (row.organization_id !== null) found.set(`${type} ${row.id}`, row.organization_id);
  }
  return found;
}
