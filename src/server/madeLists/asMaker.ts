import type { Graph } from '../../graph/client.ts';
import { ForbiddenError, GraphError, NotFoundError, StaleError, ThrottledError } from '../../graph/errors.ts';
import { ConsentMissingError } from '../../graph/onBehalfOf.ts';
import type { MakingEntry } from '../../provision/makings.ts';
import { SourceNotFoundError } from '../../sources/kind.ts';
import type { House } from '../house.ts';
import { ProblemError, type ProblemKey } from '../problems.ts';
import type { AskedOfAccount } from '../route.ts';
import { ConsentProblem, signInProblem } from '../signIn/problems.ts';

/** Graph with the person's own rights, and with the permission to make lists. @throws ProblemError */
export async function makersGraph(asked: AskedOfAccount, house: House): Promise<Graph> {
  if (asked.assertion === null) throw new ProblemError('sign-in-needed');
  if (!house.managingAs) throw new ProblemError('consent-missing');
  try {
    return await house.managingAs(asked.assertion);
  } catch (error) {
    throw makingProblem(error) ?? error;
  }
}

/** Works on the site's lists as the person, and says in the API's words what did not go. @throws ProblemError */
export async function asMaker<T>(asked: AskedOfAccount, house: House, work: (graph: Graph) => Promise<T>): Promise<T> {
  const graph = await makersGraph(asked, house);
  try {
    return await work(graph);
  } catch (error) {
    throw makingProblem(error) ?? error;
  }
}

/** null: not of Graph's making. */
export function makingProblem(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof ConsentMissingError) {
    const detail = 'To make lists in your name Account Pulse needs Sites.Manage.All once; it is used only when you make lists.';
    return new ConsentProblem(error.scope, detail);
  }
  const signIn = signInProblem(error);
  if (signIn) return signIn;
  if (error instanceof SourceNotFoundError) return new ProblemError('no-site', error.message);
  if (error instanceof ForbiddenError)
    return new ProblemError('site-forbidden', `Ask an owner of the team to make them, or to let you. ${error.message}`);
  if (error instanceof NotFoundError) return new ProblemError('site-forbidden', 'The site, or a list on it, is not there for you.');
  if (error instanceof StaleError) return new ProblemError('name-taken', error.message);
  if (error instanceof ThrottledError) {
    const facts = { retryAfter: Math.ceil(error.retryAfterMs / 1000) };
    return new ProblemError('source-busy', undefined, undefined, facts);
  }
  if (error instanceof GraphError) return new ProblemError('source-unreachable', error.message);
  return null;
}

const forAll: ReadonlySet<ProblemKey> = new Set([
  'consent-missing',
  'claims-needed',
  'token-expired',
  'site-forbidden',
  'no-site',
  'source-unreachable',
  'sign-in-needed',
]);

/** As it is kept with a making. What is our own fault is logged, and told as such. */
export function notedProblem(error: unknown, house: House, accountId: string): NonNullable<MakingEntry['problem']> & { isForAll: boolean } {
  const problem = makingProblem(error);
  if (!problem) house.log.error({ err: error, accountId }, 'a list could not be made');
  const type = problem?.key ?? 'server-error';
  return { type, detail: problem?.message || null, isForAll: problem === null || forAll.has(type) };
}
