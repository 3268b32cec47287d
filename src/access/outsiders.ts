import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';

/** What people from outside see in a room that holds them: nothing until a manager has confirmed more. */
export type OutsidersSee = 'nothing' | 'headlines' | 'reader';

export interface OutsiderSight {
  roomId: string;
  see: OutsidersSee;
  confirmedAt: string;
  confirmedBy: string;
}

export async function readSights(tx: Tx, accountId: string): Promise<OutsiderSight[]> {
  const found = await sql<OutsiderSight>`
    select room_id as "roomId", see, confirmed_at as "confirmedAt", confirmed_by as "confirmedBy"
    from outsider_sight where account_id = ${accountId} order by room_id`.execute(tx);
  return found.rows;
}

/** @param roomId null: nobody knows which room it is */
export async function sightIn(tx: Tx, accountId: string, roomId: string | null): Promise<OutsidersSee> {
  if (roomId === null) return 'nothing';
  const found = await sql<{ see: OutsidersSee }>`
    select see from outsider_sight where account_id = ${accountId} and room_id = ${roomId}`.execute(tx);
  return found.rows[0]?.see ?? 'nothing';
}

export async function confirmSight(tx: Tx, accountId: string, { roomId, see, confirmedAt, confirmedBy }: OutsiderSight): Promise<void> {
  await sql`
    insert into outsider_sight (account_id, room_id, see, confirmed_at, confirmed_by)
    values (${accountId}, ${roomId}, ${see}, ${confirmedAt}, ${confirmedBy})
    on conflict (account_id, room_id) do update
      set see = excluded.see, confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by`.execute(tx);
}

/** A room that is no longer the account's starts anew when it is linked again: others may be there then. */
export async function forgetSight(tx: Tx, accountId: string, roomId: string): Promise<void> {
  await sql`delete from outsider_sight where account_id = ${accountId} and room_id = ${roomId}`.execute(tx);
}
