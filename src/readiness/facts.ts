import { sql } from 'kysely';
import { columnsOf, model, type RecordType, recordTypes, tableOf } from '../model/index.ts';
import type { MappingEntry } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';

/** A source as far as it matters to what is missing. */
export interface SourceFacts {
  id: string;
  name: string;
  /** The types it gives, each with the fields that are mapped; null: all that there are, for it follows from what the source is. */
  gives: ReadonlyMap<RecordType, ReadonlySet<string> | null>;
  problem: string | null;
  wasRead: boolean;
  rowsSeen: number;
  quarantined: number;
}
export interface AccountFacts {
  sources: readonly SourceFacts[];
  /** Current records by type; what is not there is 0. */
  records: ReadonlyMap<RecordType, number>;
  /** References that found nothing. */
  unmatched: number;
  /** By KPI: whether anything counts, and whether any of it adds to the numerator. */
  counted: ReadonlyMap<string, { isFilled: boolean }>;
  /** Any target, of any KPI. */
  hasTargets: boolean;
  channels: number;
  digestsOn: number;
  /** Named by a manager, with a role that lasts. */
  named: number;
}

export async function accountFacts(tx: Tx, accountId: string, today: string): Promise<AccountFacts> {
  const found = await sql<{
    id: string;
    name: string;
    mapping: unknown;
    problem: { message?: string } | null;
    last_success_at: string | null;
    rows_seen: number;
    quarantined: number;
  }>`
    select s.id, s.name, s.mapping, s.problem, s.last_success_at, s.rows_seen,
      (select count(*) from quarantine q where q.account_id = s.account_id and q.source_id = s.id) as quarantined
    from source s where s.account_id = ${accountId} order by s.name, s.id`.execute(tx);
  const counts = await sql<{ type: RecordType; records: number }>`${sql.join(
    recordTypes.map(
      (type) =>
        sql`select ${type}::text as type, count(*) as records from ${sql.table(tableOf(type))} where account_id = ${accountId} and known_until = 'infinity'`,
    ),
    sql` union all `,
  )}`.execute(tx);
  const counted = await sql<{ kpi: string; filled: boolean }>`
    select kpi, bool_or(numerator <> 0) as filled from contribution where account_id = ${accountId} group by kpi`.execute(tx);
  const rest = await sql<{ unmatched: number; has_targets: boolean; channels: number; digests_on: number; named: number }>`
    select
      (select count(*) from unresolved_reference where account_id = ${accountId} and not is_answered) as unmatched,
      exists (select from target where account_id = ${accountId} and known_until = 'infinity' and value is not null) as has_targets,
      (select count(*) from link where account_id = ${accountId}) as channels,
      (select count(*) from link where account_id = ${accountId} and digest_on) as digests_on,
      (select count(*) from access where account_id = ${accountId} and until_on >= ${today}::date) as named`.execute(tx);
  const one = rest.rows[0];
  return {
    sources: found.rows.map((row) => ({
      ...{ id: row.id, name: row.name, gives: givesOf(row.mapping), problem: row.problem?.message ?? null },
      ...{ wasRead: row.last_success_at !== null, rowsSeen: row.rows_seen, quarantined: row.quarantined },
    })),
    records: new Map(counts.rows.map((row) => [row.type, row.records])),
    counted: new Map(counted.rows.map((row) => [row.kpi, { isFilled: row.filled }])),
    unmatched: one?.unmatched ?? 0,
    hasTargets: one?.has_targets ?? false,
    channels: one?.channels ?? 0,
    digestsOn: one?.digests_on ?? 0,
    named: one?.named ?? 0,
  };
}

/** A mapping is a list of entries; a source whose rows are understood without one still names its types. */
function givesOf(mapping: unknown): Map<RecordType, ReadonlySet<string> | null> {
  const entries = (Array.isArray(mapping) ? mapping : []) as Partial<MappingEntry>[];
  const gives = new Map<RecordType, ReadonlySet<string> | null>();
  for (const { recordType, fields } of entries) {
    if (!recordType) continue;
    const before = gives.get(recordType);
    const named = fields && Object.keys(fields).length > 0 ? Object.keys(fields) : null;
    gives.set(recordType, named === null || before === null ? null : new Set([...(before ?? []), ...named]));
  }
  return gives;
}

/** Whether the field is empty in every current record of the type; false where it is none of the record's own columns. */
export async function isEmptyThroughout(tx: Tx, accountId: string, type: RecordType, field: string): Promise<boolean> {
  const declared = model[type].fields[field];
  const column = declared ? columnsOf(field, declared)[0] : undefined;
  if (!column) return false;
  const found = await sql`
    select 1 from ${sql.table(tableOf(type))} where account_id = ${accountId} and known_until = 'infinity' and ${sql.ref(column.name)} is not null limit 1`.execute(
    tx,
  );
  return found.rows.length === 0;
}
