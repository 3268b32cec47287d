import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { applyChanges } from '../engine/changes.ts';
import { type RecordType, recordTypes, tableOf } from '../model/index.ts';
import type { SiteReference } from '../sources/kind.ts';
import type { Mapping, MappingEntry } from '../sources/mapping/types.ts';
import type { Database, Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';
import { anyOf } from './sql.ts';

export interface Connection {
  accountId: string;
  /** The account's name in addresses. */
  slug: string;
  mapping: Mapping;
  site: SiteReference;
  /** Instant. */
  at: string;
  createdBy?: string | null;
}

/** The source id under which the account's settings of a mapping.json are kept. */
export const settingsSource = 'mapping';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8).toLowerCase();
/** 'Sales Pipeline' → 'sales-pipeline'; the same list always gives the same id. */
export const sourceIdOf = (list: string): string => {
  const words = list
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const isPlain = /^[\p{ASCII}]+$/u.test(list);
  return words ? `${words.join('-').slice(0, 60)}${isPlain ? '' : `-${digest(list)}`}` : digest(list);
};

/** A list and a file of the same name are two sources. */
export const kindedSourceId = (kind: NonNullable<MappingEntry['kind']> | 'list', name: string): string =>
  kind === 'list' ? sourceIdOf(name) : `${kind}-${sourceIdOf(name)}`;

/**
 * Makes the account with its settings and one source per list of the mapping, or brings them to what the mapping now
 * says; a source whose mapping or place changed is read whole again, one that is no longer mapped goes with its records.
 * May be repeated at each start. @returns the ids of the sources, in the order in which one refers to another
 */
export function connectAccount(db: Database, connection: Connection): Promise<string[]> {
  const { accountId, slug, mapping, at } = connection;
  return db.transaction([accountId], async (tx) => {
    await sql`
      insert into workspace (account_id, slug, created_at, created_by) values (${accountId}, ${slug}, ${at}, ${connection.createdBy ?? null})
      on conflict (account_id) do nothing`.execute(tx);
    const moment = await takeMoment(tx, accountId);
    // Settings that were changed in the app stand: the record is then the app's, and this write is refused as a claim.
    const settings = {
      id: 'account',
      fields: mapping.account,
      sourceRowId: 'account',
      sourceUrl: null,
      modifiedAt: null,
      modifiedBy: null,
    };
    await applyChanges(tx, {
      accountId,
      sourceId: settingsSource,
      moment,
      upserts: [{ recordType: 'account', records: [settings] }],
      deletions: [],
    });
    const sources = bySource(mapping.entries);
    for (const [id, { name, entries }] of sources) await saveSource(tx, connection, id, name, entries);
    await removeOthers(tx, accountId, [...sources.keys()], moment);
    return [...sources.keys()];
  });
}

/** One source per list, table, sheet or file; lists whose records others refer to come first, which spares second versions. */
function bySource(entries: readonly MappingEntry[]): Map<string, { name: string; entries: MappingEntry[] }> {
  const ordered = entries.toSorted((a, b) => recordTypes.indexOf(a.recordType) - recordTypes.indexOf(b.recordType));
  const sources = new Map<string, { name: string; entries: MappingEntry[] }>();
  for (const entry of ordered) {
    const id = kindedSourceId(entry.kind ?? 'list', entry.list);
    const source = sources.get(id) ?? { name: entry.list, entries: [] };
    source.entries.push(entry);
    sources.set(id, source);
  }
  return sources;
}

async function saveSource(
  tx: Tx,
  { accountId, site, at }: Connection,
  id: string,
  name: string,
  entries: readonly MappingEntry[],
): Promise<void> {
  const mapping = JSON.stringify(entries);
  const kind = entries[0]?.kind ?? 'list';
  const location = JSON.stringify({ site });
  await sql`
    insert into source (account_id, id, kind, name, location, mapping, created_at)
    values (${accountId}, ${id}, ${kind}, ${name}, ${location}::jsonb, ${mapping}::jsonb, ${at})
    on conflict (account_id, id) do update
      set name = excluded.name, mapping = excluded.mapping, cursor = null, round = null, problem = null,
        location = case when (source.location -> 'site', source.mapping -> 0 -> 'place') is not distinct from (excluded.location -> 'site', excluded.mapping -> 0 -> 'place') then source.location else excluded.location end
      where source.location -> 'keptBy' is null and (source.name, source.mapping, source.location -> 'site') is distinct from (excluded.name, excluded.mapping, excluded.location -> 'site')`.execute(
    tx,
  );
}

