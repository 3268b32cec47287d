import type { RawReply, RawRequest } from '../http/listener.ts';
import { guidOf } from '../state/identifiers.ts';
import { type Issuer, identityToken, lifetimeS } from './tokens.ts';

/** The object of the directory that a managed identity is. */
export const principalOfIdentity = (clientId: string): string => guidOf('managed identity', clientId.toLowerCase());

/**
 * What a machine of Azure has beside it: tokens of its managed identities, without any secret, in the form of App Service and
 * Container Apps (IDENTITY_ENDPOINT, IDENTITY_HEADER). Every client id is one that is assigned to this machine.
 * null: not its address.
 */
export async function answerManagedIdentity(issuer: Issuer, request: RawRequest): Promise<RawReply | null> {
  const { url, headers, method } = request;
  if (url.pathname !== '/msi/token' || method !== 'GET') return null;
  const json = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  const [resource, clientId] = [url.searchParams.get('resource'), url.searchParams.get('client_id')];
  if (!headers['x-identity-header'] || !resource || !clientId)
    return {
      status: 400,
      headers: json,
      body: JSON.stringify({ statusCode: 400, message: 'resource, client_id and X-IDENTITY-HEADER are needed' }),
    };
  const token = await identityToken(issuer, { clientId, principalId: principalOfIdentity(clientId) }, resource);
  const expires = Math.floor(issuer.clock().getTime() / 1000) + lifetimeS(issuer);
  const body = { access_token: token, client_id: clientId, expires_on: String(expires), resource, token_type: 'Bearer' };
  return { status: 200, headers: json, body: JSON.stringify(body) };
}
