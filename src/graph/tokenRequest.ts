import { type ConfidentialClient, clientParameters } from './clientProof.ts';
import { UnauthorizedError, UnreachableError } from './errors.ts';

/** Nobody has consented yet that this installation acts for the person. The person gives it at the issuer's own page. */
export class ConsentMissingError extends Error {
  override name = 'ConsentMissingError';
  readonly code: string;
  /** The permissions that were asked for, as scopes. */
  readonly scope: string | null;
  constructor(code: string, scope: string | null = null) {
    super(`the sign-in service gives no token for the person: ${code}`);
    this.code = code;
    this.scope = scope;
  }
}

/** A policy of the tenant wants more of the person: a second factor, a known device, a sign-in after their sessions were ended. */
export class ClaimsNeededError extends Error {
  override name = 'ClaimsNeededError';
  /** What the next sign-in has to ask for, a JSON text of OpenID's claims parameter; null: the issuer only wants the person. */
  readonly claims: string | null;
  constructor(claims: string | null) {
    super('a policy of the tenant asks the person to sign in again');
    this.claims = claims;
  }
}

/** What was to be exchanged is no longer good. `isExpired`: it was, and has run out. */
export class GrantRefusedError extends Error {
  override name = 'GrantRefusedError';
  readonly code: string;
  readonly isExpired: boolean;
  constructor(code: string, isExpired: boolean) {
    super(`the sign-in service refuses what it was shown: ${code}`);
    this.code = code;
    this.isExpired = isExpired;
  }
}

export interface Granted {
  accessToken: string;
  expiresInMs: number;
  refreshToken: string | null;
  idToken: string | null;
}

interface Answer {
  access_token?: string;
  refresh_token?: string;
  id_token?: string;
  expires_in?: number | string;
  error?: string;
  suberror?: string;
  error_codes?: readonly number[];
  error_description?: string;
  claims?: string;
}

const wantThePerson: ReadonlySet<string> = new Set(['interaction_required', 'login_required']);
/** 65001: no consent; 65004: it was declined. */
const consentCodes: ReadonlySet<string> = new Set(['65001', '65004']);
/** 500133, 50013: the assertion has run out. */
const expiredCodes: ReadonlySet<string> = new Set(['500133', '50013']);

/** Entra's own number of the refusal; its text is not repeated, since it may name the person. */
const entraCode = ({ error_codes, error_description }: Answer): string =>
  String(error_codes?.[0] ?? /\bAADSTS(\d+)/.exec(error_description ?? '')?.[1] ?? '');

function refusal(answer: Answer, status: number, scope: string | null): Error {
  const code = answer.error ?? `http${status}`;
  const number = entraCode(answer);
  if (code === 'consent_required' || answer.suberror === 'consent_required' || consentCodes.has(number))
    return new ConsentMissingError('consent_required', scope);
  if (answer.claims || wantThePerson.has(code) || wantThePerson.has(answer.suberror ?? ''))
    return new ClaimsNeededError(answer.claims ?? null);
  if (code === 'invalid_grant') return new GrantRefusedError(number ? `AADSTS${number}` : code, expiredCodes.has(number));
  return new UnauthorizedError({ status, code, message: `the sign-in of this installation was refused: ${code}` });
}

/**
 * One request to the issuer's token endpoint, in the name of this installation.
 * @param parameters of the grant: OAuth 2.0, sections 4 and 6; and of Entra's on-behalf-of flow
 * @throws ConsentMissingError, ClaimsNeededError, GrantRefusedError, UnauthorizedError (this installation itself), UnreachableError
 */
export async function requestToken(client: ConfidentialClient, parameters: Readonly<Record<string, string>>): Promise<Granted> {
  const body = new URLSearchParams({ ...(await clientParameters(client)), ...parameters });
  let response: Response;
  let answer: Answer;
  try {
    response = await fetch(client.tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    answer = (await response.json()) as Answer;
  } catch (cause) {
    throw new UnreachableError(`no answer from the sign-in service at ${new URL(client.tokenUrl).host}`, cause);
  }
  if (response.status >= 500 || response.status === 429)
    throw new UnreachableError(`the sign-in service answers ${response.status}`, answer.error);
  if (!response.ok || !answer.access_token) throw refusal(answer, response.status, parameters.scope ?? null);
  return {
    accessToken: answer.access_token,
    expiresInMs: Number(answer.expires_in ?? 3600) * 1000,
    refreshToken: answer.refresh_token ?? null,
    idToken: answer.id_token ?? null,
  };
}
