import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../store/database.ts';
import type { Weights } from './worth.ts';

const Stored = z.object({
  nudges: z.object({ rules: z.record(z.string(), z.boolean()).default({}) }).default({ rules: {} }),
  weights: z.record(z.string(), z.number()).default({}),
});

/** How the account wants its people to be asked. */
export interface NudgeSettings {
  /** Every rule is on until it is switched off. */
  isOn(rule: string): boolean;
  weights: Weights;
  /** Which data and which settings were evaluated last, and for which day. */
  evaluated: string | null;
  revision: number;
}

export async function nudgeSettings(tx: Tx, accountId: string): Promise<NudgeSettings> {
  const found = await sql<{ settings: Record<string, unknown>; revision: number }>`
    select settings, revision from workspace where account_id = ${accountId}`.execute(tx);
  const { settings = {}, revision = 0 } = found.rows[0] ?? {};
  const { nudges, weights } = Stored.catch({ nudges: { rules: {} }, weights: {} }).parse(settings);
  return {
    isOn: (rule) => nudges.rules[rule] ?? true,
    weights,
    evaluated: typeof settings.nudgesEvaluated === 'string' ? settings.nudgesEvaluated : null,
    revision,
  };
}
