import { sql } from 'kysely';
import type { Language, RecordType } from '../../model/index.ts';
import type { Database, Tx } from '../../store/database.ts';
import type { Cells } from '../attempt.ts';
import type { Values } from '../target.ts';

export const editStates = ['waiting', 'writing', 'asking', 'conflict', 'refused', 'written', 'unchanged', 'undone', 'withdrawn'] as const;
export type EditState = (typeof editStates)[number];

/** Why an edit needs its person; of a conflict, what the source says. */
export interface EditProblem {
  type: string;
  text: string;
  sourceUrl: string | null;
  conflict: unknown;
}

export interface EditRow {
  accountId: string;
  id: string;
  seq: number;
  sourceId: string;
  recordType: RecordType;
  recordId: string;
  by: string;
  language: Language;
  state: EditState;
  /** null: long settled. */
  wished: Values | null;
  /** As the person saw them; once written, as they were. */
  seen: Values | null;
  ifMatch: string | null;
  cellsBefore: Cells | null;
  cellsAfter: Cells | null;
  undoes: string | null;
  problem: EditProblem | null;
  askedAt: string;
  notBefore: string | null;
  attempts: number;
  settledAt: string | null;
}

interface Stored {
  account_id: string;
  id: string;
  seq: number;
  source_id: string;
  record_type: RecordType;
  record_id: string;
  directory_id: string;
  language: Language;
  state: EditState;
  wished: Values | null;
  seen: Values | null;
  if_match: string | null;
  cells_before: Cells | null;
  cells_after: Cells | null;
  undoes: string | null;
  problem: EditProblem | null;
  asked_at: string;
  not_before: string | null;
  attempts: number;
  settled_at: string | null;
}

export const fromStored = (row: Stored): EditRow => ({
  accountId: row.account_id,
  id: row.id,
  seq: Number(row.seq),
  sourceId: row.source_id,
  recordType: row.record_type,
  recordId: row.record_id,
  by: row.directory_id,
  language: row.language,
  state: row.state,
  wished: row.wished,
  seen: row.seen,
  ifMatch: row.if_match,
  cellsBefore: row.cells_before,
  cellsAfter: row.cells_after,
  undoes: row.undoes,
  problem: row.problem,
  askedAt: row.asked_at,
  notBefore: row.not_before,
  attempts: row.attempts,
  settledAt: row.settled_at,
});

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

export interface NewEdit
  extends Pick<EditRow, 'accountId' | 'id' | 'sourceId' | 'recordType' | 'recordId' | 'by' | 'language' | 'ifMatch' | 'undoes'> {
  wished: Values;
  seen: Values;
  cells: Cells | null;
  tokenUntil: Date | null;
}
export interface Lease {
  server: string;
  at: Date;
  leaseMs: number;
}

/** Puts an edit at the end of its source's queue: to be written now by this server, or to wait where others wait before it. */
export async function insertEdit(tx: Tx, edit: NewEdit, { server, at, leaseMs }: Lease): Promise<EditRow> {
  const until = new Date(at.getTime() + leaseMs).toISOString();
  const made = await sql<Stored>`
    insert into edit (account_id, id, source_id, record_type, record_id, directory_id, language, state, wished, seen, if_match, cells_after, undoes,
      asked_at, token_until, held_until, leased_by, leased_until)
    select ${edit.accountId}, ${edit.id}::uuid, ${edit.sourceId}, ${edit.recordType}, ${edit.recordId}, ${edit.by}, ${edit.language},
      case when waits then 'waiting' else 'writing' end, ${json(edit.wished)}::json, ${json(edit.seen)}::json, ${edit.ifMatch}::text,
      ${json(edit.cells)}::jsonb, ${edit.undoes}::uuid, ${at.toISOString()}::timestamptz, ${edit.tokenUntil?.toISOString() ?? null}::timestamptz, ${until}::timestamptz,
      case when waits then null else ${server}::text end, case when waits then null else ${until}::timestamptz end
    from (select exists (
      select from edit where account_id = ${edit.accountId} and source_id = ${edit.sourceId} and state = 'waiting') as waits) others
    returning *`.execute(tx);
  return fromStored(made.rows[0] as Stored);
}

/** Locks an edit. */
export async function lockedEdit(tx: Tx, accountId: string, id: string): Promise<EditRow | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const found = await sql<Stored>`select * from edit where account_id = ${accountId} and id = ${id}::uuid for update`.execute(tx);
  return found.rows[0] ? fromStored(found.rows[0]) : null;
}

/** What the same person's earlier edits of the record have written since this one was asked: they have seen it. */
export async function ownSince(tx: Tx, { accountId, seq, recordType, recordId, by, askedAt }: EditRow): Promise<Values> {
  const found = await sql<{ wished: Values }>`
    select wished from edit
    where account_id = ${accountId} and record_type = ${recordType} and record_id = ${recordId} and directory_id = ${by} and seq < ${seq}
      and state in ('written', 'unchanged') and settled_at >= ${askedAt}::timestamptz and wished is not null
    order by seq`.execute(tx);
  return Object.assign({}, ...found.rows.map((row) => row.wished)) as Values;
}

export type EditChange = Partial<
  Pick<EditRow, 'state' | 'wished' | 'seen' | 'ifMatch' | 'cellsBefore' | 'cellsAfter' | 'problem' | 'notBefore' | 'attempts' | 'settledAt'>
