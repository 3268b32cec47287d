import { sql } from 'kysely';
import { bringUpToDate as bringAccountUpToDate } from '../engine/bringUpToDate.ts';
import { accountSettings } from '../engine/settings.ts';
import { type SyncOptions, syncAccount } from './syncAccount.ts';
import type { RoundReport, SyncContext } from './types.ts';

/** One round of an account's sources at a time, and what follows it; a second request waits for the first. */
export function syncing(
  context: SyncContext,
  today: (timeZone: string) => string,
  /** What follows once the readings of a day are up to date: nudges. */
  afterwards: (accountId: string, day: string) => Promise<unknown> = async () => undefined,
) {
  const running = new Map<string, Promise<unknown>>();
  const { db } = context;
  const timeZoneOf = (accountId: string) =>
    db.transaction([accountId], async (tx) => (await accountSettings(tx, accountId, { kind: 'now' })).timeZone);
  const bringUpToDate = async (accountId: string) => {
    const day = today(await timeZoneOf(accountId));
    const result = await bringAccountUpToDate(db, accountId, { today: day });
    await afterwards(accountId, day);
    return result;
  };
  const round = (accountId: string, options: SyncOptions): Promise<RoundReport[]> =>
    syncAccount(context, accountId, () => bringUpToDate(accountId), options);
  const account = async (accountId: string, sourceId?: string, full = false) => {
    const before = running.get(accountId) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => round(accountId, { full, ...(sourceId === undefined ? {} : { sourceId }) }));
    running.set(accountId, mine);
    const reports = await mine;
    const quarantined = await db.transaction([accountId], async (tx) => {
      const found = await sql<{
        source_id: string;
        rows: number;
      }>`select source_id, count(*) as rows from quarantine where account_id = ${accountId} group by source_id`.execute(tx);
      return new Map(found.rows.map((row) => [row.source_id, row.rows]));
    });
    return {
      sources: reports.map((report) => ({
        id: report.sourceId,
        rows: report.rows,
        written: report.written,
        deleted: report.deleted,
        missed: report.missed ?? null,
        problem: report.problem,
        state: report.state === 'superseded' ? ('syncing' as const) : report.state,
        quarantined: quarantined.get(report.sourceId) ?? 0,
      })),
    };
  };
  const accounts = async () => {
    const rows = await db.transaction('every', (tx) =>
      tx.selectFrom('workspace').select('account_id').where('closed_at', 'is', null).execute(),
    );
    return Promise.all(rows.map(async ({ account_id: accountId }) => ({ accountId, timeZone: await timeZoneOf(accountId) })));
  };
  const everyAccount = async () => {
    for (const { accountId } of await accounts()) await account(accountId);
  };
  return { account, accounts, everyAccount, bringUpToDate, context };
}
