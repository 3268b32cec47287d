import type { Caller } from '../../access/token.ts';
import type { Language } from '../../model/index.ts';
import type { PurposeName } from '../../vault/index.ts';
import { ProblemError } from '../problems.ts';
import { ConsentProblem } from './problems.ts';

/** Starts a sign-in at the issuer's page, in which the person consents. */
export type AskForConsent = (ask: {
  caller: Caller;
  /** Scopes of Microsoft Graph. */
  scope: string;
  /** What is kept of the sign-in afterwards; null: nothing, the consent is all. */
  purpose: PurposeName | null;
  language: Language;
}) => Promise<{ url: string; permissions: string[] }>;

/** As people and administrators know them: without the resource. */
export const permissionsIn = (scope: string): string[] =>
  scope
    .split(' ')
    .filter((word) => word.includes('/'))
    .map((word) => word.slice(word.lastIndexOf('/') + 1));

/** A missing consent is told together with the one way to give it. */
export async function withWayOut(
  error: unknown,
  { caller, language, scope, ask }: { caller: Caller; language: Language; scope: string | null; ask: AskForConsent | null },
): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.key !== 'consent-missing' || error.facts.consent) return error;
  const wanted = (error instanceof ConsentProblem ? error.scope : null) ?? scope;
  if (!ask || !wanted) return error;
  const consent = await ask({ caller, scope: wanted, purpose: null, language });
  return new ProblemError('consent-missing', error.message, error.errors, { ...error.facts, consent });
}
