import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { Role } from './visit.ts';

/** Somebody whom an account names, as it is kept. */
export interface Named {
  directoryId: string;
  role: Role;
  /** The last day; null: without end. */
  until: string | null;
  namedAt: string;
  namedBy: string | null;
  /** The directory no longer knows the person, or lets them in no more. */
  hasLeft: boolean;
}
export type NamedWish = Pick<Named, 'directoryId' | 'role' | 'until'>;

/** One person's standing before and after; null where they had none, or have none any more. */
export interface NamedChange {
  directoryId: string;
  before: Named | null;
  after: NamedWish | null;
}

/** In the order in which they were named. */
export async function readNamed(tx: Tx, accountId: string): Promise<Named[]> {
  const found = await sql<Named>`
    select directory_id as "directoryId", role, nullif(until_on, 'infinity') as until, named_at as "namedAt", named_by as "namedBy", left_at is not null as "hasLeft"
    from access where account_id = ${accountId} order by named_at, directory_id`.execute(tx);
  return found.rows;
}

/** The version of who may see the account; `lock` keeps others from changing it until the transaction ends. */
export async function accessVersion(tx: Tx, accountId: string, lock = false): Promise<string> {
  const found = await sql<{ version: string }>`
    select access_revision::text as version from workspace where account_id = ${accountId} ${lock ? sql`for update` : sql``}`.execute(tx);
  return found.rows[0]?.version ?? '0';
}
export const raiseAccessVersion = (tx: Tx, accountId: string): Promise<unknown> =>
  sql`update workspace set access_revision = access_revision + 1 where account_id = ${accountId}`.execute(tx);

/** What a whole new list changes in the one before; who is on both as they were is left alone. */
export function changesBetween(before: readonly Named[], after: readonly NamedWish[]): NamedChange[] {
  const was = new Map(before.map((one) => [one.directoryId, one]));
  const is = new Map(after.map((one) => [one.directoryId, one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((directoryId) => {
    const [old, wished] = [was.get(directoryId) ?? null, is.get(directoryId) ?? null];
    return old?.role === wished?.role && old?.until === wished?.until ? [] : [{ directoryId, before: old, after: wished }];
  });
}

export async function writeNamed(
  tx: Tx,
  accountId: string,
  changes: readonly NamedChange[],
  by: { directoryId: string; at: Date },
): Promise<void> {
  for (const { directoryId, after } of changes) {
    if (after === null) await sql`delete from access where account_id = ${accountId} and directory_id = ${directoryId}`.execute(tx);
    else
      await sql`
        insert into access (account_id, directory_id, role, until_on, named_at, named_by)
        values (${accountId}, ${directoryId}, ${after.role}, ${after.until ?? 'infinity'}, ${by.at.toISOString()}, ${by.directoryId})
        on conflict (account_id, directory_id) do update
          set role = excluded.role, until_on = excluded.until_on, named_at = excluded.named_at, named_by = excluded.named_by, left_at = null`.execute(
        tx,
      );
  }
}