async function removeOthers(tx: Tx, accountId: string, kept: readonly string[], moment: string): Promise<void> {
  const gone = await sql<{ id: string }>`
    select id from source where account_id = ${accountId} and location -> 'keptBy' is null and id not in ${anyOf(kept)}`.execute(tx);
  for (const { id: sourceId } of gone.rows) {
    await removeRecords(tx, accountId, sourceId, recordTypes, moment);
    await sql`delete from source where account_id = ${accountId} and id = ${sourceId}`.execute(tx);
  }
}

async function removeRecords(tx: Tx, accountId: string, sourceId: string, types: readonly RecordType[], moment: string): Promise<number> {
  let removed = 0;
  for (const recordType of types) {
    const records = await sql<{ id: string }>`
      select id from ${sql.raw(tableOf(recordType))} where account_id = ${accountId} and source_id = ${sourceId} and known_until = 'infinity'`.execute(
      tx,
    );
    const ids = records.rows.map((record) => record.id);
    const { deleted } = await applyChanges(tx, { accountId, sourceId, moment, upserts: [], deletions: [{ recordType, ids }] });
    removed += deleted;
  }
  return removed;
}

export interface NewSource {
  accountId: string;
  id: string;
  kind: NonNullable<MappingEntry['kind']> | 'list';
  name: string;
  site: SiteReference;
  /** Where it was found. */
  found: unknown;
  /** A list that Account Pulse has made: for which records. */
  madeFor?: RecordType;
  webUrl: string | null;
  entries: readonly MappingEntry[];
  /** Instant. */
  at: string;
}

/** Adds a source in the app: a mapping.json that does not name it leaves it alone. @returns false: there is one of that id */
export async function connectSource(
  tx: Tx,
  { accountId, id, kind, name, site, found, madeFor, webUrl, entries, at }: NewSource,
): Promise<boolean> {
  const location = JSON.stringify({ site, found, keptBy: 'app', ...(madeFor ? { madeFor } : {}) });
  const added = await sql`
    insert into source (account_id, id, kind, name, location, web_url, mapping, created_at)
    values (${accountId}, ${id}, ${kind}, ${name}, ${location}::jsonb, ${webUrl}, ${JSON.stringify(entries)}::jsonb, ${at})
    on conflict (account_id, id) do nothing returning id`.execute(tx);
  return added.rows.length > 0;
}

/** Takes a source away with all that came from it; its list or file stays as it is. @returns how many records went, null: there is no such source */
export async function disconnectSource(tx: Tx, accountId: string, id: string): Promise<number | null> {
  const moment = await takeMoment(tx, accountId);
  const found = await sql`select 1 from source where account_id = ${accountId} and id = ${id} for update`.execute(tx);
  if (found.rows.length === 0) return null;
  const records = await removeRecords(tx, accountId, id, recordTypes, moment);
  await sql`delete from source where account_id = ${accountId} and id = ${id}`.execute(tx);
  return records;
}

/** Gives a source another mapping; it is read whole again. What it no longer maps goes, now. */
export async function changeMapping(
  tx: Tx,
  { accountId, id, entries }: { accountId: string; id: string; entries: readonly MappingEntry[] },
): Promise<void> {
  const moment = await takeMoment(tx, accountId);
  const kept = new Set(entries.map((entry) => entry.recordType));
  await removeRecords(
    tx,
    accountId,
    id,
    recordTypes.filter((type) => !kept.has(type)),
    moment,
  );
  await sql`delete from quarantine where account_id = ${accountId} and source_id = ${id} and record_type not in ${anyOf([...kept])}`.execute(
    tx,
  );
  await sql`
    update source set mapping = ${JSON.stringify(entries)}::jsonb, cursor = null, round = null, problem = null,
      location = (location - 'columns') || '{"keptBy": "app"}'::jsonb
    where account_id = ${accountId} and id = ${id}`.execute(tx);
}
