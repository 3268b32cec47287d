import type { z } from 'zod';
import type { FoundAccount } from '../access/accounts.ts';
import type { Caller } from '../access/token.ts';
import type { Visit } from '../access/visit.ts';
import { isAdministrator } from './administrators.ts';
import type { House } from './house.ts';
import { ProblemError, type ProblemKey } from './problems.ts';
import type { Route } from './route.ts';
import { figuresOf } from './settings/read.ts';

/** An account that is not the caller's, and one that does not exist, are the same to them. */
export async function admitted(
  route: Route & { for: 'account' },
  path: Readonly<Record<string, string>>,
  caller: Caller,
  house: House,
): Promise<{ account: FoundAccount; visit: Visit }> {
  const account = await house.accounts.find(path.account ?? '', caller.directoryId);
  if (!account) throw new ProblemError('unknown-account');
  const visit: Visit = {
    caller,
    role: account.role,
    isAdministrator: isAdministrator(house.config.administrators, caller),
    ...figuresOf(account.settings, house.config.mode),
  };
  if (!route.may(visit)) throw new ProblemError(visit.role === null ? 'unknown-account' : 'forbidden');
  return { account, visit };
}

/** What was asked, held against the route's schemas. @throws ProblemError */
export function understood(route: Route, query: Readonly<Record<string, string>>, body: unknown): { query: unknown; body: unknown } {
  const schemas = route.operation as { query?: z.ZodType; body?: z.ZodType };
  return {
    query: schemas.query ? parsed(schemas.query, query, 'invalid-query') : refuseQuery(query),
    body: schemas.body ? parsed(schemas.body, body ?? {}, 'invalid-body') : undefined,
  };
}

function parsed(schema: z.ZodType, value: unknown, problem: ProblemKey): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues
    .slice(0, 20)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].map(String).join('.').slice(0, 200), message: 'is not known' }))
        : [{ path: issue.path.map(String).join('.').slice(0, 200), message: issue.message }],
    );
  throw new ProblemError(problem, errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '), errors);
}

function refuseQuery(query: Readonly<Record<string, string>>): undefined {
  const errors = Object.keys(query).map((key) => ({ path: key.slice(0, 200), message: 'is not known' }));
  if (errors.length > 0)
    throw new ProblemError('invalid-query', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
}
