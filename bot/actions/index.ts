import type { AnyAction } from './action.ts';

/** Every action; a verb names one of them. */
export const actions: readonly AnyAction[] = [];
