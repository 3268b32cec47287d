import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { fromStored, type StoredRow, stepLocked } from './rows.ts';
import { abandonedAfterMs, type OutboxEvent } from './states.ts';

const mostAtOnce = 500;

/**
 * Says what nobody else will: a message whose sender has died is in doubt, and one that waited past its time does not
 * leave any more. Harmless in any number of servers.
 */
export function sweep(db: Database, at: number): Promise<{ abandoned: number; expired: number }> {
  return db.transaction('every', async (tx) => {
    const now = new Date(at).toISOString();
    const found = await sql<StoredRow>`
      select o.* from outbox o
      where (o.state = 'sending' and o.claimed_at <= ${new Date(at - abandonedAfterMs).toISOString()})
        or (o.state = 'pending' and o.not_after <= ${now})
      limit ${mostAtOnce} for update of o skip locked`.execute(tx);
    const counts = { abandoned: 0, expired: 0 };
    for (const row of found.rows.map(fromStored)) {
      const isAbandoned = row.state === 'sending';
      const event: OutboxEvent = isAbandoned
        ? { kind: 'abandoned', at, problem: { code: 'senderGone', message: 'the server that was sending it stopped before the answer' } }
        : {
            kind: 'expired',
            at,
            problem: { code: 'tooLate', message: `it could not leave in time${row.problem ? ` (${row.problem.code})` : ''}` },
          };
      if (await stepLocked(tx, row, event)) counts[isAbandoned ? 'abandoned' : 'expired'] += 1;
    }
    return counts;
  });
}
