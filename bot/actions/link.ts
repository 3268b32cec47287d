import { z } from 'zod';
import { operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { accountsOf, onlyShown } from '../accounts.ts';
import { askToLink as askCard, linkedCard } from '../cards/link.ts';
import type { Pulse } from '../pulse.ts';
import type { Turn } from '../turn.ts';
import { defineAction } from './action.ts';

const data = z.object({ account: z.string().max(400) });

async function accountOf(turn: Turn, pulse: Pulse, wished: string) {
  const account = (await accountsOf(turn, pulse)).find((one) => one.id === wished);
  if (!account) throw new ProblemError('unknown-account');
  return account;
}

/** The account was chosen among several; the link still asks. */
export const askToLink = defineAction({
  verb: 'askToLink',
  data,
  run: async (turn, { account }, pulse) => askCard(await onlyShown(turn, pulse, await accountOf(turn, pulse, account)), turn.words),
});

/** Links the channel. Whether the person who clicks manages the account, and is in the channel, is the API's to judge. */
export const link = defineAction({
  verb: 'link',
  data,
  async run(turn, { account: wished }, pulse) {
    const { where, words } = turn;
    const { t, language } = words;
    if (where.channelId === null || where.teamId === null) return { text: t.link.onlyInChannel };
    const account = await accountOf(turn, pulse, wished);
    try {
      const linked = await pulse.door.ask(
        operations.link,
        { kind: 'person', caller: turn.person },
        { language, path: { account: account.id }, body: { teamId: where.teamId, channelId: where.channelId, language: where.language } },
      );
      const done = linkedCard(linked, account, words);
      await turn.replace(done);
      return done;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.key === 'forbidden') return { text: t.link.managersOnly };
      if (error.key === 'not-in-channel') return { text: t.link.notInChannel };
      if (error.key === 'channel-unreadable') return { text: t.link.unreadable };
      throw error;
    }
  },
});

export const dontLink = defineAction({
  verb: 'dontLink',
  data: z.object({}),
  run: async ({ words }) => ({ text: words.t.link.left }),
});
