import { sql } from 'kysely';
import type { Database, Tx } from '../store/database.ts';
import type { LossReason } from './errors.ts';
import type { PurposeName } from './purposes.ts';
import type { Sealed } from './seal.ts';

/** Whose sign-in, and for what. */
export interface Which {
  directoryId: string;
  purpose: PurposeName;
}
export interface KeptSignIn extends Which {
  sealed: Sealed | null;
  renewal: number;
  connectedAt: string;
  lostAt: string | null;
  lostBecause: LossReason | null;
}

interface Row {
  directory_id: string;
  purpose: PurposeName;
  key_name: string | null;
  sealed: string | null;
  renewal: number;
  connected_at: string;
  lost_at: string | null;
  lost_because: LossReason | null;
}
const present = (row: Row): KeptSignIn => ({
  directoryId: row.directory_id,
  purpose: row.purpose,
  sealed: row.sealed && row.key_name ? { keyName: row.key_name, sealed: row.sealed } : null,
  renewal: Number(row.renewal),
  connectedAt: row.connected_at,
  lostAt: row.lost_at,
  lostBecause: row.lost_because,
});

export type SignInStore = ReturnType<typeof signInStore>;

/** The kept sign-ins, by SQL. Row-level security shows a transaction one person's alone. */
export function signInStore(db: Database, clock: () => Date) {
  const now = () => clock().toISOString();
  const asPerson = <T>(directoryId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.transaction([], async (tx) => {
      await sql`select set_config('pulse.person', ${directoryId}, true)`.execute(tx);
      return work(tx);
    });
  const where = ({ directoryId, purpose }: Which) => sql`directory_id = ${directoryId} and purpose = ${purpose}`;

  return {
    /** Takes the place of what was kept before. */
    keep: ({ keyName, sealed }: Sealed, which: Which) =>
      asPerson(which.directoryId, (tx) =>
        sql`insert into kept_sign_in (directory_id, purpose, key_name, sealed, connected_at, renewed_at)
          values (${which.directoryId}, ${which.purpose}, ${keyName}, ${sealed}, ${now()}, ${now()})
          on conflict (directory_id, purpose) do update set key_name = excluded.key_name, sealed = excluded.sealed,
            renewal = kept_sign_in.renewal + 1, connected_at = excluded.connected_at, renewed_at = excluded.renewed_at,
            lost_at = null, lost_because = null, told_at = null, claimed_by = null, claimed_until = null`.execute(tx),
      ),
    find: (which: Which) =>
      asPerson(which.directoryId, async (tx) => {
        const found = await sql<Row>`select * from kept_sign_in where ${where(which)}`.execute(tx);
        return found.rows[0] ? present(found.rows[0]) : null;
      }),
    of: (directoryId: string) =>
      asPerson(directoryId, async (tx) =>
        (await sql<Row>`select * from kept_sign_in where directory_id = ${directoryId} order by purpose`.execute(tx)).rows.map(present),
      ),
    /** Who has connected it, by directory id. */
    connected: (purpose: PurposeName) =>
      db.transaction('every', async (tx) => {
        const found = await sql<{ directory_id: string }>`
          select directory_id from kept_sign_in where purpose = ${purpose} and sealed is not null order by directory_id`.execute(tx);
        return found.rows.map((row) => row.directory_id);
      }),
    /** @returns the row, for this server alone until the lease ends; null: there is none, it has ended, or another has it. */
    claim: (which: Which, by: string, leaseMs: number) =>
      asPerson(which.directoryId, async (tx) => {
        const until = new Date(clock().getTime() + leaseMs).toISOString();
        const claimed = await sql<Row>`
          update kept_sign_in set claimed_by = ${by}, claimed_until = ${until}
          where ${where(which)} and sealed is not null and (claimed_until is null or claimed_until < ${now()} or claimed_by = ${by})
          returning *`.execute(tx);
        return claimed.rows[0] ? present(claimed.rows[0]) : null;
      }),
    release: (which: Which, by: string) =>
      asPerson(which.directoryId, (tx) =>
        sql`update kept_sign_in set claimed_by = null, claimed_until = null where ${where(which)} and claimed_by = ${by}`.execute(tx),
      ),
    /** Puts a newer token in the older one's place. @returns false: somebody was faster, and theirs stays */
    renew: (which: Which, from: number, { keyName, sealed }: Sealed) =>
      asPerson(which.directoryId, async (tx) => {
        const renewed = await sql`
          update kept_sign_in set key_name = ${keyName}, sealed = ${sealed}, renewal = renewal + 1, renewed_at = ${now()},
            claimed_by = null, claimed_until = null
          where ${where(which)} and renewal = ${from} and sealed is not null returning 1`.execute(tx);
        return renewed.rows.length > 0;
      }),
    /** The token is deleted; that it was lost, and why, stays to be told. @returns false: a newer one stands there */
    lose: (which: Which, from: number, because: LossReason) =>
      asPerson(which.directoryId, async (tx) => {
        const lost = await sql`
          update kept_sign_in set key_name = null, sealed = null, lost_at = ${now()}, lost_because = ${because}, told_at = null,
            claimed_by = null, claimed_until = null
          where ${where(which)} and renewal = ${from} returning 1`.execute(tx);
        return lost.rows.length > 0;
      }),
    /** @returns how many there were. */
    revoke: (directoryId: string, purpose?: PurposeName) =>
      asPerson(directoryId, async (tx) => {
        const gone = await sql`
          delete from kept_sign_in where directory_id = ${directoryId} ${purpose ? sql`and purpose = ${purpose}` : sql``} returning 1`.execute(
          tx,
        );
        return gone.rows.length;
      }),
    /** Those that an older key has sealed. */
    sealedOtherwise: (keyName: string, atMost: number) =>
      db.transaction('every', async (tx) =>
        (
          await sql<Row>`select * from kept_sign_in where sealed is not null and key_name <> ${keyName} order by renewed_at limit ${atMost}`.execute(
            tx,
          )
        ).rows.map(present),
      ),
    /** The same token under another key: no renewal, so that one that is under way meanwhile wins. */
    reseal: (which: Which, from: Sealed, to: Sealed) =>
      asPerson(which.directoryId, (tx) =>
        sql`update kept_sign_in set key_name = ${to.keyName}, sealed = ${to.sealed} where ${where(which)} and sealed = ${from.sealed}`.execute(
          tx,
        ),
      ),
    /** Losses that their person does not know of yet. */
    untold: () =>
      db.transaction('every', async (tx) =>
        (
          await sql<Row>`select * from kept_sign_in where lost_at is not null and told_at is null order by lost_at limit 100`.execute(tx)
        ).rows.map(present),
      ),
    told: (which: Which) =>
      asPerson(which.directoryId, (tx) => sql`update kept_sign_in set told_at = ${now()} where ${where(which)}`.execute(tx)),
  };
}
