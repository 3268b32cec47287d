import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { defineAction } from './action.ts';
import { nudgeOf, settled, which } from './nudge.ts';

export const nudgeDone = defineAction({
  verb: 'nudgeDone',
  data: z.object(which),
  run: (turn, data, pulse) => settled(turn, data, { done: true }, turn.words.t.nudges.saidDone, pulse),
});

/** For some days, or until the day that was chosen. */
export const nudgeSnooze = defineAction({
  verb: 'nudgeSnooze',
  data: z.object({ ...which, days: z.int().min(1).max(180).optional(), until: z.iso.date().optional() }),
  async run(turn, { days, until, ...data }, pulse) {
    const { answers } = await nudgeOf(turn, data, pulse);
    const today = Temporal.PlainDate.from(answers?.today ?? pulse.clock().toISOString().slice(0, 10));
    const day = days === undefined ? (until ?? today.add({ days: 1 }).toString()) : today.add({ days }).toString();
    return settled(turn, data, { snooze: day }, turn.words.t.nudges.saidSnoozed(turn.words.format.date(day)), pulse);
  },
});

export const nudgeReassign = defineAction({
  verb: 'nudgeReassign',
  data: z.object({ ...which, to: z.string().max(400).default('') }),
  async run(turn, { to, ...data }, pulse) {
    if (to === '') return { text: turn.words.t.nudges.choiceNeeded };
    return settled(turn, data, { reassign: to }, turn.words.t.nudges.saidGiven, pulse);
  },
});
