import type { AnyAction } from './action.ts';
import { chooseAccount } from './chooseAccount.ts';
import { digestNow, digestSettle } from './digest.ts';
import { askToLink, dontLink, link } from './link.ts';
import { run } from './run.ts';

/** Every action; a verb names one of them. */
export const actions: readonly AnyAction[] = [run, chooseAccount, askToLink, link, dontLink, digestNow, digestSettle];
