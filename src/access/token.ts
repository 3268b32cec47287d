import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

/** Whose tokens this installation accepts. */
export interface Issuer {
  /** The `iss` claim, letter by letter. */
  issuer: string;
  jwksUrl: string;
  /** The `aud` claim: the client id, or the application id URI. */
  audiences: readonly string[];
  /** The directory that this installation serves: the `tid` claim. */
  tenantId: string;
  /** The delegated permission that a token must carry (`scp`). */
  scope: string;
}

/** Who is calling, as a valid token says. */
export interface Caller {
  directoryId: string;
  name: string | null;
  /** user@domain. */
  address: string | null;
}

/** Why a token was refused: the stable type of the problem that the caller sees. */
export type Refusal =
  | 'token-missing'
  | 'token-malformed'
  | 'token-unsigned'
  | 'token-algorithm'
  | 'token-signature'
  | 'token-issuer'
  | 'token-audience'
  | 'token-tenant'
  | 'token-expired'
  | 'token-not-yet-valid'
  | 'token-not-a-user'
  | 'token-scope';

export class InvalidTokenError extends Error {
  override name = 'InvalidTokenError';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** The issuer's keys could not be fetched: nobody can be let in, and it is not the caller's fault. */
export class IssuerUnreachableError extends Error {
  override name = 'IssuerUnreachableError';
}

export type TokenValidator = (authorization: string | undefined) => Promise<Caller>;

/** Clocks of two machines differ by a little. */
const clockToleranceSeconds = 60;
/** Keys are asked for again when a token names one that is not known (rotation), but not more often than this. */
const keyCooldownMs = 30_000;
const keyLifeMs = 600_000;

/**
 * Checks a bearer token of the issuer: RS256 alone, by its published keys; issuer, audience, tenant, time; a delegated
 * token of a user, never one of an application for itself.
 * @throws InvalidTokenError, IssuerUnreachableError
 */
export function tokenValidator(
  expected: Issuer,
  keys: JWTVerifyGetKey = publishedKeys(expected.jwksUrl),
  now: () => Date = () => new Date(),
): TokenValidator {
  return async (authorization) => {
    const token = bearer(authorization);
    refuseUnsigned(token);
    const claims = await verify(token, keys, {
      algorithms: ['RS256'],
      issuer: expected.issuer,
      audience: [...expected.audiences],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp', 'iss', 'aud'],
      currentDate: now(),
    });
    return callerOf(claims, expected);
  };
}

export const publishedKeys = (url: string, cooldownMs = keyCooldownMs): JWTVerifyGetKey =>
  createRemoteJWKSet(new URL(url), { cooldownDuration: cooldownMs, cacheMaxAge: keyLifeMs, timeoutDuration: 5000 });

function bearer(authorization: string | undefined): string {
  if (!authorization) throw new InvalidTokenError('token-missing');
  const token = /^Bearer +([^\s]+)$/i.exec(authorization)?.[1];
  if (!token || token.length > 16_384) throw new InvalidTokenError('token-malformed');
  return token;
}

/** An unsigned token is named as such, before anything is verified. */
function refuseUnsigned(token: string): void {
  const parts = token.split('.');
  if (parts.length !== 3) throw new InvalidTokenError(parts.length === 2 ? 'token-unsigned' : 'token-malformed');
  let header: { alg?: unknown };
  try {
    header = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString('utf8')) as { alg?: unknown };
  } catch {
    throw new InvalidTokenError('token-malformed');
  }
  if (typeof header !== 'object' || header === null) throw new InvalidTokenError('token-malformed');
  if (String(header.alg).toLowerCase() === 'none' || parts[2] === '') throw new InvalidTokenError('token-unsigned');
}

async function verify(token: string, keys: JWTVerifyGetKey, options: Parameters<typeof jwtVerify>[2]): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new InvalidTokenError('token-expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const byClaim: Readonly<Record<string, Refusal>> = { iss: 'token-issuer', aud: 'token-audience', nbf: 'token-not-yet-valid' };
    return new InvalidTokenError(byClaim[error.claim] ?? 'token-malformed');
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return new InvalidTokenError('token-algorithm');
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return new InvalidTokenError('token-signature');
  }
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid || error instanceof errors.JOSENotSupported)
    return new InvalidTokenError('token-malformed');
  return new IssuerUnreachableError('the signing keys of the issuer could not be read', { cause: error });
}

function callerOf(claims: JWTPayload, expected: Issuer): Caller {
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] !== '' ? (claims[name] as string) : null);
  if (text('tid') !== expected.tenantId) throw new InvalidTokenError('token-tenant');
  const directoryId = text('oid');
  // An application's own token has roles and no scope; Entra marks it with idtyp where that optional claim is switched on.
  if (text('idtyp') === 'app' || text('scp') === null || directoryId === null) throw new InvalidTokenError('token-not-a-user');
  if (!text('scp')?.split(' ').includes(expected.scope)) throw new InvalidTokenError('token-scope');
  return { directoryId, name: text('name'), address: text('preferred_username') ?? text('upn') };
}
