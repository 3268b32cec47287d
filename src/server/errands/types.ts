import type { Caller } from '../../access/token.ts';
import type { NudgeChanged } from '../contract.ts';
import type { Answer } from './store.ts';

/** An answer that waits for its person to sign in. */
export interface ErrandAsk extends Omit<Answer, 'nudge'> {
  accountId: string;
  nudge: string;
  person: Caller;
  /** What kept the answer from its place before: a consent is then asked for on the same page, a policy's claims are met. */
  lacks?: { consent: boolean; claims: string | null };
}
/** Where the bot gets no token of the person: their browser fetches one at the issuer's sign-in page. */
export interface SignInErrands {
  /** @returns the address of the sign-in page; good once, for 15 minutes, and for this person alone. */
  start(ask: ErrandAsk): Promise<{ url: string }>;
}
/** Told of an answer that was saved, so that its card can show it. */
export type Answered = (answer: Answer & { accountId: string; person: Caller; result: NudgeChanged }) => Promise<void>;
