import { GraphError } from './http/errors.ts';
import type { Caller } from './http/exchange.ts';
import { GRAPH_AUDIENCE, type Issuer, verified } from './issuer/tokens.ts';
import type { Tenant } from './state/tenant.ts';

export type Authenticate = (authorization: string | undefined) => Promise<Caller>;

const MOST_REMEMBERED = 500;

/** Who sent the request, by its bearer token. Good tokens are remembered until they expire: a sync sends the same one hundreds of times. */
export function authenticator(issuer: Issuer, tenant: Tenant): Authenticate {
  const remembered = new Map<string, { caller: Caller; until: number }>();

  return async (authorization) => {
    const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw refused('Access token is empty.');
    const now = issuer.clock().getTime() / 1000;
    const known = remembered.get(token);
    if (known && known.until > now) return known.caller;
    const claims = await verified(issuer, token, GRAPH_AUDIENCE);
    if (!claims?.exp) throw refused('Access token validation failure: its signature, issuer, audience or lifetime is not right.');
    const caller = callerOf(tenant, claims);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(token, { caller, until: claims.exp });
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
