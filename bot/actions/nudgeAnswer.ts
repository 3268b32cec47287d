import { z } from 'zod';
import { ProblemError } from '../../src/server/problems.ts';
import { nudgeAnsweredCard, saidOf, signInCard } from '../cards/nudgeAnswered.ts';
import type { Pulse } from '../pulse.ts';
import { LoginNeeded } from '../signIn.ts';
import type { Message, Turn } from '../turn.ts';
import { defineAction } from './action.ts';
import { changeNudge, forThePerson, nudgeOf, refused, type Which, which } from './nudge.ts';

/** An answer that is written to the source, in the name of the person who clicked. */
export const nudgeAnswer = defineAction({
  verb: 'nudgeAnswer',
  data: z.object({ ...which, answer: z.string().max(400).default(''), ifMatch: z.string().max(200).optional() }),
  async run(turn, { answer, ifMatch, ...about }, pulse) {
    if (answer === '') return { text: turn.words.t.nudges.choiceNeeded };
    const nudge = await nudgeOf(turn, about, pulse);
    const field = nudge.answers?.answer.field;
    // Closed meanwhile, or not theirs: what the API says of that is said.
    const values = { [field ?? 'answer']: answer };
    try {
      const changed = await changeNudge(turn, about, { answer: values, ...(ifMatch === undefined ? {} : { ifMatch }) }, pulse);
      const message = nudgeAnsweredCard(changed, { id: about.account }, turn.words, saidOf(changed.written, turn.words));
      await forThePerson(turn, message);
      return message;
    } catch (error) {
      if (!(error instanceof ProblemError) || !needsPerson(error, turn)) return refused(turn, about, answer, error);
      return askToSignIn(turn, about, values, nudge, error, pulse);
    }
  },
});

/** Without a token, or with one that gets no consent, has run out, or does not satisfy a policy: the person's own sign-in settles each. */
const needsPerson = ({ key }: ProblemError, { assertion }: Turn): boolean =>
  key === 'sign-in-needed' || ((key === 'consent-missing' || key === 'claims-needed' || key === 'token-expired') && assertion !== null);

async function askToSignIn(
  turn: Turn,
  about: Which,
  values: Readonly<Record<string, string>>,
  nudge: Parameters<typeof signInCard>[0],
  problem: ProblemError,
  { signIn }: Pulse,
): Promise<Message> {
  if (!signIn) throw new ProblemError('sign-in-needed');
  const { url } = await signIn.errands.start({
    accountId: about.account,
    nudge: about.nudge,
    person: turn.person,
    values: { ...values },
    language: turn.words.language,
    card: turn.clicked,
    lacks: { consent: problem.key === 'consent-missing', claims: problem.facts.claims ?? null },
  });
  if (turn.canFetchToken && signIn.resource) throw new LoginNeeded(signIn.resource, url);
  return signInCard(nudge, about.account, url, turn.words);
}
