import type { Setup } from '../../../src/server/contract.ts';

export type StepKey = Setup['steps'][number]['key'];
export const stepKeys: readonly StepKey[] = ['account', 'lists', 'mapping', 'targets', 'people', 'digest'];

/** Where who comes back goes on: the first step that is neither done nor skipped; null: there is none. */
export const nextOpen = (setup: Setup): StepKey | null =>
  setup.steps.find(({ state }) => state === 'partly' || state === 'open')?.key ?? null;

/** The steps before and after one. */
export function around(step: StepKey): { before: StepKey | null; after: StepKey | null } {
  const place = stepKeys.indexOf(step);
  return { before: stepKeys[place - 1] ?? null, after: stepKeys[place + 1] ?? null };
}
