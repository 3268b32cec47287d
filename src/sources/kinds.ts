import { sql } from 'kysely';
import type { Graph } from '../graph/client.ts';
import { type Cloud, offersSource } from '../graph/clouds.ts';
import { ClaimsNeededError } from '../graph/onBehalfOf.ts';
import type { Database } from '../store/database.ts';
import { NotConnectedError, VaultClosedError, VaultKeyError } from '../vault/errors.ts';
import type { PurposeName } from '../vault/purposes.ts';
import { calendarSource } from './calendar/index.ts';
import { NotOptedInError } from './calendar/read.ts';
import { directorySource } from './directory/index.ts';
import { fileSource } from './file/index.ts';
import type { SourceKind } from './kind.ts';
import { listSource } from './list/index.ts';
import { NotConnectedToPlannerError, plannerSource } from './planner/index.ts';
import { workbookSource } from './workbook/index.ts';

export interface KindParts {
  db: Database;
  cloud: Cloud;
  /** Graph with the rights of somebody who is away. @throws what the vault throws where there are none */
  graphOf(directoryId: string, purpose: PurposeName): Promise<Graph>;
  /** Who lets us act for them for this purpose. */
  connected(purpose: PurposeName): Promise<readonly string[]>;
  today(timeZone: string): string;
  now(): number;
}

/** Every kind of source that this cloud can have, by its name. */
// biome-ignore lint/suspicious/noExplicitAny: each kind has a location of its own shape, kept as JSON
export function sourceKinds(parts: KindParts): Readonly<Record<string, SourceKind<any>>> {
  const { db, cloud, today, now } = parts;
  const as = (purpose: PurposeName, gone: new (message: string) => Error) => async (directoryId: string) => {
    try {
      return await parts.graphOf(directoryId, purpose);
    } catch (error) {
      const isGone = [NotConnectedError, VaultClosedError, VaultKeyError, ClaimsNeededError].some((kind) => error instanceof kind);
      throw isGone ? new gone((error as Error).message) : error;
    }
  };
  return {
    list: listSource,
    workbook: workbookSource(),
    file: fileSource(),
    directory: directorySource(db),
    calendar: calendarSource({ db, graphOf: as('calendar', NotOptedInError), today, now }),
    ...(offersSource(cloud, 'planner')
      ? {
          planner: plannerSource({
            db,
            connected: async (accountId) => amongAccount(db, accountId, await parts.connected('planner')),
            graphOf: as('planner', NotConnectedToPlannerError),
          }),
        }
      : {}),
  };
}

/** Nobody's rights serve an account that they have nothing to do with: only those count whom it names, or its team's records do. */
async function amongAccount(db: Database, accountId: string, people: readonly string[]): Promise<string[]> {
  const found = await db.transaction([accountId], (tx) =>
    sql<{ id: string }>`
      select lower(directory_id) as id from access where account_id = ${accountId}
      union select lower(created_by) from workspace where account_id = ${accountId} and created_by is not null
      union select lower(m.id) from member m where m.account_id = ${accountId} and m.known_until = 'infinity' and m.is_guest is not true
      union select lower(p.directory_id) from member m join person p on p.account_id = m.account_id and p.id = m.person_id
        where m.account_id = ${accountId} and m.known_until = 'infinity' and p.directory_id is not null and m.is_guest is not true`.execute(
      tx,
    ),
  );
  const ours = new Set(found.rows.map((row) => row.id));
  return people.filter((id) => ours.has(id.toLowerCase())).toSorted();
}
