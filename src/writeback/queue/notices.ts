import { sql } from 'kysely';
import { enqueue } from '../../outbox/enqueue.ts';
import type { Database } from '../../store/database.ts';

interface Notice {
  account_id: string;
  id: string;
  attempts: number;
  conversation_id: string;
}
const asksForMs = 3 * 24 * 3_600_000;

/**
 * Tells people, once and in their own chat, of edits that cannot go on without them. Whoever has no chat with the bot sees
 * it in the tab. Harmless in any number of servers.
 * @returns how many messages were queued
 */
export async function planEditNotices(db: Database, now: Date): Promise<number> {
  const notices = await db.statement(
    'every',
    sql<Notice>`
      select e.account_id, e.id, e.attempts, c.id as conversation_id from edit e
      join conversation c on c.kind = 'personal' and c.directory_id = e.directory_id and c.suspended_at is null
      where e.state in ('asking', 'conflict', 'refused') and e.told_at is null`,
  );
  for (const { account_id: accountId, id, attempts, conversation_id: conversationId } of notices) {
    await db.transaction([accountId], async (tx) => {
      await enqueue(tx, {
        ...{ accountId, kind: 'editNeedsYou', about: `${id} ${attempts}`, conversationId, content: { edit: id } },
        ...{ at: now, notAfter: new Date(now.getTime() + asksForMs) },
      });
      await sql`update edit set told_at = ${now.toISOString()} where account_id = ${accountId} and id = ${id}::uuid`.execute(tx);
    });
  }
  return notices.length;
}
