import { sql } from 'kysely';
import { type LocalGraph, type LocalGraphOptions, startLocalGraph } from '../../demo/graph/server.ts';
import type { CellSeed, ColumnSeed, ListSeed, TenantSeed } from '../../demo/tenant.ts';
import { bringUpToDate } from '../../src/engine/index.ts';
import { type Graph, type GraphOptions, openGraph } from '../../src/graph/client.ts';
import type { Clock } from '../../src/graph/clock.ts';
import { clientSecretTokens } from '../../src/graph/tokens.ts';
import { type RecordType, tableOf } from '../../src/model/index.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { Database } from '../../src/store/database.ts';
import { connectAccount, type RoundReport, type SyncContext, type SyncOptions, syncAccount } from '../../src/sync/index.ts';
import { testDatabase } from '../support/database.ts';

export const accountId = 'contoso';

export const list = (
  displayName: string,
  columns: readonly (string | ColumnSeed)[],
  rows: readonly (readonly (CellSeed | null)[])[],
): ListSeed => {
  const declared = columns.map((column): ColumnSeed => (typeof column === 'string' ? { displayName: column, type: 'text' } : column));
  return {
    displayName,
    columns: declared,
    rows: rows.map((cells) =>
      Object.fromEntries(
        declared.flatMap((column, index) =>
          cells[index] === null || cells[index] === undefined ? [] : [[column.displayName, cells[index]]],
        ),
      ),
    ),
  };
};

export const teamId = '33333333-3333-4333-8333-333333333333';
const person = {
  id: '11111111-1111-4111-8111-111111111111',
  displayName: 'Alex Wilber',
  userPrincipalName: 'alex@contoso.example',
  jobTitle: null,
  country: 'US',
  timeZone: 'UTC',
};
export const tenantOf = (lists: readonly ListSeed[]): TenantSeed => ({
  tenantId: '22222222-2222-4222-8222-222222222222',
  domain: 'contoso.example',
  people: [{ ...person, preferredLanguage: 'en-US', managerId: null }],
  team: {
    id: teamId,
    displayName: 'Contoso',
    channels: [{ id: '19:general', displayName: 'General', membershipType: 'standard' }],
    memberIds: [person.id],
    ownerIds: [person.id],
  },
  lists,
});

/** Does not wait: sleeping moves it on. */
export function quickClock(): Clock & { slept: number[] } {
  let skew = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => Date.now() + skew,
    sleep: async (ms) => {
      slept.push(ms);
      skew += ms;
    },
  };
}

export const secret = { apiAudience: 'api://account-pulse', clientId: '44444444-4444-4444-8444-444444444444', clientSecret: 'local' };

export function graphOf(local: Pick<LocalGraph, 'url'>, options: Partial<GraphOptions> = {}): Graph {
  const clock = options.clock ?? quickClock();
  const tokens = clientSecretTokens({
    tokenUrl: `${local.url}/oauth2/v2.0/token`,
    clientId: secret.clientId,
    clientSecret: secret.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
    clock,
  });
  return openGraph({ root: local.url, tokens, random: () => 0.5, ...options, clock });
}

export interface House {
  local: LocalGraph;
  db: Database;
  clock: ReturnType<typeof quickClock>;
  context: SyncContext;
  connect(mapping: unknown): Promise<string[]>;
  sync(options?: SyncOptions): Promise<RoundReport[]>;
  rows(type: RecordType, columns?: string): Promise<Record<string, unknown>[]>;
  versions(type: RecordType): Promise<number>;
  query<T>(text: string): Promise<T[]>;
  close(): Promise<void>;
}

/** A local Graph that serves these lists, an empty database, and what syncs one into the other. */
export async function openHouse(
  lists: readonly ListSeed[],
  options: { local?: Partial<LocalGraphOptions>; graph?: Partial<GraphOptions> } = {},
): Promise<House> {
  const local = await startLocalGraph({ seed: tenantOf(lists), port: 0, ...secret, ...options.local });
  const db = await testDatabase();
  const clock = quickClock();
  const context: SyncContext = {
    db,
    graph: graphOf(local, { clock, ...options.graph }),
    kinds: { list: listSource },
    now: () => Date.now(),
  };
  const query = async <T>(text: string): Promise<T[]> =>
    db.transaction([accountId], async (tx) => (await sql.raw<T>(text).execute(tx)).rows);
  return {
    local,
    db,
    clock,
    context,
    query,
    connect: (mapping) =>
      connectAccount(db, {
        accountId,
        slug: accountId,
        mapping: readMapping(mapping),
        site: { groupId: teamId },
        at: new Date().toISOString(),
      }),
    sync: (asked) => syncAccount(context, accountId, () => bringUpToDate(db, accountId, { today: '2026-11-24' }), asked),
    rows: (type, columns = '*') => query(`select ${columns} from ${tableOf(type)} where known_until = 'infinity' order by id`),
    versions: async (type) => (await query<{ count: number }>(`select count(*) as count from ${tableOf(type)}`))[0]?.count ?? 0,
    close: async () => {
      await db.close();
      await local.close();
    },
  };
}
