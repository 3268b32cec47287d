import { PGlite } from '@electric-sql/pglite';
import { fiscalYearSql } from '../../src/kpis/fiscalYear.ts';
import type { Kpi } from '../../src/kpis/kpi.ts';
import { model, type RecordType, recordColumns, recordTypes, snakeCase, tableOf } from '../../src/model/index.ts';

export interface Row {
  subject: string | null;
  record_type: string;
  record_id: string;
  part: string;
  excluded: string | null;
  occurred_on: string | null;
  counts_from: string | null;
  counts_until: string | null;
  numerator: string | null;
  denominator: string | null;
  currency: string | null;
  organization_id: string | null;
  segment: string | null;
  partner_id: string | null;
}
export type Fields = Readonly<Record<string, unknown>>;
const fiscalYear = fiscalYearSql('07-01');

/** A plain table per record type, as a select sees them. */
export async function openRecords(): Promise<PGlite> {
  const db = await PGlite.create();
  for (const type of recordTypes) {
    const columns = recordColumns(model[type]).map(({ name, sqlType }) => `${name} ${sqlType}`);
    await db.exec(`create table ${tableOf(type)} (id text, ${columns.join(', ')})`);
  }
  return db;
}

export async function clear(db: PGlite): Promise<void> {
  await db.exec(`truncate ${recordTypes.map(tableOf).join(', ')}`);
}

/** Fields by the names of the columns in camelCase; a list is an array. */
export async function insert(db: PGlite, type: RecordType, ...records: readonly Fields[]): Promise<void> {
  for (const record of records) {
    const names = Object.keys(record);
    const places = names.map((_, i) => `$${i + 1}`);
    await db.query(
      `insert into ${tableOf(type)} (${names.map(snakeCase).join(', ')}) values (${places.join(', ')})`,
      Object.values(record),
    );
  }
}

const columns: Readonly<Record<string, string>> = {
  subject: 'text',
  record_type: 'text',
  record_id: 'text',
  part: 'text',
  excluded: 'text',
  occurred_on: 'date',
  counts_from: 'date',
  counts_until: 'date',
  numerator: 'numeric',
  denominator: 'numeric',
  currency: 'text',
  organization_id: 'text',
  country: 'text',
  product: 'text',
  motion: 'text',
  partner_id: 'text',
  owner_id: 'text',
  segment: 'text',
};
const absent = Object.entries(columns)
  .map(([name, type]) => `null::${type} as ${name}`)
  .join(', ');
const listed = Object.keys(columns)
  .map((name) => `${name}::text`)
  .join(', ');

/** Every row of a KPI, or those of the subjects asked; a column that it leaves out is null. */
export async function rowsOf(db: PGlite, kpi: Kpi, subjects?: readonly string[]): Promise<Row[]> {
  const filter = subjects ? 'where given.subject = any($1)' : '';
  const sql = `select contribution.* from (select ${absent}) absent cross join lateral (
      select ${listed} from (${kpi.select(fiscalYear)}) given ${filter}
    ) contribution order by contribution.subject collate "C", contribution.record_type, contribution.record_id collate "C", contribution.part collate "C"`;
  return (await db.query<Row>(sql, subjects ? [subjects] : [])).rows;
}

export async function touchedBy(db: PGlite, kpi: Kpi, type: RecordType, ids: readonly string[]): Promise<string[]> {
  const sql = kpi.touches[type];
  if (!sql) throw new Error(`${kpi.id} has no touches for ${type}`);
  const { rows } = await db.query<{ subject: string }>(
    `with changed as (select unnest($1::text[]) as id) select distinct subject from (${sql}) touched order by 1`,
    [ids],
  );
  return rows.map((row) => row.subject);
}

/** Exact to nine decimals: enough to compare sums of shares. */
export function totals(rows: readonly Row[], day: string, period?: readonly [string, string]): { numerator: number; denominator: number } {
  const counting = rows.filter(
    (row) =>
      row.excluded === null &&
      String(row.counts_from) <= day &&
      (row.counts_until === 'infinity' || day < String(row.counts_until)) &&
      (!row.occurred_on || (row.occurred_on <= day && (!period || (period[0] <= row.occurred_on && row.occurred_on <= period[1])))),
  );
  const sum = (column: 'numerator' | 'denominator') =>
    Number(counting.reduce((total, row) => total + Number(row[column] ?? 0), 0).toFixed(9));
  return { numerator: sum('numerator'), denominator: sum('denominator') };
}
