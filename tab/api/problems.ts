import type { Problem } from '../../src/server/contract.ts';

/** What the API refused, named by what the person can do. `problem` is the server's own account of it (RFC 9457). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}
/** Ask someone who may. */
export class ForbiddenError extends ApiError {
  override name = 'ForbiddenError';
}
/** It is not there, or not for this person: the server does not tell which. */
export class NotFoundError extends ApiError {
  override name = 'NotFoundError';
}
/** Ask otherwise: a period, date or slice that makes no sense. */
export class BadQuestionError extends ApiError {
  override name = 'BadQuestionError';
}
/** Try again later. */
export class UnavailableError extends ApiError {
  override name = 'UnavailableError';
}
/** Only in development: the answer is not what contract.ts promises. */
export class ContractError extends Error {
  override name = 'ContractError';
}

export function errorOf(problem: Problem): ApiError {
  if (problem.status === 403) return new ForbiddenError(problem);
  if (problem.status === 404) return new NotFoundError(problem);
  if (problem.status === 400 || problem.status === 422) return new BadQuestionError(problem);
  if (problem.status === 429 || problem.status >= 500) return new UnavailableError(problem);
  return new ApiError(problem);
}
