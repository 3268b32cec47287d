import { type RawBuilder, sql } from 'kysely';
import { columnsOf, model, type RecordType, recordColumns, recordTypes, tableOf } from '../model/index.ts';
import type { HypotheticalChange, Instant } from './types.ts';

/**
 * The records of an account at a moment of knowledge. A KPI's select reads plain relations named after the record
 * types; a state supplies them as common table expressions that shadow the tables, so that one select serves them all.
 */
export type State =
  | { kind: 'now' }
  | { kind: 'asKnown'; at: Instant }
  | { kind: 'whatIf'; changes: readonly HypotheticalChange[] };

export const stateOf = (knownAt: Instant | null): State => (knownAt === null ? { kind: 'now' } : { kind: 'asKnown', at: knownAt });

const selectable = (type: RecordType): string[] => ['id', ...recordColumns(model[type]).map((column) => column.name)];

/** `agreement as not materialized (…), opportunity as …` for a `with` clause. Relations that nothing reads cost nothing. */
export function relations(accountId: string, state: State, types: readonly RecordType[] = recordTypes): RawBuilder<unknown> {
  return sql.join(types.map((type) => sql`${sql.raw(tableOf(type))} as not materialized (${relation(accountId, state, type)})`));
}

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
function overlay(accountId: string, type: RecordType, changes: readonly HypotheticalChange[], now: RawBuilder<unknown>): RawBuilder<unknown> {
  const changedIds = changes.flatMap((change) => change.recordId ?? []);
  const columns = recordColumns(model[type]);
  const present = changes.filter((change) => !change.delete).map((change) => ({ id: change.recordId, cells: cellsOf(type, change.set) }));
  const definition = columns.map((column) => `${column.name} ${column.sqlType}`).join(', ');
  const merged = columns.map((column) => `case when change.cells ? '${column.name}' then wished.${column.name} else base.${column.name} end as ${column.name}`);
  return sql`
    select * from (${now}) kept where not (kept.id = any (${sqlArray(changedIds)}))
    union all
    select change.id, ${sql.raw(merged.join(', '))}
    from jsonb_to_recordset(${JSON.stringify(present)}::jsonb) as change(id text, cells jsonb)
    cross join lateral jsonb_to_record(change.cells) as wished(${sql.raw(definition)})
    left join public.${sql.raw(tableOf(type))} base on base.account_id = ${accountId} and base.id = change.id and base.known_until = 'infinity'`;
}

/** A text array as one parameter, the same on every driver. */
export const sqlArray = (values: readonly string[]): RawBuilder<unknown> =>
  sql`(select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(values)}::jsonb) as value)::text[]`;

/** The columns that a change sets. An opportunity's memory of its close follows the hypothetical record. */
function cellsOf(type: RecordType, set: Readonly<Record<string, unknown>>): Record<string, unknown> {
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
    } else cells[column.name] = value;
  }
  return cells;
}
