import { z } from 'zod';
import { operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { digestQueued } from '../cards/digestSettled.ts';
import type { Message, Turn } from '../turn.ts';
import { defineAction } from './action.ts';

const channel = z.string().min(1).max(400);
const number = z.coerce.number().int().min(0).max(1_000_000_000);

/** What the API refuses, in words of the digest. */
function refused(error: unknown, { words: { t } }: Turn): Message {
  if (!(error instanceof ProblemError)) throw error;
  if (error.key === 'forbidden') return { text: t.digest.managersOnly };
  if (error.key === 'digest-settled') return { text: t.digest.alreadyDecided };
  if (error.key === 'no-channel' || error.key === 'unknown-digest') return { text: t.digest.noChannel };
  throw error;
}

/** Posts a digest out of turn. Whether the person who clicks manages the account is the API's to judge. */
export const digestNow = defineAction({
  verb: 'digestNow',
  data: z.object({ account: z.string().max(400), channel, after: number }),
  async run(turn, data, { door }) {
    try {
      const queued = await door.ask(
        operations.sendDigest,
        { kind: 'person', caller: turn.person },
        {
          language: turn.words.language,
          path: { account: data.account },
          body: { channel: data.channel, key: `after-digest-${data.after}` },
        },
      );
      return digestQueued(queued, turn.words);
    } catch (error) {
      return refused(error, turn);
    }
  },
});

/** The tap that settles a doubt. */
export const digestSettle = defineAction({
  verb: 'digestSettle',
  data: z.object({ account: z.string().max(400), channel, number, arrived: z.boolean() }),
  async run(turn, data, { door }) {
    try {
      const settled = await door.ask(
        operations.settleDigest,
        { kind: 'person', caller: turn.person },
        {
          language: turn.words.language,
          path: { account: data.account, number: String(data.number) },
          body: { channel: data.channel, arrived: data.arrived },
        },
      );
      const done = data.arrived ? { text: turn.words.t.digest.keptAsArrived(data.number) } : digestQueued(settled, turn.words);
      await turn.replace(done);
      return done;
    } catch (error) {
      return refused(error, turn);
    }
  },
});
