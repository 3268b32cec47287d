import { X509Certificate } from 'node:crypto';
import { readFile, statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';
import type { Look, Trouble } from './trouble.ts';

/** A source is read every quarter of an hour: four rounds that failed are no hiccup. */
export const staleAfterMs = 60 * 60_000;
export const overdueAfterMs = 15 * 60_000;
const soonDays = 30;
const failuresPerHour = 3;
const skewMs = 2 * 60_000;
const minutes = (ms: number) => Math.round(ms / 60_000);

/** Sources that have not been read for too long, messages that do not leave, doubts that nobody settles. */
export function databaseLook(db: Database): Look {
  return {
    kinds: ['source', 'outbox', 'doubt', 'manager'],
    isOwn: false,
    async look(now) {
      const at = now.toISOString();
      return db.transaction('every', async (tx) => {
        const sources = await sql<{ account: string; source: string; state: string; code: string | null; ms: number }>`
          select account_id as account, id as source, state, problem ->> 'code' as code,
            (extract(epoch from ${at}::timestamptz - coalesce(last_success_at, created_at)) * 1000)::float8 as ms
          from source where coalesce(last_success_at, created_at) < ${at}::timestamptz - ${staleAfterMs} * interval '1 millisecond' and state <> 'paused'
          order by account_id, id`.execute(tx);
        const waiting = await sql<{ messages: number; ms: number }>`
          select count(*) as messages, coalesce(max(extract(epoch from ${at}::timestamptz - next_try_at)) * 1000, 0)::float8 as ms
          from outbox where state = 'pending' and next_try_at < ${at}`.execute(tx);
        const doubts = await sql<{ account: string; messages: number }>`
          select account_id as account, count(*) as messages from outbox
          where kind = 'digest' and state = 'unknown' and settled_at < ${at}::timestamptz - interval '1 day' group by account_id`.execute(
          tx,
        );
        const orphans = await sql<{ account: string }>`
          select account_id as account from access where role = 'manager' and until_on >= ${at.slice(0, 10)}::date
          group by account_id having bool_and(left_at is not null) order by account_id`.execute(tx);
        const { messages = 0, ms = 0 } = waiting.rows[0] ?? {};
        return [
          ...sources.rows.map(
            ({ account, source, state, code, ms: age }): Trouble => ({
              key: `source ${account} ${source}`,
              kind: 'source',
              text: `Source ${source} of account ${account} has not been read for ${minutes(age)} minutes (${state}${code ? `: ${code}` : ''}). Its page in the tab says why and what to do.`,
              facts: { account, source, state, code, minutes: minutes(age) },
            }),
          ),
          ...(ms > overdueAfterMs
            ? [
                {
                  key: 'outbox',
                  kind: 'outbox',
                  text: `${messages} messages wait to leave, the oldest for ${minutes(ms)} minutes beyond its time. Is the bot’s credential good, and does Teams answer?`,
                  facts: { messages, minutes: minutes(ms) },
                } satisfies Trouble,
              ]
            : []),
          ...doubts.rows.map(
            ({ account, messages: open }): Trouble => ({
              key: `doubt ${account}`,
              kind: 'doubt',
              text: `Nobody has settled for a day whether ${open} digests of account ${account} arrived. A manager of the account can, in the tab under Digests.`,
              facts: { account, messages: open },
            }),
          ),
          ...orphans.rows.map(
            ({ account }): Trouble => ({
              key: `manager ${account}`,
              kind: 'manager',
              text: `Nobody manages account ${account} any more: its managers left the directory. An administrator names a new one (PUT /api/accounts/${account}/access, or the Access page); the account goes on meanwhile.`,
              facts: { account },
            }),
          ),
        ];
      });
    },
  };
}

/** Whether the database answers, and has room. @param folder the embedded database's; null: a server's */
export function roomLook(db: Database, folder: string | null, server: string): Look {
  const trouble = (text: string, facts: Trouble['facts']): Trouble[] => [{ key: `database ${server}`, kind: 'database', text, facts }];
  return {
    kinds: ['database'],
    isOwn: true,
    async look() {
      const begun = performance.now();
      const answered = await db
        .transaction([], (tx) =>
          sql<{ used: number; most: number }>`
            select (select count(*) from pg_stat_activity)::int as used, current_setting('max_connections')::int as most`.execute(tx),
        )
        .catch((error: { code?: string }) => ({ error }));
      const ms = Math.round(performance.now() - begun);
      if ('error' in answered)
        return trouble('The database does not answer. Nothing can be read or sent until it does.', { code: answered.error.code ?? null });
      if (ms > 5000) return trouble(`The database takes ${ms} ms to answer a simple question.`, { ms });
      const { used = 0, most = 0 } = answered.rows[0] ?? {};
      if (folder === null && most > 0 && used > 0.9 * most)
        return trouble(`${used} of the database’s ${most} connections are in use: raise max_connections, or run fewer servers.`, {
          used,
          most,
        });
      if (folder === null) return [];
      const { bavail, blocks, bsize } = await statfs(folder);
      const free = bavail * bsize;
      if (free < 500_000_000 || bavail < 0.03 * blocks)
        return trouble(`The disk of the data folder has ${Math.round(free / 1_000_000)} MB left: make room before it is full.`, {
          freeMb: Math.round(free / 1_000_000),
        });
      return [];
    },
  };
}

/** A certificate that is about to expire. Read anew each time: a new file is seen without a restart. */
export function certificateLook(path: string, server: string): Look {
  return {
    kinds: ['secret'],
    isOwn: true,
    async look(now) {
      const days = await readFile(path, 'utf8').then(
        (pem) => Math.floor((Date.parse(new X509Certificate(pem).validTo) - now.getTime()) / 86_400_000),
        (error: NodeJS.ErrnoException) => error.code ?? 'unreadable',
      );
      if (typeof days === 'number' && days > soonDays) return [];
      const text =
        typeof days !== 'number'
          ? `The certificate file cannot be read (${days}): the next sign-in of this installation fails.`
          : days < 0
            ? 'The certificate of this installation has expired: nothing can be read from Microsoft 365. Put a new one in its file; no restart is needed.'
            : `The certificate of this installation expires in ${days} days: upload a new one to the app registration and put it in its file; no restart is needed.`;
      return [{ key: `certificate ${server}`, kind: 'secret', text, facts: { days: typeof days === 'number' ? days : null } }];
    },
  };
}

/** Jobs that fail again and again in this process. */
export function jobsLook(failures: readonly number[], server: string): Look {
  return {
    kinds: ['jobs'],
    isOwn: true,
    async look(now) {
      const lately = failures.filter((at) => at > now.getTime() - 3_600_000).length;
      if (lately < failuresPerHour) return [];
      return [
        {
          key: `jobs ${server}`,
          kind: 'jobs',
          text: `${lately} jobs failed within an hour on ${server}: the log says why ("a job failed").`,
          facts: { failures: lately, server },
        },
      ];
    },
  };
}

/** A clock that is wrong makes tokens invalid and digests late. @param skew how far services' clocks are ahead of ours, in ms */
export function clockLook(skew: () => number | null, server: string): Look {
  return {
    kinds: ['clock'],
    isOwn: true,
    async look() {
      const ms = skew();
      if (ms === null || Math.abs(ms) < skewMs) return [];
      return [
        {
          key: `clock ${server}`,
          kind: 'clock',
          text: `The clock of ${server} is ${Math.round(Math.abs(ms) / 1000)} seconds ${ms > 0 ? 'behind' : 'ahead of'} Microsoft’s: set it right (NTP), or sign-ins will be refused.`,
          facts: { seconds: Math.round(ms / 1000), server },
        },
      ];
    },
  };
}
