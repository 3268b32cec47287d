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
/** A consent that the person gives at the issuer's page, and what is kept of that sign-in. It is about no account. */
export const Consent = z.object({
  consent: z.string(),
  purpose: z.enum(['calendar', 'planner', 'writeBack']).nullable(),
  language: z.enum(['en', 'zh-CN']),
});
export type Consent = z.infer<typeof Consent>;

interface Common {
  directoryId: string;
  verifier: string;
}
export type Errand = Common & ({ accountId: string; answer: Answer } | { accountId: null; answer: Consent });
type Opened = Omit<Common, 'verifier'> & ({ accountId: string; answer: Answer } | { accountId: null; answer: Consent });

export interface Errands {
  /** @returns what the browser carries, and the challenge of PKCE for the verifier that stays here. */
  open(errand: Opened): Promise<{ state: string; challenge: string }>;
  /** Once, and within its time; null: there is none, or no longer. */
  take(state: string): Promise<Errand | null>;
}

export function errandStore(db: Database, clock: () => Date): Errands {
  return {
    async open({ accountId, directoryId, answer }) {
      const [state, verifier] = [secret(), secret()];
      const expiresAt = new Date(clock().getTime() + lifetimeMs).toISOString();
      // A consent is about no account: no scope of accounts would show it.
      await db.transaction(accountId === null ? 'every' : [accountId], async (tx) => {
        await sql`delete from errand where account_id is not distinct from ${accountId} and expires_at < ${clock().toISOString()}`.execute(
          tx,
        );
        await sql`
          insert into errand (id, account_id, directory_id, answer, verifier, expires_at)
          values (${hashOf(state)}, ${accountId}, ${directoryId}, ${JSON.stringify(answer)}::jsonb, ${verifier}, ${expiresAt})`.execute(tx);
      });
      return { state, challenge: hashOf(verifier) };
    },
    take: (state) =>
      // which account it is about, the state alone tells
      db.transaction('every', async (tx) => {
        const now = clock().toISOString();
        const found = await sql<{ account_id: string | null; directory_id: string; answer: unknown; verifier: string }>`
          update errand set used_at = ${now} where id = ${hashOf(state)} and used_at is null and expires_at > ${now}
          returning account_id, directory_id, answer, verifier`.execute(tx);
        const row = found.rows[0];
        return row ? errandOf(row) : null;
      }),
  };
}

function errandOf(row: { account_id: string | null; directory_id: string; answer: unknown; verifier: string }): Errand {
  const common = { directoryId: row.directory_id, verifier: row.verifier };
  return row.account_id === null
    ? { ...common, accountId: null, answer: Consent.parse(row.answer) }
    : { ...common, accountId: row.account_id, answer: Answer.parse(row.answer) };
}
