import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { operations } from '../../src/server/contract.ts';
import { nudgeCard, nudgeMoreCard } from '../cards/nudge.ts';
import type { Pulse } from '../pulse.ts';
import type { Turn } from '../turn.ts';
import { defineAction } from './action.ts';
import { nudgeOf, which } from './nudge.ts';

/** One nudge with all the ways to answer it. */
export const nudgeOpen = defineAction({
  verb: 'nudgeOpen',
  data: z.object(which),
  async run(turn, data, pulse) {
    const nudge = await nudgeOf(turn, data, pulse);
    return nudgeCard(nudge, await accountOf(turn, data.account, pulse), turn.words);
  },
});

/** Until a day, or to somebody else. */
export const nudgeMore = defineAction({
  verb: 'nudgeMore',
  data: z.object(which),
  async run(turn, data, pulse) {
    const nudge = await nudgeOf(turn, data, pulse);
    if (!nudge.answers) return nudgeCard(nudge, await accountOf(turn, data.account, pulse), turn.words);
    const tomorrow = Temporal.PlainDate.from(nudge.answers.today).add({ days: 1 }).toString();
    return nudgeMoreCard(nudge, { id: data.account }, turn.words, tomorrow);
  },
});

async function accountOf(turn: Turn, id: string, { door }: Pulse) {
  const { accounts } = await door.ask(operations.me, { kind: 'person', caller: turn.person }, { language: turn.words.language });
  return accounts.find((one) => one.id === id || one.slug === id) ?? { id, slug: id, name: null };
}
