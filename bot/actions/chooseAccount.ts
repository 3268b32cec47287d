import { z } from 'zod';
import { ProblemError } from '../../src/server/problems.ts';
import { accountsOf, nameOf, onlyShown } from '../accounts.ts';
import { defineAction } from './action.ts';

/** The account was asked for: it is remembered for the conversation, and the command goes on. */
export const chooseAccount = defineAction({
  verb: 'chooseAccount',
  data: z.object({ account: z.string().max(400), command: z.string().max(40).optional(), args: z.string().max(500).default('') }),
  async run(turn, { account: wished, command, args }, pulse) {
    const account = (await accountsOf(turn, pulse)).find((one) => one.id === wished);
    if (!account) throw new ProblemError('unknown-account');
    // A client without Action.Execute answers into the room.
    await onlyShown(turn, pulse, account);
    await pulse.conversations.choose(turn.where.id, account.id);
    const chosen = { text: turn.words.t.account.using(nameOf(account)) };
    if (command === undefined) return chosen;
    if (turn.where.kind !== 'personal') {
      // Others are still shown the question: the answer takes its place, made for all who are there.
      await turn.replace(await pulse.run(turn.forAll(), command, args, account.id));
    }
    return pulse.run(turn, command, args, account.id);
  },
});
