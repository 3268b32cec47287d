import type { ConfidentialClient } from '../../graph/clientProof.ts';
import { ClaimsNeededError, ConsentMissingError, type Granted, GrantRefusedError, requestToken } from '../../graph/tokenRequest.ts';
import type { Bootstrap } from '../contract.ts';

export const answeredPath = '/answered';

/** The issuer's sign-in page: code flow with PKCE, back to us. */
export function authorizationUrl(
  bootstrap: Bootstrap,
  {
    redirectUri,
    state,
    challenge,
    loginHint,
    scope = scopeOf(bootstrap),
    isConsent = false,
    claims = null,
  }: {
    redirectUri: string;
    state: string;
    challenge: string;
    loginHint: string | null;
    /** What the person consents to; scopes of several resources may stand in it. */
    scope?: string;
    isConsent?: boolean;
    /** What the sign-in must satisfy. */
    claims?: string | null;
  },
): string {
  const url = new URL(bootstrap.authorizationEndpoint);
  url.search = new URLSearchParams({
    client_id: bootstrap.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(loginHint ? { login_hint: loginHint } : {}),
    ...(isConsent ? { prompt: 'consent' } : {}),
    ...(claims ? { claims } : {}),
  }).toString();
  return url.href;
}

/** A token for one use: nothing is asked that would outlive it. */
export const scopeOf = ({ scope }: Bootstrap): string =>
  scope
    .split(' ')
    .filter((word) => word !== 'offline_access')
    .join(' ');

/** @returns what the issuer gives for the code; null where it refuses the code. @param scope of one resource */
export async function redeem(
  client: ConfidentialClient,
  { code, verifier, redirectUri, scope }: { code: string; verifier: string; redirectUri: string; scope: string },
): Promise<Granted | null> {
  try {
    return await requestToken(client, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      scope,
    });
  } catch (error) {
    if (error instanceof GrantRefusedError || error instanceof ConsentMissingError || error instanceof ClaimsNeededError) return null;
    throw error;
  }
}
