import { sql } from 'kysely';
import { columnsOf, fieldsOf, type RecordType, recordTypes, tableOf } from '../model/index.ts';
import type { Database, Tx } from '../store/database.ts';

export interface Kept {
  /** Days after which a version that was followed by a newer one goes; null: never. */
  versionsAfterDays: number | null;
  /** Days after which a record that its source deleted goes; null: never. */
  deletedAfterDays: number | null;
}
export interface Retention {
  recordTypes: Partial<Record<RecordType, Kept>>;
  auditAfterDays: number | null;
  quarantineAfterDays: number;
}

const threeYears = 3 * 366;
/** Records about persons go three years after their source deleted them; figures of business are kept until an account says otherwise. */
const aboutPersons: readonly RecordType[] = ['contact', 'member', 'meeting', 'score'];
const usual: Retention = {
  recordTypes: Object.fromEntries(
    recordTypes.map((type) => [type, { versionsAfterDays: null, deletedAfterDays: aboutPersons.includes(type) ? threeYears : null }]),
  ),
  auditAfterDays: threeYears,
  quarantineAfterDays: 30,
};

/** @param settings of the account, as they are stored */
export function retentionOf(settings: Readonly<Record<string, unknown>>): Retention {
  const own = (settings.retention ?? {}) as Partial<Omit<Retention, 'recordTypes'>> & {
    recordTypes?: Partial<Record<RecordType, Partial<Kept>>>;
  };
  return {
    ...usual,
    ...own,
    recordTypes: Object.fromEntries(
      recordTypes.map((type) => [type, { ...(usual.recordTypes[type] as Kept), ...own.recordTypes?.[type] }]),
    ),
  };
}

const dayMs = 24 * 3_600_000;
const before = (now: Date, days: number): string => new Date(now.getTime() - days * dayMs).toISOString();

/** What the retention of each account says is no longer kept. Run once a day; harmless in any number of servers. @returns rows deleted */
export async function keepRetention(db: Database, now: Date): Promise<number> {
  const accounts = await db.transaction('every', (tx) => tx.selectFrom('workspace').select(['account_id', 'settings']).execute());
  let rows = 0;
  for (const { account_id: accountId, settings } of accounts)
    rows += await db.transaction([accountId], (tx) => clear(tx, accountId, retentionOf(settings as Record<string, unknown>), now));
  return rows + (await db.transaction('every', (tx) => clearTenant(tx, now)));
}

async function clear(tx: Tx, accountId: string, retention: Retention, now: Date): Promise<number> {
  let rows = 0;
  const count = async (query: ReturnType<typeof sql>) => {
    rows += (await query.execute(tx)).rows.length;
  };
  for (const type of recordTypes) {
    const table = sql.table(tableOf(type));
    const { versionsAfterDays, deletedAfterDays } = retention.recordTypes[type] as Kept;
    if (versionsAfterDays !== null)
      await count(
        sql`delete from ${table} r where account_id = ${accountId} and known_until < ${before(now, versionsAfterDays)} returning 1`,
      );
    if (deletedAfterDays !== null)
      await count(sql`
        delete from ${table} r where account_id = ${accountId} and not exists (
          select from ${table} later where later.account_id = r.account_id and later.id = r.id and later.known_until >= ${before(now, deletedAfterDays)}) returning 1`);
  }
  await count(
    sql`delete from quarantine where account_id = ${accountId} and quarantined_at < ${before(now, retention.quarantineAfterDays)} returning 1`,
  );
  if (retention.auditAfterDays !== null)
    await count(sql`delete from audit where account_id = ${accountId} and at < ${before(now, retention.auditAfterDays)} returning 1`);
  await count(unnamed(accountId));
  await count(unnoted(accountId));
  return rows;
}

/** A table's columns that hold keys into person or note, over every record type. */
const keyColumns = (kind: 'person' | 'note') =>
  recordTypes.flatMap((type) => {
    const fields = fieldsOf(type);
    const columns = fields
      .filter(([, field]) => field.kind === kind)
      .flatMap(([name, field]) => columnsOf(name, field).map((column) => column.name));
    const own =
      kind === 'person' ? ['modified_by_id', ...(fields.some(([, field]) => field.kind === 'personal') ? ['person_id'] : [])] : [];
    return [...columns, ...own].map((column) => ({ table: tableOf(type), column }));
  });

const used = (accountId: string, kind: 'person' | 'note') =>
  sql.join(
    keyColumns(kind).map(({ table, column }) => sql`select ${sql.ref(column)} from ${sql.table(table)} where account_id = ${accountId}`),
    sql` union `,
  );

/** Nobody's record names them any more. */
const unnamed = (accountId: string) => sql`
  with used(id) as (${used(accountId, 'person')} union select person_id from nudge where account_id = ${accountId}
    union select owner_id from contribution where account_id = ${accountId} union select person_id from calendar_mailbox where account_id = ${accountId})
  delete from person p where account_id = ${accountId} and not exists (select from used where used.id = p.id) returning 1`;
const unnoted = (accountId: string) => sql`
  with used(id) as (${used(accountId, 'note')} union select subject_note_id from calendar_copy where account_id = ${accountId})
  delete from note n where account_id = ${accountId} and not exists (select from used where used.id = n.id) returning 1`;

const chatsAfterDays = 90;
const errandsAfterDays = 1;
/** What belongs to no account: chats from which the app was removed long ago, and errands that nobody finished. */
async function clearTenant(tx: Tx, now: Date): Promise<number> {
  const chats =
    await sql`delete from conversation where suspended_at < ${before(now, chatsAfterDays)} and seen_at < ${before(now, chatsAfterDays)} returning 1`.execute(
      tx,
    );
  const errands = await sql`delete from errand where expires_at < ${before(now, errandsAfterDays)} returning 1`.execute(tx);
  return chats.rows.length + errands.rows.length;
}

/** Work that upkeep asks for at each tick, done once a day by each server; after a failure it is tried at the next tick. */
export function onceADay(clock: () => Date): (work: () => Promise<unknown>) => Promise<void> {
  let doneOn = '';
  return async (work) => {
    const today = clock().toISOString().slice(0, 10);
    if (doneOn === today) return;
    await work();
    doneOn = today;
  };
}
