import { sql } from 'kysely';
import { digestAbout, digestKind } from '../../digest/make.ts';
import { settleDoubt } from '../../outbox/settleDoubt.ts';
import type { Tx } from '../../store/database.ts';

/**
 * Lets the newest digest of a channel go that was held because of people from outside. Older ones are overtaken by it.
 * @returns whether one was held
 */
export async function releaseHeld(tx: Tx, accountId: string, channelId: string, now: Date): Promise<boolean> {
  const found = await sql<{ number: number; is_held: boolean }>`
    select d.number, coalesce(o.state = 'cancelled' and o.problem ->> 'code' = 'outsiders', false) as is_held
    from digest d
    left join outbox o on o.account_id = d.account_id and o.kind = ${digestKind} and o.about = d.channel_id || ' ' || d.number
    where d.account_id = ${accountId} and d.channel_id = ${channelId} order by d.number desc limit 1`.execute(tx);
  const newest = found.rows[0];
  if (!newest?.is_held) return false;
  return settleDoubt(tx, accountId, { kind: digestKind, about: digestAbout(channelId, newest.number) }, 'postAgain', now);
}
