import { z } from 'zod';
import { type NudgeChange, operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { nudgeAnsweredCard, nudgeProblemCard } from '../cards/nudgeAnswered.ts';
import type { Pulse } from '../pulse.ts';
import type { Message, Turn } from '../turn.ts';

/** Which nudge a button is about. */
export const which = { account: z.string().min(1).max(400), nudge: z.string().min(1).max(100) };
export type Which = { account: string; nudge: string };

/** The nudge as the person who clicked may see it. */
export const nudgeOf = async (turn: Turn, { account, nudge }: Which, { door }: Pulse) =>
  door.ask(operations.nudge, await turn.viewer(), { language: turn.words.language, path: { account, nudge } });

export const changeNudge = async (turn: Turn, { account, nudge }: Which, body: NudgeChange, { door }: Pulse) =>
  door.ask(operations.changeNudge, await turn.viewer(), { language: turn.words.language, path: { account, nudge }, body });

/** Done without writing anywhere: put off, given away, said to be done. */
export async function settled(turn: Turn, about: Which, body: NudgeChange, said: string, pulse: Pulse): Promise<Message> {
  try {
    const message = nudgeAnsweredCard(await changeNudge(turn, about, body, pulse), { id: about.account }, turn.words, said);
    await forThePerson(turn, message);
    return message;
  } catch (error) {
    return refused(turn, about, null, error);
  }
}

/** In a chat of their own the card stays as it has become; in a room each sees their own view, and the card the room's. */
export async function forThePerson(turn: Turn, message: Message): Promise<void> {
  if (turn.where.kind === 'personal' && turn.clicked) await turn.replace(message);
}

const here: ReadonlySet<string> = new Set([
  'not-yours',
  'nudge-closed',
  'unknown-nudge',
  'invalid-answer',
  'cannot-write-back',
  'consent-missing',
  'source-forbidden',
  'source-conflict',
  'source-busy',
  'source-unreachable',
]);

/** What kept an answer from its place, in a card; everything else is the router's to say. */
export function refused(turn: Turn, about: Which, answer: string | null, error: unknown): Message {
  if (!(error instanceof ProblemError) || !here.has(error.key)) throw error;
  return nudgeProblemCard(error, { ...about, answer }, turn.words);
}
