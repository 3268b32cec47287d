import { z } from 'zod';
import { operations } from '../../src/server/contract.ts';
import { ProblemError, problemTypes } from '../../src/server/problems.ts';
import { saidOf } from '../cards/nudgeAnswered.ts';
import { open } from '../cards/parts/actions.ts';
import { sayWithButtons } from '../cards/parts/card.ts';
import type { Pulse } from '../pulse.ts';
import { LoginNeeded } from '../signIn.ts';
import type { Message, Turn } from '../turn.ts';
import { defineAction } from './action.ts';

const which = { account: z.string().min(1).max(400), edit: z.string().min(1).max(100) };

/** Goes on with an edit that needed its person. */
export const editAgain = defineAction({
  verb: 'editAgain',
  data: z.object({ ...which, ifMatch: z.string().max(200).optional() }),
  async run(turn, { account, edit, ifMatch }, pulse) {
    try {
      const written = await pulse.door.ask(operations.editAgain, await turn.viewer(), {
        language: turn.words.language,
        path: { account, edit },
        body: ifMatch === undefined ? {} : { ifMatch },
      });
      const lines = [saidOf(written, turn.words), ...written.kpis.slice(0, 6).map((kpi) => kpi.text)];
      return said(turn, { text: lines.join('\n\n') });
    } catch (error) {
      return refused(turn, account, error, pulse);
    }
  },
});

/** Nothing is written. */
export const editWithdraw = defineAction({
  verb: 'editWithdraw',
  data: z.object(which),
  async run(turn, { account, edit }, pulse) {
    try {
      await pulse.door.ask(operations.editWithdraw, await turn.viewer(), { language: turn.words.language, path: { account, edit } });
      return said(turn, { text: turn.words.t.edits.givenUp });
    } catch (error) {
      return refused(turn, account, error, pulse);
    }
  },
});

async function said(turn: Turn, message: Message): Promise<Message> {
  if (turn.where.kind === 'personal' && turn.clicked) await turn.replace(message);
  return message;
}

async function refused(turn: Turn, account: string, error: unknown, { tab, signIn }: Pulse): Promise<Message> {
  if (!(error instanceof ProblemError)) throw error;
  const { t, language } = turn.words;
  if (error.key === 'edit-settled' || error.key === 'unknown-edit') return said(turn, { text: t.edits.settled });
  const address = tab({ account, page: 'edits' }, t.edits.inTab);
  const isSignIn = ['sign-in-needed', 'consent-missing', 'claims-needed', 'token-expired'].includes(error.key);
  if (isSignIn && turn.assertion === null && turn.canFetchToken && signIn?.resource) throw new LoginNeeded(signIn.resource, address);
  const text = isSignIn ? t.edits.signInInTab : [problemTypes[error.key].title[language], error.message].filter(Boolean).join(' ');
  return sayWithButtons(language, text, [open(t.edits.inTab, address)]);
}
