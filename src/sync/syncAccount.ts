import { sql } from 'kysely';
import { recordTypes } from '../model/index.ts';
import type { MappingEntry } from '../sources/mapping/types.ts';
import { reconcile } from './reconcile.ts';
import { type RoundOptions, runRound } from './round.ts';
import type { RoundReport, SyncContext } from './types.ts';

export interface SyncOptions extends RoundOptions {
  /** Only this source. */
  sourceId?: string;
}

/** Kinds that leave alone what a list has. */
const completes: ReadonlySet<string> = new Set(['calendar', 'directory']);

/**
 * One round of each source of the account, one after the other (they share the account's lock), those first whose
 * records others refer to. `afterwards` brings contributions and readings up to date.
 */
export async function syncAccount(
  context: SyncContext,
  accountId: string,
  afterwards: () => Promise<unknown>,
  options: SyncOptions = {},
): Promise<RoundReport[]> {
  const found = await context.db.transaction([accountId], (tx) =>
    sql<{
      id: string;
      kind: string;
      mapping: MappingEntry[];
    }>`select id, kind, mapping from source where account_id = ${accountId}`.execute(tx),
  );
  const first = (mapping: readonly MappingEntry[]) => Math.min(...mapping.map((entry) => recordTypes.indexOf(entry.recordType)));
  const sources = found.rows
    .filter((source) => !options.sourceId || source.id === options.sourceId)
    // What completes lists comes after them.
    .toSorted((a, b) => first(a.mapping) - first(b.mapping) || Number(completes.has(a.kind)) - Number(completes.has(b.kind)));
  const reports: RoundReport[] = [];
  try {
    for (const source of sources)
      reports.push(await (options.full ? reconcile(context, accountId, source.id) : runRound(context, accountId, source.id)));
  } finally {
    await afterwards();
  }
  return reports;
}
