import type { AnyAction } from './action.ts';
import { chooseAccount } from './chooseAccount.ts';
import { digestNow, digestSettle } from './digest.ts';
import { editAgain, editWithdraw } from './edit.ts';
import { askToLink, dontLink, link } from './link.ts';
import { nudgeAnswer } from './nudgeAnswer.ts';
import { nudgeMore, nudgeOpen } from './nudgeOpen.ts';
import { nudgeDone, nudgeReassign, nudgeSnooze } from './nudgeSettle.ts';
import { confirmOutsiders } from './outsiders.ts';
import { run } from './run.ts';

/** Every action; a verb names one of them. */
export const actions: readonly AnyAction[] = [
  run,
  chooseAccount,
  askToLink,
  link,
  dontLink,
  confirmOutsiders,
  digestNow,
  digestSettle,
  editAgain,
  editWithdraw,
  nudgeOpen,
  nudgeMore,
  nudgeAnswer,
  nudgeDone,
  nudgeSnooze,
  nudgeReassign,
];
