import { jwtVerify } from 'jose';
import { type Issuer, publishedKeys } from '../../access/token.ts';

/** Whom an identity token names: the issuer's signature, audience, tenant and time are checked as those of every other token. */
export type Identify = (idToken: string | null) => Promise<string | null>;

export function identify(issuer: Issuer, clientId: string, now: () => Date): Identify {
  const keys = publishedKeys(issuer.jwksUrl);
  return async (idToken) => {
    if (idToken === null) return null;
    const verified = await jwtVerify(idToken, keys, {
      algorithms: ['RS256'],
      issuer: issuer.issuer,
      audience: clientId,
      clockTolerance: 60,
      requiredClaims: ['exp', 'oid', 'tid'],
      currentDate: now(),
    }).catch(() => null);
    return verified && verified.payload.tid === issuer.tenantId ? String(verified.payload.oid) : null;
  };
}
