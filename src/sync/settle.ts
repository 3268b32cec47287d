import { sql } from 'kysely';
import { applyChanges } from '../engine/changes.ts';
import { compared } from '../links/compared.ts';
import { columnsOf, type Field, type FieldValue, fieldsOf, type RecordType, recordTypes, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { recordInputs } from './recordInputs.ts';
import { keysOf, lookUp, saveUnresolved, type Unresolved } from './resolve.ts';
import { anyOf } from './sql.ts';
import type { Run } from './types.ts';

/** The types whose records some mapping names instead of giving their ids. */
export const namedTypes = (matches: Run['matches']): ReadonlySet<RecordType> =>
  new Set(recordTypes.filter((target) => referencesTo(target).some(({ type, field }) => matches.get(`${type}.${field}`) === 'name')));

/** A record that had this name, or was this record, until now. */
export interface Renamed {
  type: RecordType;
  id: string;
  title: string | null;
}

const referencesTo = (target: RecordType): { type: RecordType; field: string; many: boolean; column: string }[] =>
  recordTypes.flatMap((type) =>
    fieldsOf(type).flatMap(([field, declared]) =>
      isReference(declared) && declared.refersTo === target
        ? [{ type, field, many: declared.kind === 'references', column: columnsOf(field, declared)[0]?.name ?? '' }]
        : [],
    ),
  );
const isReference = (field: Field): field is Field & { kind: 'reference' | 'references' } =>
  field.kind === 'reference' || field.kind === 'references';

/** How the sources of the account say which record is meant, by 'recordType.field'. */
export async function matchesOf(tx: Tx, accountId: string): Promise<ReadonlyMap<string, 'name' | 'id'>> {
  const found = await sql<{ mapping: { recordType: string; fields: Record<string, { match?: 'name' | 'id' }> }[] }>`
    select mapping from source where account_id = ${accountId}`.execute(tx);
  return new Map(
    found.rows.flatMap((row) =>
      row.mapping.flatMap((entry) =>
        Object.entries(entry.fields).map(([field, mapping]) => [`${entry.recordType}.${field}`, mapping.match ?? 'id'] as const),
      ),
    ),
  );
}

/** Those who referred to a record by a name that it no longer has are asked again what they mean, but for those who have just said it. */
export const loseNames = (tx: Tx, run: Run, renamed: readonly Renamed[], moment: string, said: Said) =>
  lose(tx, run, renamed, moment, 'name', said);
/** Those who referred to a record that is gone, by name or by id, are asked again. */
export const loseRecords = (tx: Tx, run: Run, gone: readonly Renamed[], moment: string) => lose(tx, run, gone, moment, 'all', new Map());
type Said = ReadonlyMap<RecordType, ReadonlySet<string>>;

async function lose(tx: Tx, run: Run, lost: readonly Renamed[], moment: string, which: 'name' | 'all', said: Said): Promise<void> {
  if (lost.length === 0) return;
  for (const target of new Set(lost.map(({ type }) => type))) {
    const titles = new Map(lost.filter(({ type }) => type === target).map(({ id, title }) => [id, title]));
    for (const { type, field, many, column } of referencesTo(target)) {
      const match = run.matches.get(`${type}.${field}`);
      if (!match || (which === 'name' && match !== 'name')) continue;
      const ids = anyOf([...titles.keys()]);
      const holds = many ? sql`${sql.ref(column)} && array${ids}` : sql`${sql.ref(column)} in ${ids}`;
      const found = await sql<{ id: string; source_id: string; value: string | string[] }>`
        select id, source_id, ${sql.ref(column)} as value from ${sql.raw(tableOf(type))}
        where account_id = ${run.accountId} and known_until = 'infinity' and ${holds}`.execute(tx);
      const asking = found.rows.filter((row) => !said.get(type)?.has(row.id));
      const asked = asking.map((row) => ({
        sourceId: row.source_id,
        unresolved: {
          recordType: type,
          recordId: row.id,
          field,
          refersTo: target,
          match,
          isAnswered: false,
          raw: keysOf(row.value).map((id) => (match === 'name' ? (titles.get(id) ?? run.references.titleOf(target, id) ?? id) : id)),
        },
      }));
      await settle(tx, run, asked, moment);
    }
  }
}

interface Asked {
  sourceId: string;
  unresolved: Unresolved;
}

/** References that found nothing are tried again, where records of the type they name have changed. */
export async function settleUnresolved(tx: Tx, run: Run, moment: string): Promise<void> {
  if (run.changed.size === 0) return;
  run.references.forgetAddresses();
  await settle(tx, run, await askedOf(tx, run.accountId, [...run.changed]), moment, true);
}

/** Those that say this of records of the type are looked up again: a person has answered, or has taken an answer back. */
export async function settleAnswered(tx: Tx, run: Run, refersTo: RecordType, said: string, moment: string): Promise<void> {
  await settle(
    tx,
    run,
    (await askedOf(tx, run.accountId, [refersTo])).filter(({ unresolved }) =>
      unresolved.raw.some((key) => compared(key) === compared(said)),
    ),
    moment,
    true,
  );
}

async function askedOf(tx: Tx, accountId: string, types: readonly RecordType[]): Promise<Asked[]> {
  const found = await sql<{
    source_id: string;
    record_type: RecordType;
    record_id: string;
    field: string;
    refers_to: RecordType;
    match: 'name' | 'id';
    raw: string[];
  }>`
    select source_id, record_type, record_id, field, refers_to, match, raw from unresolved_reference
    where account_id = ${accountId} and refers_to in ${anyOf([...types])}`.execute(tx);
  return found.rows.map((row) => ({
    sourceId: row.source_id,
    unresolved: {
      recordType: row.record_type,
      recordId: row.record_id,
      field: row.field,
      refersTo: row.refers_to,
      match: row.match,
      raw: row.raw,
      isAnswered: false,
    },
  }));
}

/** Looks the keys up again; records whose field comes out differently get a new version. */
async function settle(tx: Tx, run: Run, asked: readonly Asked[], moment: string, isSettling = false): Promise<void> {
  for (const type of new Set(asked.map(({ unresolved }) => unresolved.recordType))) {
    const ofType = asked.filter(({ unresolved }) => unresolved.recordType === type);
    const changes = new Map<string, Record<string, FieldValue>>();
    const still: Asked[] = [];
    for (const { sourceId, unresolved } of ofType) {
      await run.references.prepare(tx, unresolved.refersTo, unresolved.match, unresolved.raw);
      const many = fieldsOf(type).some(([name, field]) => name === unresolved.field && field.kind === 'references');
      const { value, isWhole, isAnswered } = lookUp(run.references, { ...unresolved, many }, unresolved.raw);
      changes.set(unresolved.recordId, { ...changes.get(unresolved.recordId), [unresolved.field]: value });
      if (!isWhole || isAnswered) still.push({ sourceId, unresolved: { ...unresolved, isAnswered: isWhole } });
    }
    const stored = await recordInputs(tx, run.accountId, type, [...changes.keys()]);
    const differing = stored.filter(({ input }) =>
      Object.entries(changes.get(input.id) ?? {}).some(
        ([name, value]) => JSON.stringify(input.fields[name] ?? null) !== JSON.stringify(value),
      ),
    );
    for (const sourceId of new Set(differing.map((record) => record.sourceId))) {
      const records = differing
        .filter((record) => record.sourceId === sourceId)
        .map(({ input }) => ({ ...input, fields: { ...input.fields, ...changes.get(input.id) } }));
      const { written } = await applyChanges(tx, {
        accountId: run.accountId,
        sourceId,
        moment,
        isSettling,
        upserts: [{ recordType: type, records }],
        deletions: [],
      });
      run.state = { ...run.state, written: run.state.written + written };
    }
    await forgetFields(tx, run.accountId, ofType);
    for (const sourceId of new Set(still.map((one) => one.sourceId))) {
      await saveUnresolved(
        tx,
        run.accountId,
        sourceId,
        still.filter((one) => one.sourceId === sourceId).map((one) => one.unresolved),
      );
    }
  }
}

async function forgetFields(tx: Tx, accountId: string, asked: readonly Asked[]): Promise<void> {
  for (const field of new Set(asked.map(({ unresolved }) => unresolved.field))) {
    const ids = asked.filter(({ unresolved }) => unresolved.field === field).map(({ unresolved }) => unresolved.recordId);
    const type = asked[0]?.unresolved.recordType as RecordType;
    await sql`delete from unresolved_reference where account_id = ${accountId} and record_type = ${type} and field = ${field} and record_id in ${anyOf(ids)}`.execute(
      tx,
    );
  }
}
