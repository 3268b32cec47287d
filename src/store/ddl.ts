import { model, type RecordType, recordColumns, recordTypes, tableOf } from '../model/index.ts';

/** The columns that every record table has beside its fields. */
export const recordEnvelope = [
  'account_id text not null',
  'id text not null',
  'known_from timestamptz(3) not null',
  "known_until timestamptz(3) not null default 'infinity'",
  'source_id text not null',
  'source_row_id text not null',
  'source_url text',
  'modified_at timestamptz(3)',
  'modified_by_id text',
  'replayed boolean not null default false',
];

/** The statements that make one record type's versioned table: what a migration for a new record type holds. */
export function recordTableDdl(type: RecordType): string {
  const table = tableOf(type);
  const columns = recordColumns(model[type]).map((column) => `${column.name} ${column.sqlType}`);
  return `create table ${table} (
  ${[...recordEnvelope, ...columns, 'primary key (account_id, id, known_from)'].join(',\n  ')}
);
create unique index ${table}_current on ${table} (account_id, id) where known_until = 'infinity';
create index ${table}_source_row on ${table} (account_id, source_id, source_row_id) where known_until = 'infinity';
`;
}

/** `node src/store/ddl.ts [type …]` prints them. */
if (import.meta.filename === process.argv[1]) {
  const asked = process.argv.slice(2) as RecordType[];
  for (const type of asked.length > 0 ? asked : recordTypes) process.stdout.write(`${recordTableDdl(type)}\n`);
}
