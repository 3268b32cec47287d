import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { Outgoing } from './carrier.ts';

export interface Enqueued extends Omit<Outgoing, 'id'> {
  at: Date;
  /** Not sent before; at once unless given. */
  notBefore?: Date;
  /** Pointless from then on. */
  notAfter?: Date | null;
}

/** Queues a message in the transaction of what it tells of: once per account, kind and `about`, whoever asks how often. */
export async function enqueue(tx: Tx, message: Enqueued): Promise<{ isNew: boolean }> {
  const { accountId, kind, about, conversationId, content, at, notBefore = at, notAfter = null } = message;
  const made = await sql`
    insert into outbox (account_id, id, kind, about, conversation_id, content, created_at, next_try_at, not_after)
    values (${accountId}, ${randomUUID()}, ${kind}, ${about}, ${conversationId}, ${JSON.stringify(content)}::jsonb,
      ${at.toISOString()}, ${notBefore.toISOString()}, ${notAfter?.toISOString() ?? null})
    on conflict (account_id, kind, about) do nothing returning id`.execute(tx);
  return { isNew: made.rows.length > 0 };
}