> & {
  tokenUntil?: string | null;
  heldUntil?: string | null;
  leasedBy?: string | null;
  leasedUntil?: string | null;
  toldAt?: string | null;
};

const columns: Readonly<Record<keyof EditChange, { name: string; type?: 'json' | 'jsonb' }>> = {
  state: { name: 'state' },
  wished: { name: 'wished', type: 'json' },
  seen: { name: 'seen', type: 'json' },
  ifMatch: { name: 'if_match' },
  cellsBefore: { name: 'cells_before', type: 'jsonb' },
  cellsAfter: { name: 'cells_after', type: 'jsonb' },
  problem: { name: 'problem', type: 'jsonb' },
  notBefore: { name: 'not_before' },
  attempts: { name: 'attempts' },
  settledAt: { name: 'settled_at' },
  tokenUntil: { name: 'token_until' },
  heldUntil: { name: 'held_until' },
  leasedBy: { name: 'leased_by' },
  leasedUntil: { name: 'leased_until' },
  toldAt: { name: 'told_at' },
};

export async function changeEdit(tx: Tx, accountId: string, id: string, change: EditChange): Promise<void> {
  const set = Object.entries(change).map(([key, value]) => {
    const { name, type } = columns[key as keyof EditChange];
    return type ? sql`${sql.ref(name)} = ${json(value)}::${sql.raw(type)}` : sql`${sql.ref(name)} = ${value as string | number | null}`;
  });
  await sql`update edit set ${sql.join(set)} where account_id = ${accountId} and id = ${id}::uuid`.execute(tx);
}

export const deleteEdit = (tx: Tx, accountId: string, id: string): Promise<unknown> =>
  sql`delete from edit where account_id = ${accountId} and id = ${id}::uuid`.execute(tx);

/** Of whom this server can write: whose token it holds, or who has let us keep their sign-in. */
export interface Able {
  held: readonly string[];
  connected: readonly string[];
}
const among = (ids: readonly string[]) => sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
const writable = ({ held, connected }: Able) => sql`(e.id::text in ${among(held)} or e.directory_id in ${among(connected)})`;

/**
 * Leases the first of each source's queue that is due and that this server can write. Harmless in any number of servers: what
 * another holds is skipped, what a dead one held is taken over when its lease has run out.
 */
export async function claimEdits(db: Database, able: Able, { server, at, leaseMs }: Lease): Promise<EditRow[]> {
  const [now, until] = [at.toISOString(), new Date(at.getTime() + leaseMs).toISOString()];
  const claimed = await db.statement(
    'every',
    sql<Stored>`
      with due as (
        select e.account_id, e.id from edit e
        where (e.state = 'waiting' or (e.state = 'writing' and e.leased_until < ${now}::timestamptz))
          and (e.not_before is null or e.not_before <= ${now}::timestamptz) and ${writable(able)}
          and not exists (
            select from edit before
            where before.account_id = e.account_id and before.source_id = e.source_id and before.seq < e.seq and before.state in ('waiting', 'writing'))
        order by e.seq limit 20 for update skip locked
      )
      update edit set state = 'writing', leased_by = ${server}, leased_until = ${until}::timestamptz
      from due where edit.account_id = due.account_id and edit.id = due.id
      returning edit.*`,
  );
  return claimed.map(fromStored);
}

/** Says that this server still holds their tokens. */
export async function holdEdits(db: Database, held: readonly string[], until: Date): Promise<void> {
  if (held.length === 0) return;
  await db.statement(
    'every',
    sql`update edit set held_until = ${until.toISOString()}::timestamptz where state in ('waiting', 'writing') and id::text in ${among(held)}`,
  );
}

/** Those whose person has to come back: nobody holds a token of theirs any more. */
export async function orphanedEdits(db: Database, connected: readonly string[], at: Date): Promise<EditRow[]> {
  const now = at.toISOString();
  const found = await db.statement(
    'every',
    sql<Stored>`
      update edit e set state = 'asking', leased_by = null, leased_until = null, not_before = null
      where (e.state = 'waiting' or (e.state = 'writing' and e.leased_until < ${now}::timestamptz))
        and (e.token_until is null or e.token_until < ${now}::timestamptz or e.held_until is null or e.held_until < ${now}::timestamptz)
        and e.directory_id not in ${among(connected)}
      returning e.*`,
  );
  return found.map(fromStored);
}

export const keptForDays = { undo: 7, asking: 14, row: 30 } as const;

/** Nobody is asked for ever; values go when nothing can be done with them any more, the row some weeks later. */
export async function clearEdits(db: Database, at: Date): Promise<void> {
  const before = (days: number) => new Date(at.getTime() - days * 86_400_000).toISOString();
  await db.statement(
    'every',
    sql`update edit set state = 'withdrawn', settled_at = ${at.toISOString()}::timestamptz
      where state in ('asking', 'conflict', 'refused') and asked_at < ${before(keptForDays.asking)}::timestamptz`,
  );
  await db.statement(
    'every',
    sql`update edit set wished = null, seen = null, cells_before = null, cells_after = null, problem = problem - 'conflict'
      where settled_at < ${before(keptForDays.undo)}::timestamptz and wished is not null`,
  );
  await db.statement('every', sql`delete from edit where settled_at < ${before(keptForDays.row)}::timestamptz`);
}
