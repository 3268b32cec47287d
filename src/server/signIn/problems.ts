import { ClaimsNeededError, ConsentMissingError, GrantRefusedError } from '../../graph/onBehalfOf.ts';
import { NotConnectedError, VaultClosedError, VaultKeyError } from '../../vault/index.ts';
import { ProblemError } from '../problems.ts';

/** A consent is missing; `scope` is what has to be consented to. The dispatcher adds the address where the person gives it. */
export class ConsentProblem extends ProblemError {
  override name = 'ConsentProblem';
  readonly scope: string | null;
  constructor(scope: string | null, detail?: string) {
    super('consent-missing', detail);
    this.scope = scope;
  }
}

/** What a person's sign-in lacks, as they are told it; null: it is about something else. */
export function signInProblem(error: unknown): ProblemError | null {
  if (error instanceof ConsentMissingError) return new ConsentProblem(error.scope);
  if (error instanceof ClaimsNeededError) {
    return new ProblemError('claims-needed', undefined, undefined, error.claims === null ? {} : { claims: error.claims });
  }
  // The token with which the person came ran out between the door and the exchange: with a fresh one it goes on.
  if (error instanceof GrantRefusedError) return new ProblemError(error.isExpired ? 'token-expired' : 'sign-in-needed');
  if (error instanceof NotConnectedError) return new ProblemError('sign-in-needed');
  if (error instanceof VaultClosedError) return new ProblemError('vault-closed');
  if (error instanceof VaultKeyError) return new ProblemError('vault-key', error.message);
  return null;
}
