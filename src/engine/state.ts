import { type RawBuilder, sql } from 'kysely';
import { columnsOf, model, type RecordType, recordColumns, recordTypes, tableOf } from '../model/index.ts';
import { personId } from '../store/personal.ts';
import type { HypotheticalChange, Instant } from './types.ts';

/**
 * The records of an account at a moment of knowledge. A KPI's select reads plain relations named after the record
 * types; a state supplies them as common table expressions that shadow the tables, so that one select serves them all.
 */
export type State = { kind: 'now' } | { kind: 'asKnown'; at: Instant } | { kind: 'whatIf'; changes: readonly HypotheticalChange[] };

export const stateOf = (knownAt: Instant | null): State => (knownAt === null ? { kind: 'now' } : { kind: 'asKnown', at: knownAt });

const selectable = (type: RecordType): string[] => ['id', ...recordColumns(model[type]).map((column) => column.name)];

/** `agreement as not materialized (…), opportunity as …` for a `with` clause. Relations that nothing reads cost nothing. */
export function relations(accountId: string, state: State, types: readonly RecordType[] = recordTypes): RawBuilder<unknown> {
  return sql.join(
    types.map(
      (type) =>
        sql`${sql.raw(tableOf(type))} as ${sql.raw(isOverlaid(state, type) ? 'materialized' : 'not materialized')} (${relation(accountId, state, type)})`,
    ),
  );
}

/** An overlaid relation is laid out once for all the KPIs that read it: the planner misjudges it inside each (8 times slower). */
const isOverlaid = (state: State, type: RecordType): boolean =>
  state.kind === 'whatIf' && state.changes.some((change) => change.recordType === type);

function relation(accountId: string, state: State, type: RecordType): RawBuilder<unknown> {
  const columns = sql.raw(selectable(type).join(', '));
  const table = sql.raw(`public.${tableOf(type)}`);
  if (state.kind === 'asKnown') {
    return sql`select ${columns} from ${table} where account_id = ${accountId} and known_from <= ${state.at}::timestamptz and ${state.at}::timestamptz < known_until`;
  }
  const now = sql`select ${columns} from ${table} where account_id = ${accountId} and known_until = 'infinity'`;
  const changes = state.kind === 'whatIf' ? state.changes.filter((change) => change.recordType === type) : [];
  return changes.length === 0 ? now : overlay(accountId, type, changes, now);
}

/** The current records, less those that are deleted or changed, plus these as they would be. Nothing is written. */
function overlay(
  accountId: string,
  type: RecordType,
  changes: readonly HypotheticalChange[],
  now: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const wished = sql`${JSON.stringify(changes.map((change) => ({ id: change.recordId, deleted: change.delete ?? false, cells: cellsOf(accountId, type, change.set) })))}::jsonb`;
  return sql`
    select * from (${now}) kept where not (kept.id = any (${sqlArray(changes.flatMap((change) => change.recordId ?? []))}))
    union all ${asWished(accountId, type, wished)}`;
}

/** SQL: the records of a JSON array of {id, deleted, cells} as they would be: their cells over those of now, and what the store would remember. */
export function asWished(accountId: string, type: RecordType, wished: RawBuilder<unknown>): RawBuilder<unknown> {
  const columns = recordColumns(model[type]);
  const definition = columns.map((column) => `${column.name} ${column.sqlType}`).join(', ');
  const cell = (name: string) => `case when change.cells ? '${name}' then wished.${name} else base.${name} end`;
  const values = columns.map((column) => `${remembered(type, column.name, cell) ?? cell(column.name)} as ${column.name}`);
  return sql`
    select change.id, ${sql.raw(values.join(', '))}
    from jsonb_to_recordset(${wished}) as change(id text, deleted boolean, cells jsonb)
    cross join lateral jsonb_to_record(change.cells) as wished(${sql.raw(definition)})
    left join public.${sql.raw(tableOf(type))} base on base.account_id = ${accountId} and base.id = change.id and base.known_until = 'infinity'
    where not change.deleted`;
}

/** What the store would remember if the change were really made now (see store/records.ts). A volatile clock here would keep the relation from being planned into the select. */
function remembered(type: RecordType, column: string, cell: (name: string) => string): string | null {
  if (column === 'first_due_on') return `coalesce(wished.first_due_on, base.first_due_on, ${cell('due_on')})`;
  const atClose: Record<string, string> = {
    key_win_at_close: 'key_win',
    partners_at_close: 'partners_ids',
    services_at_close: 'services_attached',
  };
  const source = type === 'opportunity' ? atClose[column] : undefined;
  if (!source) return null;
  return `case
    when coalesce(${cell('status')}, '') not in ('won', 'lost') or ${cell('closed_on')} is null then null
    when base.status in ('won', 'lost') and base.closed_on is not null and (now() at time zone 'UTC')::date > ${cell('closed_on')} + 30
      then base.${column}
    else ${cell(source)} end`;
}

/** A text array as one parameter, the same on every driver. */
export const sqlArray = (values: readonly string[]): RawBuilder<unknown> =>
  sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as value)::text[]`;

/** The columns that a change sets. */
export function cellsOf(accountId: string, type: RecordType, set: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(set)) {
    const field = model[type].fields[name];
    if (!field || field.kind === 'personal' || field.kind === 'note') continue;
    const [column, currency] = columnsOf(name, field);
    if (!column) continue;
    if (currency) {
      const money = value as { amount: string; currency: string | null } | null;
      cells[column.name] = money?.amount ?? null;
      cells[currency.name] = money?.currency ?? null;
    } else cells[column.name] = field.kind === 'person' && typeof value === 'string' ? personId(accountId, value) : value;
  }
  return cells;
}
