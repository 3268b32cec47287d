import { sql } from 'kysely';
import { audit } from '../audit/audit.ts';
import { tellManagers } from '../rooms/events.ts';
import type { Database, Tx } from '../store/database.ts';
import { lockAccount } from '../store/moment.ts';
import { catalogue, impersonalTables } from './catalogue.ts';
import { scour } from './erase.ts';

/** A closed account, or one whose last channel lost the app, can be taken back for so long. */
export const keptForDays = 30;

export const deletionDay = (from: Date): string => new Date(from.getTime() + keptForDays * 24 * 3_600_000).toISOString().slice(0, 10);

interface Change {
  accountId: string;
  by: string;
  at: Date;
}

/** From this moment nobody sees the account, nothing is read for it, and nothing that was to leave for it leaves. */
export async function closeAccount(tx: Tx, { accountId, by, at }: Change): Promise<{ closedAt: string; deletedOn: string }> {
  await lockAccount(tx, accountId);
  const [closedAt, deletedOn] = [at.toISOString(), deletionDay(at)];
  await sql`
    update workspace set closed_at = ${closedAt}, closed_by = ${by}, delete_on = ${deletedOn}, delete_because = 'closed', revision = revision + 1
    where account_id = ${accountId}`.execute(tx);
  await sql`update outbox set state = 'cancelled', settled_at = ${closedAt} where account_id = ${accountId} and state = 'pending'`.execute(
    tx,
  );
  await audit(tx, { accountId, at, directoryId: by, action: 'closeAccount', subject: accountId, before: null, after: { deletedOn } });
  return { closedAt, deletedOn };
}

export async function reopenAccount(tx: Tx, { accountId, by, at }: Change): Promise<void> {
  await lockAccount(tx, accountId);
  await sql`
    update workspace set closed_at = null, closed_by = null, delete_on = null, delete_because = null, delete_told_at = null, revision = revision + 1
    where account_id = ${accountId}`.execute(tx);
  await audit(tx, { accountId, at, directoryId: by, action: 'reopenAccount', subject: accountId, before: null, after: null });
}

/** The account is linked to a channel again: whatever was to be deleted for want of one stays. */
export async function keepLinked(tx: Tx, accountId: string): Promise<void> {
  await sql`
    update workspace set delete_on = null, delete_because = null, delete_told_at = null
    where account_id = ${accountId} and delete_because = 'appRemoved' and closed_at is null`.execute(tx);
}

/**
 * The app was removed from a channel, or from its whole team: its links are gone, since nobody there could be asked any more.
 * An account that has none left is deleted in thirty days; its managers still see it, are told, and can link or export it.
 * @returns the accounts that lost their last link
 */
export function appRemoved(db: Database, { teamId, channelId }: { teamId: string | null; channelId: string }, at: Date): Promise<string[]> {
  return db.transaction('every', async (tx) => {
    // An app is installed in a team: with it goes every channel of the team that is linked.
    const condition = teamId === null ? sql`channel_id = ${channelId}` : sql`lower(team_id) = lower(${teamId})`;
    const gone = await sql<{
      account_id: string;
      channel_id: string;
    }>`delete from link where ${condition} returning account_id, channel_id`.execute(tx);
    const leaving: string[] = [];
    for (const accountId of new Set(gone.rows.map((row) => row.account_id))) {
      const left = await sql`
        update workspace set delete_on = ${deletionDay(at)}, delete_because = 'appRemoved', delete_told_at = null, revision = revision + 1
        where account_id = ${accountId} and closed_at is null and not exists (select from link l where l.account_id = workspace.account_id) returning 1`.execute(
        tx,
      );
      if (left.rows.length > 0) leaving.push(accountId);
      await tellManagers(tx, accountId, channelId, left.rows.length > 0 ? 'appRemoved' : 'appRemovedHere', at);
      const channels = gone.rows.filter((row) => row.account_id === accountId).map((row) => row.channel_id);
      await audit(tx, {
        accountId,
        at,
        directoryId: 'teams',
        action: 'appRemoved',
        subject: channels.join(' '),
        before: null,
        after: null,
      });
    }
    return leaving;
  });
}

export interface ClosedAccount {
  id: string;
  slug: string;
  name: string | null;
  closedAt: string;
  deletedOn: string;
}
/** The closed accounts that this person kept as a manager. */
export function closedAccountsOf(db: Database, directoryId: string): Promise<ClosedAccount[]> {
  return db.transaction('every', async (tx) => {
    const found = await sql<ClosedAccount>`
      select w.account_id as id, w.slug, a.name, w.closed_at as "closedAt", w.delete_on as "deletedOn" from workspace w
      join access x on x.account_id = w.account_id and x.directory_id = ${directoryId} and x.role = 'manager' and x.until_on >= current_date
      left join account a on a.account_id = w.account_id and a.id = 'account' and a.known_until = 'infinity'
      where w.closed_at is not null order by w.closed_at desc`.execute(tx);
    return found.rows;
  });
}

/** Deletes everything of an account, from every table by name: record tables have no foreign key on it. */
/** @param isStill asked under the account's lock: somebody may have taken it back a moment ago */
export async function deleteAccount(
  db: Database,
  accountId: string,
  isStill: (tx: Tx) => Promise<boolean> = async () => true,
): Promise<boolean> {
  return db.transaction([accountId], async (tx) => {
    await lockAccount(tx, accountId);
    if (!(await isStill(tx))) return false;
    const own = await accountTables(tx);
    // Tables that refer to others of the account go with them, or before.
    for (const table of own.filter((name) => name !== 'workspace'))
      await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(tx);
    await sql`delete from workspace where account_id = ${accountId}`.execute(tx);
    return true;
  });
}

/** Those whose day has come. Harmless in any number of servers. @returns their ids */
export async function deleteDue(db: Database, now: Date): Promise<string[]> {
  const day = now.toISOString().slice(0, 10);
  const due = await db.transaction('every', async (tx) =>
    (
      await sql<{
        account_id: string;
      }>`select account_id from workspace where delete_on <= ${day}::date`.execute(tx)
    ).rows.map((row) => row.account_id),
  );
  const deleted: string[] = [];
  for (const accountId of due) {
    const isDue = async (tx: Tx) =>
      (await sql`select from workspace where account_id = ${accountId} and delete_on <= ${day}::date`.execute(tx)).rows.length > 0;
    if (await deleteAccount(db, accountId, isDue)) deleted.push(accountId);
  }
  if (deleted.length > 0) await scour(db);
  return deleted;
}

/** The catalogue says which tables there are; which of them belong to an account, the schema does. */
async function accountTables(tx: Tx): Promise<string[]> {
  const found = await sql<{ table_name: string }>`
    select c.table_name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.column_name = 'account_id'`.execute(tx);
  const known = new Set([...catalogue.map(({ table }) => table), ...impersonalTables]);
  return found.rows.map((row) => row.table_name).filter((table) => known.has(table) || !table.startsWith('pg_'));
}
