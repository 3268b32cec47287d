import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../store/database.ts';

/** A hundred bits and more: nobody guesses one. The browser carries it; here only its hash is kept. */
const secret = () => randomBytes(32).toString('base64url');
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

const lifetimeMs = 15 * 60_000;

/** What is to be done once the person has signed in. Ids and the answer's own values. */
export const Answer = z.object({
  nudge: z.string(),
  values: z.record(z.string(), z.string()),
  language: z.enum(['en', 'zh-CN']),
  /** The card that was answered. */
  card: z.object({ conversationId: z.string(), messageId: z.string() }).nullable(),
});
export type Answer = z.infer<typeof Answer>;
export interface Errand {
  accountId: string;
  directoryId: string;
  answer: Answer;
  verifier: string;
}

export interface Errands {
  /** @returns what the browser carries, and the challenge of PKCE for the verifier that stays here. */
  open(errand: Omit<Errand, 'verifier'>): Promise<{ state: string; challenge: string }>;
  /** Once, and within its time; null: there is none, or no longer. */
  take(state: string): Promise<Errand | null>;
}

export function errandStore(db: Database, clock: () => Date): Errands {
  return {
    async open({ accountId, directoryId, answer }) {
      const [state, verifier] = [secret(), secret()];
      const expiresAt = new Date(clock().getTime() + lifetimeMs).toISOString();
      await db.transaction([accountId], async (tx) => {
        await sql`delete from errand where account_id = ${accountId} and expires_at < ${clock().toISOString()}`.execute(tx);
        await sql`
          insert into errand (id, account_id, directory_id, answer, verifier, expires_at)
          values (${hashOf(state)}, ${accountId}, ${directoryId}, ${JSON.stringify(answer)}::jsonb, ${verifier}, ${expiresAt})`.execute(tx);
      });
      return { state, challenge: hashOf(verifier) };
    },
    take: (state) =>
      // which account it is about, the state alone tells
      db
        .transaction('every', async (tx) => {
          const now = clock().toISOString();
          const found = await sql<{ account_id: string; directory_id: string; answer: unknown; verifier: string }>`
          update errand set used_at = ${now} where id = ${hashOf(state)} and used_at is null and expires_at > ${now}
          returning account_id, directory_id, answer, verifier`.execute(tx);
          const row = found.rows[0];
          return (
            row && { accountId: row.account_id, directoryId: row.directory_id, answer: Answer.parse(row.answer), verifier: row.verifier }
          );
        })
        .then((errand) => errand ?? null),
  };
}
