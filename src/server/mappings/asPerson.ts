import type { Graph } from '../../graph/client.ts';
import { ForbiddenError, GraphError, NotFoundError } from '../../graph/errors.ts';
import { SourceNotFoundError, SourceProblemError } from '../../sources/kind.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import type { AskedByCaller } from '../route.ts';
import { signInProblem } from '../signIn/problems.ts';

/**
 * Asks Graph with the person's own rights. The installation may read more than they may: a manager who could name any
 * list here would see what is not theirs to see.
 */
export async function asPerson<T>(asked: AskedByCaller, house: Pick<House, 'graphAs'>, work: (graph: Graph) => Promise<T>): Promise<T> {
  if (asked.assertion === null) throw new ProblemError('sign-in-needed');
  try {
    return await work(await house.graphAs(asked.assertion));
  } catch (error) {
    const signIn = signInProblem(error);
    if (signIn) throw signIn;
    if (error instanceof ForbiddenError || error instanceof NotFoundError) throw new ProblemError('list-not-readable');
    if (error instanceof SourceNotFoundError) throw new ProblemError('unknown-list', error.message);
    if (error instanceof SourceProblemError) throw new ProblemError('source-unreadable', error.message);
    if (error instanceof GraphError) throw new ProblemError('source-unreachable');
    throw error;
  }
}
