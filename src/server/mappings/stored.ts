import { sql } from 'kysely';
import type { RecordType } from '../../model/index.ts';
import type { MappingEntry } from '../../sources/mapping/types.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';

/** A source as it is connected. */
export interface StoredSource {
  id: string;
  kind: string;
  name: string;
  mapping: readonly MappingEntry[];
  /** A list that Account Pulse has made: for which records. */
  madeFor: RecordType | null;
}

/** The source that the path names. @throws ProblemError */
export async function storedSource(asked: AskedOfAccount, house: House): Promise<StoredSource> {
  const id = asked.path.source ?? '';
  const found = await inAccount(asked, house, (tx) =>
    sql<StoredSource>`
      select id, kind, name, mapping, location ->> 'madeFor' as "madeFor" from source where account_id = ${asked.account.id} and id = ${id}`.execute(
      tx,
    ),
  );
  const source = found.rows[0];
  if (!source) throw new ProblemError('unknown-source');
  return source;
}
