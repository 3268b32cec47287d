import { z } from 'zod';
import { defineAction } from './action.ts';

/** A button or a refresh that runs a command: for the person who clicks, with what they may see. */
export const run = defineAction({
  verb: 'run',
  data: z.object({ command: z.string().max(40), args: z.string().max(500).default(''), account: z.string().max(400).optional() }),
  run: (turn, { command, args, account }, pulse) => pulse.run(turn, command, args, account ?? null),
});
