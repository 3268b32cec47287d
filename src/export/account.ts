import { type RawBuilder, sql } from 'kysely';
import { shownPersons } from '../access/shownPersons.ts';
import type { Visit } from '../access/visit.ts';
import { columnsOf, fieldsOf, model, recordColumns, recordTypes, tableOf } from '../model/index.ts';
import type { Database, Tx } from '../store/database.ts';
import { line } from './csv.ts';
import type { ZipEntry } from './zip.ts';

export interface ExportAsk {
  db: Database;
  accountId: string;
  /** Who takes it along: what is named in it is what they may see. */
  visit: Visit;
  at: Date;
}

const rowsAtOnce = 1_000;
type Row = Record<string, unknown>;

/** One table of the export. `key`: the columns by which its rows are in an order, which a page goes on from. */
interface Sheet {
  name: string;
  columns: readonly string[];
  from: string;
  key: readonly string[];
  where?: RawBuilder<unknown>;
  /** Columns that hold keys into person: of those whom the policy does not show, they are empty. */
  persons?: readonly string[];
}

const envelope = ['id', 'known_from', 'known_until', 'source_id', 'source_row_id', 'source_url', 'modified_at', 'modified_by_id'];
const personColumns = (type: (typeof recordTypes)[number]) => [
  'modified_by_id',
  ...fieldsOf(type)
    .filter(([, field]) => field.kind === 'person')
    .flatMap(([name, field]) => columnsOf(name, field).map((column) => column.name)),
];

/** Every version of every record that was known at that moment, and what else the account holds. */
const sheets = (at: string): Sheet[] => [
  ...recordTypes.map((type) => ({
    name: `records/${type}.csv`,
    columns: [...envelope, ...recordColumns(model[type]).map((column) => column.name)],
    from: tableOf(type),
    key: ['id', 'known_from'],
    where: sql`known_from <= ${at}`,
    persons: personColumns(type),
  })),
  { name: 'people.csv', columns: ['id', 'name', 'address', 'title', 'directory_id'], from: 'person', key: ['id'], persons: ['id'] },
  { name: 'notes.csv', columns: ['id', 'text'], from: 'note', key: ['id'] },
  {
    name: 'readings.csv',
    columns: ['kpi', 'period', 'on_date', 'known_at', 'definition', 'value', 'numerator', 'denominator', 'records', 'missing_rates'],
    from: 'reading',
    key: ['kpi', 'period', 'known_at', 'on_date'],
  },
  {
    name: 'digests.csv',
    columns: ['channel_id', 'number', 'occasion', 'on_date', 'known_at', 'computed_at', 'facts'],
    from: 'digest',
    key: ['channel_id', 'number'],
  },
  {
    name: 'nudges.csv',
    columns: [
      'id',
      'rule',
      'record_type',
      'record_id',
      'person_id',
      'kpi',
      'worth',
      'due_on',
      'state',
      'opened_at',
      'settled_at',
      'facts',
      'reading_before',
      'reading_after',
    ],
    from: 'nudge',
    key: ['id'],
    persons: ['person_id'],
  },
  {
    name: 'quarantine.csv',
    columns: ['source_id', 'row_id', 'record_type', 'record_id', 'reasons', 'cells', 'source_url', 'quarantined_at'],
    from: 'quarantine',
    key: ['source_id', 'row_id', 'record_type'],
  },
  { name: 'audit.csv', columns: ['id', 'at', 'directory_id', 'action', 'subject', 'before', 'after'], from: 'audit', key: ['id'] },
  { name: 'access.csv', columns: ['directory_id', 'role', 'until_on', 'named_at', 'named_by'], from: 'access', key: ['directory_id'] },
  { name: 'sources.csv', columns: ['id', 'kind', 'name', 'web_url', 'mapping', 'state', 'last_success_at'], from: 'source', key: ['id'] },
];

/**
 * Everything of an account, as the entries of an archive. Each page is a transaction of its own: a slow reader holds no
 * lock, and the embedded database serves others in between; `at` keeps the versions those of one moment.
 */
export async function* exported(ask: ExportAsk): AsyncGenerator<ZipEntry> {
  const { db, accountId, at } = ask;
  const all = sheets(at.toISOString());
  const counts: Record<string, number> = {};
  for (const sheet of all) yield { name: sheet.name, chunks: pages(ask, sheet, (rows) => (counts[sheet.name] = rows)) };
  const settings = await db.transaction(
    [accountId],
    async (tx) =>
      (await sql<Row>`select account_id, slug, created_at, settings from workspace where account_id = ${accountId}`.execute(tx)).rows[0],
  );
  yield { name: 'settings.json', chunks: once(settings) };
  yield {
    name: 'manifest.json',
    chunks: once({
      product: 'Account Pulse',
      account: accountId,
      exportedAt: at.toISOString(),
      format:
        'CSV of RFC 4180 in UTF-8; lists are separated by ";"; a text that a spreadsheet would take for a formula begins with an apostrophe',
      figuresAboutPeople: ask.visit.figuresAboutPeople,
      files: all.map(({ name, columns }) => ({ name, columns, rows: counts[name] ?? 0 })),
    }),
  };
}

async function* once(value: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(value, null, 2)}\n`;
}

async function* pages({ db, accountId, visit }: ExportAsk, sheet: Sheet, counted: (rows: number) => void): AsyncGenerator<string> {
  // So that Excel reads it as UTF-8.
  yield `\uFEFF${line(sheet.columns)}`;
  let after: Row | null = null;
  let rows = 0;
  for (;;) {
    const page: Row[] = await db.transaction([accountId], (tx) => read(tx, accountId, visit, sheet, after));
    if (page.length > 0) yield page.map((row) => line(sheet.columns.map((column) => row[column]))).join('');
    rows += page.length;
    if (page.length < rowsAtOnce) break;
    after = page.at(-1) ?? null;
  }
  counted(rows);
}

async function read(tx: Tx, accountId: string, visit: Visit, sheet: Sheet, after: Row | null): Promise<Row[]> {
  const key = sql.join(sheet.key.map((column) => sql.ref(column)));
  const goesOn = after === null ? sql`` : sql`and (${key}) > (${sql.join(sheet.key.map((column) => after[`key ${column}`]))})`;
  const asText = sql.join(sheet.key.map((column) => sql`${sql.ref(column)}::text as ${sql.ref(`key ${column}`)}`));
  const found = await sql<Row>`
    select ${sql.join(sheet.columns.map((column) => sql.ref(column)))}, ${asText} from ${sql.table(sheet.from)}
    where account_id = ${accountId} ${sheet.where ? sql`and ${sheet.where}` : sql``} ${goesOn} order by ${key} limit ${rowsAtOnce}`.execute(
    tx,
  );
  const shows = await shownPersons(tx, accountId, visit);
  return found.rows.map((row) => withheld(row, sheet, shows));
}

const personKey = /p_[A-Za-z0-9_-]{22}/g;

/** The policy on figures about people holds for what is taken along too. (Who somebody is, is no figure about them.) */
function withheld(row: Row, { from, persons = [] }: Sheet, shows: (personId: string | null) => boolean): Row {
  if (from === 'person') return row;
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (persons.includes(column)) return [column, typeof value === 'string' && !shows(value) ? null : value];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [column, value];
      return [column, JSON.parse(JSON.stringify(value).replace(personKey, (id) => (shows(id) ? id : '')))];
    }),
  );
}
