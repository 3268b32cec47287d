import { type Decimal, type GoalSeek, type Question, goalSeek as seek } from '../engine/index.ts';
import type { Tx } from '../store/database.ts';
import { proposeMoves } from './propose.ts';

/** The engine's goal-seek, choosing among every kind of move. @throws UnknownKpiError, InvalidTargetError */
export const goalSeek = (
  tx: Tx,
  question: Question,
  kpi: string,
  ask: { target: Decimal | null; horizon: string | null },
): Promise<GoalSeek> => seek(tx, question, kpi, ask, proposeMoves);
