import { sql } from 'kysely';
import type { SiteReference } from '../sources/kind.ts';
import { readMapping } from '../sources/mapping/schema.ts';
import type { FieldMapping, MappingEntry } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';
import { changeMapping, connectSource, sourceIdOf } from '../sync/connect.ts';
import { mappingOf } from './listPlan.ts';
import type { Made } from './makeList.ts';

export interface Connected {
  id: string;
  /** Whether anything changed: it is then to be read. */
  isChanged: boolean;
}

/**
 * Connects a list that Account Pulse has made: its mapping is known. Said again it finds the source, and adds what the
 * list has got since; what a manager has mapped otherwise stays.
 */
export async function connectMade(
  tx: Tx,
  wish: { accountId: string; site: SiteReference; siteId: string; made: Made; at: string },
): Promise<Connected> {
  const { accountId, site, siteId, at } = wish;
  const { list, plan } = wish.made;
  const found = { siteId, listId: list.listId };
  const fields = mappingOf(plan, new Set(list.columns.keys()));
  const entries = entriesOf(list.recordType, list.title, fields);
  const known = await sql<{ id: string; mapping: MappingEntry[] }>`
    select id, mapping from source where account_id = ${accountId} and location -> 'found' ->> 'listId' = ${list.listId}`.execute(tx);
  const source = known.rows[0];
  if (source) return { id: source.id, isChanged: await addFields(tx, accountId, source, fields) };

  const base = sourceIdOf(list.title);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    const wished = { accountId, id, kind: 'list' as const, name: list.title, site, found, webUrl: list.webUrl, entries, at };
    if (await connectSource(tx, { ...wished, madeFor: list.recordType })) return { id, isChanged: true };
    // The list of that name that was read until now is another one: made by us and deleted, it is followed by this one.
    const moved = await sql`
      update source set location = location || ${JSON.stringify({ found, site })}::jsonb, web_url = ${list.webUrl},
        mapping = ${JSON.stringify(entries)}::jsonb, cursor = null, round = null, problem = null
      where account_id = ${accountId} and id = ${id} and location ->> 'madeFor' = ${list.recordType} returning 1`.execute(tx);
    if (moved.rows.length > 0) return { id, isChanged: true };
  }
}

const entriesOf = (recordType: string, list: string, fields: Readonly<Record<string, FieldMapping>>): readonly MappingEntry[] =>
  readMapping({ [recordType]: { list, fields } }).entries;

async function addFields(
  tx: Tx,
  accountId: string,
  { id, mapping }: { id: string; mapping: MappingEntry[] },
  fields: Readonly<Record<string, FieldMapping>>,
): Promise<boolean> {
  const [first, ...others] = mapping;
  if (!first || Object.keys(fields).every((name) => Object.hasOwn(first.fields, name))) return false;
  await changeMapping(tx, { accountId, id, entries: [{ ...first, fields: { ...fields, ...first.fields } }, ...others] });
  return true;
}
