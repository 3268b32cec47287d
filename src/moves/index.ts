import { commit } from './commit.ts';
import type { MoveKind } from './move.ts';
import { renew } from './renew.ts';
import { win } from './win.ts';

/** Every kind of move. */
export const moveKinds: readonly MoveKind[] = [renew, win, commit];
