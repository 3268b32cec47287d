import { sql } from 'kysely';
import { enqueue } from '../outbox/enqueue.ts';
import type { Database } from '../store/database.ts';
import { digestKind } from './make.ts';

/** Why a channel gets no digest although one is due: its manager is told. */
const withheld = ['outsiders', 'withoutAccess'];
/** A question that could not be put within three days is put no more: the next digest of the channel names the doubt. */
const asksForMs = 3 * 24 * 3_600_000;

interface Notice {
  account_id: string;
  channel_id: string;
  number: number;
  settled_at: string;
  directory_id: string;
  conversation_id: string;
}

/**
 * Queues what managers are to be told of their digests, in person: a doubt is asked about (once per doubt), a channel
 * that may not be shown numbers is told of (once, until a digest was posted there again). Harmless in any number of servers.
 */
export async function planNotices(db: Database, now: Date): Promise<void> {
  const { doubts, refusals } = await db.transaction('every', async (tx) => {
    const managers = sql`
      join access x on x.account_id = o.account_id and x.role = 'manager' and x.until_on >= ${now.toISOString().slice(0, 10)}::date
      join conversation c on c.kind = 'personal' and c.directory_id = x.directory_id and c.suspended_at is null`;
    const columns = sql`
      o.account_id, o.content ->> 'channelId' as channel_id, (o.content ->> 'number')::int as number, o.settled_at, x.directory_id, c.id as conversation_id`;
    const recent = sql`o.kind = ${digestKind} and o.settled_at > ${new Date(now.getTime() - asksForMs).toISOString()}`;
    const found = await sql<Notice>`select ${columns} from outbox o ${managers} where ${recent} and o.state = 'unknown'`.execute(tx);
    const refused = await sql<Notice>`
      select ${columns} from outbox o ${managers}
      where ${recent} and o.state = 'cancelled' and o.problem ->> 'code' in (${sql.join(withheld)})
        and not exists (
          select from outbox before
          where before.account_id = o.account_id and before.kind = o.kind and before.content ->> 'channelId' = o.content ->> 'channelId'
            and before.state = 'cancelled' and before.problem ->> 'code' in (${sql.join(withheld)})
            and (before.content ->> 'number')::int < (o.content ->> 'number')::int
            and not exists (
              select from outbox between_them
              where between_them.account_id = o.account_id and between_them.kind = o.kind and between_them.state = 'sent'
                and between_them.content ->> 'channelId' = o.content ->> 'channelId'
                and (between_them.content ->> 'number')::int between (before.content ->> 'number')::int and (o.content ->> 'number')::int))`.execute(
      tx,
    );
    return { doubts: found.rows, refusals: refused.rows };
  });
  const queue = (kind: string, notice: Notice) =>
    db.transaction([notice.account_id], (tx) =>
      enqueue(tx, {
        accountId: notice.account_id,
        kind,
        about: `${notice.channel_id} ${notice.number} ${Date.parse(notice.settled_at)} ${notice.directory_id}`,
        conversationId: notice.conversation_id,
        content: { channelId: notice.channel_id, number: notice.number },
        at: now,
        notAfter: new Date(now.getTime() + asksForMs),
      }),
    );
  for (const notice of doubts) await queue('digestInDoubt', notice);
  for (const notice of refusals) await queue('digestWithheld', notice);
}
