import { z } from 'zod';
import type { Sources } from '../contract.ts';

const Stored = z.object({ code: z.string().default('unknown'), message: z.string().default(''), at: z.string().nullable().default(null) });

/** Why the last attempt failed, as sync has stored it. */
export function presentProblem(stored: unknown): Sources['sources'][number]['problem'] {
  return stored === null || stored === undefined ? null : Stored.catch({ code: 'unknown', message: '', at: null }).parse(stored);
}
