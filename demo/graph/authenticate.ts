import { GraphError } from './http/errors.ts';
import type { Caller } from './http/exchange.ts';
import { type IdentityPolicy, sessionClaims } from './issuer/policy.ts';
import { GRAPH_AUDIENCE, type Issuer, verified } from './issuer/tokens.ts';
import type { Tenant } from './state/tenant.ts';

export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

const MOST_REMEMBERED = 500;

/** Who sent the request, by its bearer token. Good tokens are remembered until they expire: a sync sends the same one hundreds of times. */
export function authenticator(issuer: Issuer, tenant: Tenant, policy: IdentityPolicy): Authenticate {
  const remembered = new Map<string, { caller: Caller; until: number; session: unknown }>();
  /** Continuous access evaluation: a token that is still good in time ends with the session that it came of. */
  const refuseEnded = (caller: Caller, session: unknown) => {
    if (caller.kind === 'app' || policy.isCurrent(caller.person.id, session)) return;
    const claims = Buffer.from(sessionClaims(issuer.clock())).toString('base64');
    throw new GraphError(401, 'InvalidAuthenticationToken', 'Continuous access evaluation resulted in challenge.', {
      headers: { 'WWW-Authenticate': `Bearer realm="", client_id="${caller.appId}", error="insufficient_claims", claims="${claims}"` },
    });
  };

  return async (authorization) => {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw refused('Access token is empty.');
    const now = issuer.clock().getTime() / 1000;
    const known = remembered.get(token);
    if (known && known.until > now) {
      refuseEnded(known.caller, known.session);
      return known.caller;
    }
    const claims = await verified(issuer, token, issuer.graphAudience ?? GRAPH_AUDIENCE);
    if (!claims?.exp) throw refused('Access token validation failure: its signature, issuer, audience or lifetime is not right.');
    const caller = callerOf(tenant, claims);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(token, { caller, until: claims.exp, session: claims.sid });
    refuseEnded(caller, claims.sid);
    return caller;
  };
}

function callerOf(tenant: Tenant, claims: Record<string, unknown>): Caller {
  const appId = String(claims.azp);
  if (typeof claims.scp !== 'string')
    return { kind: 'app', appId, permissions: new Set(Array.isArray(claims.roles) ? claims.roles.map(String) : []) };
  const person = tenant.person(String(claims.oid));
  if (!person) throw refused('The person of this token is not in the directory.');
  return { kind: 'person', person, appId, permissions: new Set(claims.scp.split(' ')) };
}

const refused = (message: string) =>
  new GraphError(401, 'InvalidAuthenticationToken', message, { headers: { 'WWW-Authenticate': 'Bearer realm=""' } });
