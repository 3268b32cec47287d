import { type ConfidentialClient, clientParameters, type TokenAnswer } from '../../graph/clientProof.ts';
import type { Bootstrap } from '../contract.ts';

export const answeredPath = '/answered';

/** The issuer's sign-in page: code flow with PKCE, back to us. */
export function authorizationUrl(
  bootstrap: Bootstrap,
  { redirectUri, state, challenge, loginHint }: { redirectUri: string; state: string; challenge: string; loginHint: string | null },
): string {
  const url = new URL(bootstrap.authorizationEndpoint);
  url.search = new URLSearchParams({
    client_id: bootstrap.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: scopeOf(bootstrap),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(loginHint ? { login_hint: loginHint } : {}),
  }).toString();
  return url.href;
}

/** A token for one use: nothing is asked that would outlive it. */
const scopeOf = ({ scope }: Bootstrap): string =>
  scope
    .split(' ')
    .filter((word) => word !== 'offline_access')
    .join(' ');

/** @returns the person's token for our API; null where the issuer refuses the code. */
export async function redeem(
  client: ConfidentialClient,
  bootstrap: Bootstrap,
  { code, verifier, redirectUri }: { code: string; verifier: string; redirectUri: string },
): Promise<string | null> {
  const body = new URLSearchParams({
    ...(await clientParameters(client)),
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    scope: scopeOf(bootstrap),
  });
  const response = await fetch(client.tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
  const answer = (await response.json().catch(() => ({}))) as TokenAnswer;
  return response.ok ? (answer.access_token ?? null) : null;
}
