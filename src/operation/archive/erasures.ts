import { sql } from 'kysely';
import { deleteFromTenant, erase } from '../../privacy/erase.ts';
import { ErasureKeyError, hashing } from '../../privacy/hashing.ts';
import type { Database, Tx } from '../../store/database.ts';
import { OperationError } from '../errors.ts';

/** Somebody of the list of erased persons: hashes, by a key that is in no database. */
interface Erased {
  accountId: string;
  hash: string;
  pseudonym: string;
  shape: string;
  at: string;
}
/** Who was erased from the database that a backup takes the place of. */
export interface Erasures {
  fingerprint: string | null;
  list: readonly Erased[];
}

/** The list of a database; of an older schema it is empty. */
export async function erasuresOf(db: Database): Promise<Erasures> {
  return db.asOwner(async (tx) => {
    const table = await sql<{ there: string | null }>`select to_regclass('public.erased_key')::text as there`.execute(tx);
    if (!table.rows[0]?.there) return { fingerprint: null, list: [] };
    const list = await sql<Erased>`select account_id as "accountId", hash, pseudonym, shape, erased_at as at from erased_key`.execute(tx);
    const key = await sql<{ fingerprint: string }>`select fingerprint from erasure_key`.execute(tx);
    return { fingerprint: key.rows[0]?.fingerprint ?? null, list: list.rows };
  });
}

/**
 * Whoever was erased since a backup was made is in it by name: they are erased again before anybody sees it, and stay on the
 * list. @returns how many persons
 * @throws OperationError where the key is not there by which they are recognised
 */
export async function eraseAgain(tx: Tx, before: Erasures, { key, now }: { key: Buffer | null; now: Date }): Promise<number> {
  const kept = await sql<{ account_id: string; hash: string }>`
    select w.account_id, coalesce(e.hash, '') as hash from workspace w left join erased_key e on e.account_id = w.account_id`.execute(tx);
  const accounts = new Set(kept.rows.map((row) => row.account_id));
  const known = new Set(kept.rows.map((row) => `${row.account_id} ${row.hash}`));
  const missing = before.list.filter((one) => accounts.has(one.accountId) && !known.has(`${one.accountId} ${one.hash}`));
  if (missing.length === 0) return 0;
  if (key === null || hashing(key).fingerprint !== before.fingerprint)
    throw new OperationError(
      `since this backup people were erased, and they are in it by name. To erase them again the restore needs the key by which they are recognised: ${new ErasureKeyError(key === null ? 'missing' : 'another').message} Nothing was changed`,
    );
  const { ofKey } = hashing(key);
  const hashes = new Set(missing.map((one) => `${one.accountId} ${one.hash}`));
  const people = await sql<{ account_id: string; id: string; name: string | null; address: string | null; directory_id: string | null }>`
    select account_id, id, name, address, directory_id from person where account_id in (${sql.join(missing.map((one) => one.accountId))})`.execute(
    tx,
  );
  let persons = 0;
  for (const { account_id: accountId, id, name, address, directory_id: directoryId } of people.rows) {
    const isErased = [name, address, directoryId].some((one) => one && hashes.has(`${accountId} ${ofKey(one)}`));
    const done = isErased ? await erase(tx, { accountId, id, by: 'restore', at: now, key }) : null;
    if (done === null) continue;
    persons += 1;
    // A sign-in that came back with the backup would act in their name again; whoever is still with us connects anew.
    await deleteFromTenant(tx, done.directoryIds);
  }
  // Also whose name is in no record of the backup: they may come with the next sync.
  await sql`insert into erasure_key (fingerprint) values (${before.fingerprint}) on conflict do nothing`.execute(tx);
  await sql`
    insert into erased_key (account_id, hash, pseudonym, shape, erased_at)
    select e."accountId", e.hash, e.pseudonym, e.shape, e.at from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb)
      as e("accountId" text, hash text, pseudonym text, shape text, at timestamptz)
    on conflict (account_id, hash) do nothing`.execute(tx);
  return persons;
}
