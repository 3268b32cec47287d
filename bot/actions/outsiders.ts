import { z } from 'zod';
import { operations, outsidersSee } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { managedHere } from '../accounts.ts';
import { roomOf } from '../audience.ts';
import { outsidersDecided } from '../cards/outsiders.ts';
import { defineAction } from './action.ts';

const id = z.string().min(1).max(400).optional();

/** Decides what people from outside see in a room. Whether the person who clicks manages the account is the API's to judge. */
export const confirmOutsiders = defineAction({
  verb: 'confirmOutsiders',
  data: z.object({ see: z.enum(outsidersSee), account: id, room: id }),
  async run(turn, { see, account: named, room }, pulse) {
    const { words, where } = turn;
    const { t, language } = words;
    const isInRoom = where.kind !== 'personal';
    const account = named ?? (await managedHere(turn, pulse));
    const about = isInRoom ? roomOf(where) : room;
    if (account === null || about === undefined) return { text: isInRoom ? t.outsiders.managersOnly : t.outsiders.onlyInRooms };
    try {
      const viewer = { kind: 'person', caller: turn.person } as const;
      await pulse.door.ask(operations.confirmOutsiders, viewer, { language, path: { account }, body: { room: about, see } });
    } catch (error) {
      if (error instanceof ProblemError && (error.key === 'forbidden' || error.key === 'unknown-account'))
        return { text: t.outsiders.managersOnly };
      throw error;
    }
    const done = outsidersDecided(see, words, isInRoom);
    await turn.replace(done);
    return done;
  },
});
