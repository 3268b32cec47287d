import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Language, RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';

/** How far the making of one list is. */
export interface MakingEntry {
  recordType: RecordType;
  name: string;
  state: 'waiting' | 'creating' | 'done' | 'failed';
  outcome: 'made' | 'completed' | 'there' | null;
  webUrl: string | null;
  source: string | null;
  sampleRows: number;
  /** `type` as of problem details; `detail`: what Graph said. */
  problem: { type: string; detail: string | null } | null;
}
export interface Making {
  id: string;
  language: Language;
  startedAt: string;
  /** Raised with every step. */
  beatAt: string;
  endedAt: string | null;
  lists: MakingEntry[];
}

/** A making that has not been heard of for so long was left off: by a restart, for instance. */
const silentMs = 90_000;

export const makingState = (making: Making, now: Date): 'running' | 'done' | 'failed' | 'stopped' => {
  const isUnfinished = making.lists.some(({ state }) => state === 'waiting' || state === 'creating');
  if (making.endedAt === null) return now.getTime() - Date.parse(making.beatAt) > silentMs ? 'stopped' : 'running';
  if (isUnfinished) return 'stopped';
  return making.lists.some(({ state }) => state === 'failed') ? 'failed' : 'done';
};

/** Opens a making, and closes one that was left off. @returns null: another one is under way */
export async function beginMaking(
  tx: Tx,
  wish: { accountId: string; language: Language; startedBy: string; lists: MakingEntry[]; now: Date },
): Promise<Making | null> {
  const { accountId, language, startedBy, lists, now } = wish;
  const silentSince = new Date(now.getTime() - silentMs).toISOString();
  await sql`
    update list_making set ended_at = ${now.toISOString()} where account_id = ${accountId} and ended_at is null and beat_at < ${silentSince}`.execute(
    tx,
  );
  const id = randomUUID();
  const made = await sql`
    insert into list_making (account_id, id, language, started_by, started_at, beat_at, lists)
    values (${accountId}, ${id}, ${language}, ${startedBy}, ${now.toISOString()}, ${now.toISOString()}, ${JSON.stringify(lists)}::jsonb)
    on conflict (account_id) where ended_at is null do nothing returning 1`.execute(tx);
  if (made.rows.length === 0) return null;
  return { id, language, startedAt: now.toISOString(), beatAt: now.toISOString(), endedAt: null, lists };
}

/** @returns false: somebody else has taken over, and this making is to stop */
export async function noteMaking(tx: Tx, accountId: string, making: Making, now: Date, hasEnded: boolean): Promise<boolean> {
  const noted = await sql`
    update list_making set lists = ${JSON.stringify(making.lists)}::jsonb, beat_at = ${now.toISOString()},
      ended_at = ${hasEnded ? now.toISOString() : null}
    where account_id = ${accountId} and id = ${making.id} and ended_at is null returning 1`.execute(tx);
  return noted.rows.length > 0;
}

const columns = sql`id, language, started_at as "startedAt", beat_at as "beatAt", ended_at as "endedAt", lists`;

export async function findMaking(tx: Tx, accountId: string, id: string): Promise<Making | null> {
  const found = await sql<Making>`select ${columns} from list_making where account_id = ${accountId} and id = ${id}`.execute(tx);
  return found.rows[0] ?? null;
}

export async function newestMaking(tx: Tx, accountId: string): Promise<Making | null> {
  const found = await sql<Making>`
    select ${columns} from list_making where account_id = ${accountId} order by started_at desc, id limit 1`.execute(tx);
  return found.rows[0] ?? null;
}
