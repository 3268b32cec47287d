import { sql } from 'kysely';
import { type RecordType, recordTypes, type Text, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { catalogue } from './catalogue.ts';
import { type DirectoryKeys, type Identity, identityOf } from './identity.ts';
import { naming } from './matching.ts';

export interface HeldData {
  who: Identity;
  held: { table: string; what: Text; why: Text; kept: Text; rows: number }[];
  records: { recordType: RecordType; id: string; sourceUrl: string | null; versions: number }[];
  /** What the person has said or what was noted of them, newest record first. */
  notes: string[];
}

const mostRecords = 200;
const mostNotes = 100;

/** All that an account holds about somebody, found by the catalogue. @returns null: nothing */
export async function heldAbout(tx: Tx, accountId: string, id: string, inDirectory: DirectoryKeys | null = null): Promise<HeldData | null> {
  const who = await identityOf(tx, accountId, id, inDirectory);
  if (!who) return null;
  // A kept sign-in shows itself to a transaction that says whose it is.
  await sql`select set_config('pulse.person', ${who.directoryIds[0] ?? ''}, true)`.execute(tx);
  const keys = [...who.addresses, ...who.directoryIds, ...(who.namesakes === 0 ? who.names : [])];
  const held: HeldData['held'] = [];
  for (const table of catalogue) {
    const scope = table.isTenants ? sql`true` : sql`account_id = ${accountId}`;
    const names = table.isTenants
      ? sql`lower(directory_id) in (select jsonb_array_elements_text(${JSON.stringify(who.directoryIds)}::jsonb))`
      : naming(table, keys, who.personIds);
    const found = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table.table)} where ${scope} and ${names}`.execute(
      tx,
    );
    const rows = Number(found.rows[0]?.rows ?? 0);
    if (rows > 0) held.push({ table: table.table, what: table.what, why: table.why, kept: table.kept, rows });
  }
  return { who, held, records: await recordsNaming(tx, accountId, keys, who), notes: await notesOf(tx, accountId, keys, who) };
}

async function recordsNaming(tx: Tx, accountId: string, keys: readonly string[], who: Identity): Promise<HeldData['records']> {
  const records: HeldData['records'] = [];
  for (const recordType of recordTypes) {
    const table = catalogue.find((one) => one.table === tableOf(recordType));
    if (!table || records.length >= mostRecords) continue;
    const found = await sql<{ id: string; url: string | null; versions: number }>`
      select id, max(source_url) as url, count(*) as versions from ${sql.table(table.table)}
      where account_id = ${accountId} and ${naming(table, keys, who.personIds)} group by id order by id limit ${mostRecords - records.length}`.execute(
      tx,
    );
    records.push(...found.rows.map((row) => ({ recordType, id: row.id, sourceUrl: row.url, versions: Number(row.versions) })));
  }
  return records;
}

async function notesOf(tx: Tx, accountId: string, keys: readonly string[], who: Identity): Promise<string[]> {
  const contacts = who.records.filter((record) => record.type === 'contact').map((record) => record.id);
  const note = catalogue.find((one) => one.table === 'note');
  const found = await sql<{ text: string }>`
    select text from note where account_id = ${accountId} and (
      id in (select comment_note_id from score where account_id = ${accountId}
        and contact_id in (select jsonb_array_elements_text(${JSON.stringify(contacts)}::jsonb)))
      or ${note ? naming(note, keys, []) : sql`false`}) limit ${mostNotes}`.execute(tx);
  return found.rows.map((row) => row.text);
}
