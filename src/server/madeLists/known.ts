import { sql } from 'kysely';
import { type Language, type RecordType, recordTypes } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import { recordTypesOf } from '../freshness.ts';

export interface KnownSource {
  id: string;
  recordTypes: readonly RecordType[];
  /** The list that it reads; null: it is none, or was not found yet. */
  listId: string | null;
  madeFor: RecordType | null;
}

export async function knownSources(tx: Tx, accountId: string): Promise<KnownSource[]> {
  const found = await sql<{ id: string; mapping: unknown; listId: string | null; madeFor: RecordType | null }>`
    select id, mapping, location -> 'found' ->> 'listId' as "listId", location ->> 'madeFor' as "madeFor"
    from source where account_id = ${accountId}`.execute(tx);
  return found.rows.map(({ mapping, ...row }) => ({ ...row, recordTypes: recordTypesOf(mapping) }));
}

/** Types whose records another source gives: references to them are typed, as there is no list of ours to choose from. */
export const givenElsewhere = (sources: readonly KnownSource[]): ReadonlySet<RecordType> =>
  new Set(recordTypes.filter((type) => sources.some((source) => source.madeFor !== type && source.recordTypes.includes(type))));

/** The language of the account: that of the channel that was linked first. */
export async function languageOfAccount(tx: Tx, accountId: string): Promise<Language> {
  const link = await tx
    .selectFrom('link')
    .select('language')
    .where('account_id', '=', accountId)
    .orderBy('linked_at')
    .limit(1)
    .executeTakeFirst();
  return link?.language ?? 'en';
}
