import { type RecordType, recordTypes, tableOf } from '../../src/model/index.ts';
import type { Expected, Truth } from './truth.ts';

export type Rows = Record<string, unknown>[];
export type Query = (text: string) => Promise<Rows>;

/** Every version of every record, and what is beside them, as it stands in the database. */
export async function contents(query: Query): Promise<Record<string, Rows>> {
  const all: Record<string, Rows> = {};
  for (const type of recordTypes) all[tableOf(type)] = await query(`select * from ${tableOf(type)} order by id, known_from`);
  for (const table of [
    'source',
    'quarantine',
    'person',
    'contribution',
    'reading',
    'unresolved_reference',
    'pending_deletion',
    'pending_claim',
    'seen_row',
  ])
    all[table] = await query(`select * from ${table}`);
  return all;
}

const current = (rows: Rows): Rows => rows.filter((row) => String(row.known_until) === 'infinity');
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numeric = new Set(['amount', 'annual_value']);
const said = (name: string, value: unknown): string | null => (numeric.has(name) && value !== null ? String(Number(value)) : text(value));

/** How the store differs from what the lists hold; empty: not at all. */
export function judgeStore(store: Record<string, Rows>, truth: Truth): string[] {
  const problems: string[] = [];
  const addressOf = new Map((store.person ?? []).map((person) => [String(person.id), text(person.address) ?? text(person.name)]));
  for (const type of ['organization', 'opportunity', 'agreement'] as const) {
    const held = new Map(current(store[type] ?? []).map((row) => [String(row.id), row]));
    const expected = truth.records.filter((record) => record.type === type);
    for (const record of expected) {
      const row = held.get(record.id);
      held.delete(record.id);
      if (!row) problems.push(`${type} ${record.id} of ${record.source} ${record.row} is missing`);
      else problems.push(...differences(record, row, addressOf));
    }
    for (const id of held.keys()) problems.push(`${type} ${id} is in the store, and in no list`);
    problems.push(...overlaps(type, store[type] ?? []));
  }
  const quarantined = (store.quarantine ?? []).map((row) => `${row.source_id} ${row.row_id}`);
  const bad = new Set(truth.bad);
  for (const row of quarantined) if (!bad.delete(row)) problems.push(`row ${row} is in quarantine, and can be understood`);
  for (const row of bad) problems.push(`row ${row} cannot be understood, and is not in quarantine`);
  for (const table of ['pending_deletion', 'pending_claim', 'seen_row'])
    if ((store[table] ?? []).length > 0) problems.push(`${table} is not empty: ${JSON.stringify(store[table]?.[0])}`);
  for (const source of store.source ?? [])
    if (source.state !== 'fresh' || source.round !== null || source.problem !== null)
      problems.push(`source ${source.id} is ${source.state}: ${JSON.stringify(source.problem ?? source.round)}`);
  return problems;
}

function differences(record: Expected, row: Rows[number], addressOf: ReadonlyMap<string, string | null>): string[] {
  const where = `${record.type} ${record.id}`;
  const problems: string[] = [];
  if (row.source_id !== record.source || row.source_row_id !== record.row)
    problems.push(`${where} comes from ${row.source_id} ${row.source_row_id}, not from ${record.source} ${record.row}`);
  for (const [name, expected] of Object.entries(record.fields)) {
    const actual =
      name === 'owner' ? (row.owner_id === null ? null : (addressOf.get(String(row.owner_id)) ?? null)) : said(name, row[name]);
    if (actual !== expected) problems.push(`${where}: ${name} is ${actual}, the list says ${expected}`);
  }
  return problems;
}

/** Versions of a record follow each other: none twice, none beside another, one at most that is current. */
function overlaps(type: RecordType, rows: Rows): string[] {
  const problems: string[] = [];
  let before: Rows[number] | null = null;
  for (const row of rows) {
    const isSame = before?.id === row.id;
    if (isSame && (String(before?.known_until) === 'infinity' || new Date(String(before?.known_until)) > new Date(String(row.known_from))))
      problems.push(`${type} ${row.id} has two versions at ${row.known_from}`);
    before = row;
  }
  return problems;
}

/** How the figures differ from those of a sync that nothing disturbed. */
export function judgeFigures(store: Record<string, Rows>, undisturbed: Record<string, Rows>): string[] {
  const contribution = (row: Rows[number]) =>
    JSON.stringify(
      [
        'kpi',
        'subject',
        'record_type',
        'record_id',
        'part',
        'excluded',
        'numerator',
        'denominator',
        'currency',
        'counts_from',
        'counts_until',
        'organization_id',
        'owner_id',
      ].map((name) => text(row[name])),
    );
  const problems = unlike('contribution', (store.contribution ?? []).map(contribution), (undisturbed.contribution ?? []).map(contribution));
  const newest = (rows: Rows): string[] => {
    const last = new Map<string, Rows[number]>();
    for (const row of rows) {
      const key = `${row.kpi} ${row.period}`;
      const other = last.get(key);
      if (!other || String(other.known_at) <= String(row.known_at)) last.set(key, row);
    }
    return [...last].map(
      ([key, row]) => `${key}: ${text(row.value)} = ${text(row.numerator)} / ${text(row.denominator)} of ${text(row.records)}`,
    );
  };
  return [...problems, ...unlike('reading', newest(store.reading ?? []), newest(undisturbed.reading ?? []))];
}

function unlike(what: string, ours: readonly string[], theirs: readonly string[]): string[] {
  const [mine, other] = [new Set(ours), new Set(theirs)];
  if (ours.length !== mine.size) return [`a ${what} stands there twice`];
  return [
    ...ours.filter((row) => !other.has(row)).map((row) => `${what} only after the disturbances: ${row}`),
    ...theirs.filter((row) => !mine.has(row)).map((row) => `${what} only without them: ${row}`),
  ];
}
