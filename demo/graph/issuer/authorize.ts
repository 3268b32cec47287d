import type { PersonSeed } from '../../tenant.ts';
import type { Codes } from './codes.ts';
import { OAuthError } from './oauthError.ts';
import type { IdentityPolicy, SignedIn } from './policy.ts';
import { isRegistered } from './redirects.ts';
import { consentScopes } from './scopes.ts';
import { signInPage } from './signInPage.ts';
import { type Issuer, privateToken, verifiedPrivate } from './tokens.ts';

export const SESSION_COOKIE = 'local-graph-session';
const REMEMBERED_S = 90 * 24 * 3600;

export interface AuthorizeHouse {
  issuer: Issuer;
  codes: Codes;
  redirectUris: readonly string[];
  people: readonly PersonSeed[];
  withdrawn: ReadonlySet<string>;
  policy: IdentityPolicy;
  person: (idOrAddress: string) => PersonSeed | null;
}

export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface Question {
  redirectUri: string;
  scope: string;
  challenge: string;
  state: string | null;
  nonce: string | null;
  prompt: string;
  loginHint: string | null;
  /** OpenID's claims parameter: what the sign-in must satisfy. */
  claims: string | null;
  isInFragment: boolean;
}

/** What cannot be sent back to the app is refused here: an app that is not registered, or an address that is not its own. */
function readQuestion(house: AuthorizeHouse, query: URLSearchParams): Question {
  if (query.get('client_id') !== house.issuer.clientId)
    throw new OAuthError(400, 'unauthorized_client', 'AADSTS700016: no application with this client_id is registered.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRegistered(redirectUri, house.redirectUris))
    throw new OAuthError(400, 'invalid_request', 'AADSTS50011: the redirect_uri is not one that is registered.');
  return {
    redirectUri,
    scope: query.get('scope') ?? 'openid',
    challenge: query.get('code_challenge') ?? '',
    state: query.get('state'),
    nonce: query.get('nonce'),
    prompt: query.get('prompt') ?? '',
    loginHint: query.get('login_hint'),
    claims: query.get('claims'),
    isInFragment: query.get('response_mode') === 'fragment',
  };
}

function back(question: Question, answer: Record<string, string>, headers: Record<string, string> = {}): Page {
  const params = new URLSearchParams({ ...answer, ...(question.state === null ? {} : { state: question.state }) });
  const url = new URL(question.redirectUri);
  if (question.isInFragment) url.hash = params.toString();
  else for (const [name, value] of params) url.searchParams.set(name, value);
  return { status: 302, headers: { ...headers, Location: url.href, 'Cache-Control': 'no-store' }, body: '' };
}

function refusal(house: AuthorizeHouse, query: URLSearchParams, question: Question): OAuthError | null {
  if (query.get('response_type') !== 'code') return new OAuthError(400, 'unsupported_response_type', 'The response_type must be code.');
  if (question.challenge === '' || query.get('code_challenge_method') !== 'S256')
    return new OAuthError(400, 'invalid_request', 'PKCE is needed: code_challenge with the method S256.');
  try {
    consentScopes(house.issuer, question.scope, house.withdrawn);
    return null;
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
}

/** GET: straight back with a code when somebody is remembered, else the page to choose from. `self` is this endpoint's address. */
export async function answerAuthorize(house: AuthorizeHouse, query: URLSearchParams, cookie: string | null, self: string): Promise<Page> {
  const question = readQuestion(house, query);
  const refused = refusal(house, query, question);
  if (refused) return back(question, { error: refused.code, error_description: refused.message });
  const remembered = cookie === null ? null : await rememberedPerson(house, cookie);
  const isWanted =
    remembered !== null && (question.loginHint === null || question.loginHint.toLowerCase() === remembered.userPrincipalName.toLowerCase());
  const missing = remembered === null ? [] : missingConsent(house, question, remembered.id);
  const isEnough = isWanted && missing.length === 0 && question.claims === null;
  if (isEnough && !['login', 'select_account', 'consent'].includes(question.prompt))
    return codeFor(house, question, remembered, house.policy.signedIn(remembered.id, null));
  if (question.prompt === 'none' && isWanted && missing.length > 0)
    return back(question, {
      error: 'consent_required',
      error_description: `AADSTS65001: the person has not consented to '${missing[0]}'.`,
    });
  if (question.prompt === 'none' && isWanted)
    return back(question, { error: 'interaction_required', error_description: 'AADSTS50076: the person has to do something.' });
  if (question.prompt === 'none')
    return back(question, { error: 'login_required', error_description: 'AADSTS50058: nobody is signed in.' });
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${new URL(question.redirectUri).origin}; base-uri 'none'`,
      'Referrer-Policy': 'no-referrer',
    },
    body: signInPage(house.people, `${self}?${query.toString()}`),
  };
}

/** POST from the page: this person signs in, and is remembered. */
export async function answerSignIn(house: AuthorizeHouse, query: URLSearchParams, form: URLSearchParams): Promise<Page> {
  const question = readQuestion(house, query);
  const refused = refusal(house, query, question);
  if (refused) return back(question, { error: refused.code, error_description: refused.message });
  const person = house.person(form.get('username') ?? '');
  if (!person) throw new OAuthError(400, 'invalid_request', 'AADSTS50034: the person is not in this directory.');
  // Who chooses themselves on the page consents to what it names, and satisfies what a policy asks.
  house.policy.consent(person.id, missingConsent(house, question, person.id));
  const signedIn = house.policy.signedIn(person.id, question.claims);
  const session = await privateToken(house.issuer, 'session', person.id, '', signedIn);
  const cookie = `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${REMEMBERED_S}`;
  return codeFor(house, question, person, signedIn, { 'Set-Cookie': cookie });
}

const missingConsent = (house: AuthorizeHouse, { scope }: Question, personId: string): string[] =>
  house.policy.missing(personId, consentScopes(house.issuer, scope, house.withdrawn));

/** Forgets who signed in. */
export function answerSignOut(house: AuthorizeHouse, query: URLSearchParams): Page {
  const returnTo = query.get('post_logout_redirect_uri') ?? '';
  const headers = {
    'Set-Cookie': `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    'Content-Type': 'text/plain; charset=utf-8',
  };
  if (isRegistered(returnTo, house.redirectUris)) return { status: 302, headers: { ...headers, Location: returnTo }, body: '' };
  return { status: 200, headers, body: 'Signed out.\n' };
}

export async function rememberedPerson(
  house: Pick<AuthorizeHouse, 'issuer' | 'person' | 'policy'>,
  cookie: string,
): Promise<PersonSeed | null> {
  const claims = await verifiedPrivate(house.issuer, 'session', cookie);
  return typeof claims?.oid === 'string' && house.policy.isCurrent(claims.oid, claims.sid) ? house.person(claims.oid) : null;
}

function codeFor(
  house: AuthorizeHouse,
  question: Question,
  person: PersonSeed,
  signedIn: SignedIn,
  headers: Record<string, string> = {},
): Page {
  const { redirectUri, scope, challenge, nonce } = question;
  const code = house.codes.give({ personId: person.id, redirectUri, scope, challenge, nonce, signedIn });
  return back(question, { code }, headers);
}
