import { createHash, randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { PersonSeed } from '../../tenant.ts';
import type { SigningKey } from './keys.ts';
import type { SignedIn } from './policy.ts';

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
const TOKEN_LIFETIME_S = 3600;
const REFRESH_LIFETIME_S = 90 * 24 * 3600;

export interface Issuer {
  /** The iss claim. */
  name: string;
  tenantId: string;
  apiAudience: string;
  clientId: string;
  /** Other addresses of that API, as a scope names it. */
  apiNames?: readonly string[];
  /** For whom tokens to Graph are: the Graph of the cloud that is played. */
  graphAudience?: string;
  key: SigningKey;
  clock: () => Date;
  /** Seconds that an access token lives; an hour unless a test wants to see it expire. */
  tokenLifetimeS?: number;
}

async function sign(issuer: Issuer, claims: JWTPayload, audience: string, lifetimeS: number): Promise<string> {
  const now = Math.floor(issuer.clock().getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: issuer.key.kid })
    .setIssuer(issuer.name)
    .setAudience(audience)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + lifetimeS)
    .sign(issuer.key.privateKey);
}

export const lifetimeS = (issuer: Issuer) => issuer.tokenLifetimeS ?? TOKEN_LIFETIME_S;

/** As Entra makes it: the same person is somebody else to another audience. */
const pairwise = (...parts: string[]) => createHash('sha256').update(parts.join('|')).digest('base64url');

function personClaims(issuer: Issuer, person: PersonSeed, audience: string): JWTPayload {
  return {
    tid: issuer.tenantId,
    oid: person.id,
    sub: pairwise(person.id, audience),
    preferred_username: person.userPrincipalName,
    name: person.displayName,
    ver: '2.0',
  };
}

export function personToken(
  issuer: Issuer,
  person: PersonSeed,
  audience: string,
  scopes: readonly string[],
  { session, contexts }: SignedIn,
): Promise<string> {
  const claims = {
    ...personClaims(issuer, person, audience),
    azp: issuer.clientId,
    scp: scopes.join(' '),
    sid: session,
    ...(contexts.length > 0 ? { acrs: [...contexts] } : {}),
  };
  return sign(issuer, claims, audience, lifetimeS(issuer));
}

export function idToken(issuer: Issuer, person: PersonSeed, nonce: string | null): Promise<string> {
  const claims = { ...personClaims(issuer, person, issuer.clientId), ...(nonce === null ? {} : { nonce }) };
  return sign(issuer, claims, issuer.clientId, lifetimeS(issuer));
}

export function appToken(issuer: Issuer, audience: string, roles: readonly string[]): Promise<string> {
  const claims = {
    tid: issuer.tenantId,
    oid: issuer.clientId,
    sub: issuer.clientId,
    azp: issuer.clientId,
    azpacr: '1',
    idtyp: 'app',
    roles: [...roles],
    ver: '2.0',
  };
  return sign(issuer, claims, audience, lifetimeS(issuer));
}

/** A managed identity in its own name. */
export function identityToken(
  issuer: Issuer,
  { clientId, principalId }: { clientId: string; principalId: string },
  resource: string,
): Promise<string> {
  const claims = { tid: issuer.tenantId, oid: principalId, sub: principalId, azp: clientId, azpacr: '2', idtyp: 'app', ver: '2.0' };
  return sign(issuer, claims, resource, lifetimeS(issuer));
}

/** Our own tokens to ourselves: a refresh token, or the cookie that remembers who signed in. They outlive a restart with the key. */
export function privateToken(
  issuer: Issuer,
  purpose: 'refresh' | 'session',
  personId: string,
  scope: string,
  { session, contexts }: SignedIn,
): Promise<string> {
  return sign(
    issuer,
    { oid: personId, scope, sid: session, acrs: [...contexts], jti: randomUUID() },
    `${issuer.name}#${purpose}`,
    REFRESH_LIFETIME_S,
  );
}

/** The claims of a token that this issuer signed for this audience and that is good now; null otherwise. */
export async function verified(issuer: Issuer, token: string, audience: string): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, issuer.key.publicKey, {
      issuer: issuer.name,
      audience,
      algorithms: ['RS256'],
      currentDate: issuer.clock(),
      requiredClaims: ['exp', 'iat'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

export const verifiedPrivate = (issuer: Issuer, purpose: 'refresh' | 'session', token: string) =>
  verified(issuer, token, `${issuer.name}#${purpose}`);
