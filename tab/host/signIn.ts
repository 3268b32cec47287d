import type { Bootstrap } from '../../src/server/contract.ts';
import { SignInNeededError } from './host.ts';
import { newProof, randomText } from './pkce.ts';

/** The page that the issuer sends the browser back to; the tab's own index.html is served there too. */
export const returnPath = '/signed-in';

export interface Tokens {
  accessToken: string;
  expiresAt: number;
  refreshToken: string | null;
}

/** What is kept over the way to the issuer and back: never a token. */
interface Errand {
  state: string;
  verifier: string;
  /** Where in the app the person was. */
  goTo: string;
  /** Only a try: that it fails says nothing but that someone has to sign in. */
  silently: boolean;
}
const errandKey = 'account-pulse.sign-in';

/** Leaves for the issuer. `silently`: comes straight back, with an error where the person would have to do something. */
export async function leaveForIssuer(
  bootstrap: Bootstrap,
  goTo: string,
  { silently, claims }: { silently: boolean; claims?: string },
): Promise<void> {
  const { verifier, challenge } = await newProof();
  const errand: Errand = { state: randomText(), verifier, goTo, silently };
  sessionStorage.setItem(errandKey, JSON.stringify(errand));
  const address = new URL(bootstrap.authorizationEndpoint);
  address.search = new URLSearchParams({
    client_id: bootstrap.clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: location.origin + returnPath,
    scope: withOpenId(bootstrap.scope),
    state: errand.state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    prompt: silently ? 'none' : 'select_account',
    ...(claims ? { claims } : {}),
  }).toString();
  location.replace(address);
}

/** At the way back: where the person was, and the tokens, or the issuer's refusal (null after a silent try: it refused nothing that a person asked). */
export async function comeBack(
  bootstrap: Bootstrap,
  query: URLSearchParams,
): Promise<{ goTo: string; tokens: Tokens | null; refusal: string | null }> {
  const errand: Errand | null = JSON.parse(sessionStorage.getItem(errandKey) ?? 'null');
  sessionStorage.removeItem(errandKey);
  const goTo = errand?.goTo ?? '/';
  const refused = (reason: string) => ({ goTo, tokens: null, refusal: errand?.silently ? null : reason });
  const code = query.get('code');
  if (!errand || query.get('state') !== errand.state) return refused('the answer belongs to no question of ours');
  if (!code) return refused(query.get('error_description') ?? query.get('error') ?? 'no code');
  try {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: location.origin + returnPath, code_verifier: errand.verifier };
    return { goTo, tokens: await redeem(bootstrap, grant), refusal: null };
  } catch (reason) {
    return refused(reason instanceof Error ? reason.message : String(reason));
  }
}

export const renew = (bootstrap: Bootstrap, refreshToken: string): Promise<Tokens> =>
  redeem(bootstrap, { grant_type: 'refresh_token', refresh_token: refreshToken });

async function redeem(bootstrap: Bootstrap, grant: Record<string, string>): Promise<Tokens> {
  const response = await fetch(bootstrap.tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({ client_id: bootstrap.clientId, scope: withOpenId(bootstrap.scope), ...grant }),
  });
  const answer: { access_token?: string; expires_in?: number | string; refresh_token?: string; error_description?: string } =
    await response.json();
  if (!response.ok || !answer.access_token)
    throw new SignInNeededError(answer.error_description ?? `the issuer answered ${response.status}`);
  return {
    accessToken: answer.access_token,
    expiresAt: Date.now() + Number(answer.expires_in ?? 300) * 1000,
    refreshToken: answer.refresh_token ?? null,
  };
}

/** offline_access: so that the issuer may give what a renewal needs. */
const withOpenId = (scope: string): string => [...new Set(['openid', 'profile', 'offline_access', ...scope.split(' ')])].join(' ');
