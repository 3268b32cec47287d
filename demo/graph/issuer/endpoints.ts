import { cookieOf, formOf } from '../http/form.ts';
import type { RawReply, RawRequest } from '../http/listener.ts';
import { type AuthorizeHouse, answerAuthorize, answerSignIn, answerSignOut, SESSION_COOKIE } from './authorize.ts';
import { clientOf } from './clients.ts';
import { deviceCodeLifetimeS, deviceSignInPage } from './deviceCode.ts';
import { OAuthError } from './oauthError.ts';
import { isRegisteredOrigin } from './redirects.ts';
import { htmlPage } from './signInPage.ts';
import { answerTokenRequest, type TokenHouse } from './tokenEndpoint.ts';

export type IssuerHouse = AuthorizeHouse & TokenHouse;

/** With or without the tenant in front, as Entra has it. */
const ADDRESS =
  /^(?:\/([^/]+))?(?:\/v2\.0)?\/(\.well-known\/openid-configuration|discovery\/v2\.0\/keys|oauth2\/v2\.0\/(?:authorize|token|logout|devicecode|devicelogin))$/;
const ANY_TENANT = ['common', 'organizations'];

/** Answers what belongs to the issuer; null: not an address of its. */
export async function answerIssuer(house: IssuerHouse, request: RawRequest): Promise<RawReply | null> {
  const [, tenant, endpoint] = ADDRESS.exec(request.url.pathname) ?? [];
  if (!endpoint) return null;
  try {
    if (tenant && tenant.toLowerCase() !== house.issuer.tenantId.toLowerCase() && !ANY_TENANT.includes(tenant)) {
      throw new OAuthError(400, 'invalid_tenant', 'AADSTS90002: this tenant is not served here.');
    }
    return await answerEndpoint(house, request, endpoint);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const body = JSON.stringify(error.body(house.issuer.clock()));
    return { status: error.status, headers: { ...cors(house, request, endpoint), ...JSON_HEADERS, 'Cache-Control': 'no-store' }, body };
  }
}

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8' };

/** Metadata is for everyone; tokens only for the pages that a sign-in returns to. */
function cors(house: IssuerHouse, request: RawRequest, endpoint: string): Record<string, string> {
  const { origin } = request.headers;
  if (!endpoint.startsWith('oauth2')) return { 'Access-Control-Allow-Origin': '*' };
  if (origin === undefined || !endpoint.endsWith('token') || !isRegisteredOrigin(origin, house.redirectUris)) return {};
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}

async function answerEndpoint(house: IssuerHouse, request: RawRequest, endpoint: string): Promise<RawReply> {
  const { method, url, headers } = request;
  const allowed = cors(house, request, endpoint);
  if (method === 'OPTIONS') {
    return {
      status: 204,
      headers: {
        ...allowed,
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': '*',
        'Access-Control-Max-Age': '600',
      },
      body: '',
    };
  }
  const self = request.root + url.pathname;
  const json = (body: unknown): RawReply => ({ status: 200, headers: { ...allowed, ...JSON_HEADERS }, body: JSON.stringify(body) });

  if (endpoint.endsWith('devicecode') && method === 'POST') return json(askDevice(house, formOf(request), request.root));
  if (endpoint.endsWith('devicelogin') && method === 'GET') return html(deviceSignInPage(house.people, self));
  if (endpoint.endsWith('devicelogin') && method === 'POST') return signInDevice(house, formOf(request));
  if (endpoint.endsWith('openid-configuration') && method === 'GET') return json(configuration(house));
  if (endpoint.endsWith('keys') && method === 'GET') return json({ keys: [house.issuer.key.publicJwk] });
  if (endpoint.endsWith('authorize') && method === 'GET')
    return answerAuthorize(forClient(house, url.searchParams), url.searchParams, cookieOf(headers.cookie, SESSION_COOKIE), self);
  if (endpoint.endsWith('authorize') && method === 'POST') {
    const { origin } = headers;
    // A form of another site cannot sign anybody in.
    if (origin !== undefined && origin !== 'null' && origin !== request.root)
      throw new OAuthError(400, 'invalid_request', 'The sign-in page is on another origin.');
    return answerSignIn(forClient(house, url.searchParams), url.searchParams, formOf(request));
  }
  if (endpoint.endsWith('logout') && method === 'GET') return answerSignOut(house, url.searchParams);
  if (endpoint.endsWith('token') && method === 'POST') {
    const reply = json(await answerTokenRequest(house, formOf(request), headers.authorization));
    return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'no-store' } };
  }
  throw new OAuthError(405, 'invalid_request', `The method ${method} is not supported here.`);
}

/** The sign-in page as the app sees it that asks. */
function forClient(house: IssuerHouse, query: URLSearchParams): IssuerHouse {
  const client = clientOf(house, query.get('client_id') ?? '');
  return client?.prove ? { ...house, issuer: client.issuer } : house;
}

function askDevice(house: IssuerHouse, form: URLSearchParams, root: string) {
  const clientId = form.get('client_id') ?? '';
  if (clientId !== house.issuer.clientId && !clientOf(house, clientId))
    throw new OAuthError(401, 'unauthorized_client', 'AADSTS700016: no application with this client_id is registered.');
  const { deviceCode, userCode } = house.deviceCodes.ask(clientId, form.get('scope') ?? 'openid');
  const page = `${root}/oauth2/v2.0/devicelogin`;
  return {
    user_code: userCode,
    device_code: deviceCode,
    verification_uri: page,
    expires_in: deviceCodeLifetimeS,
    interval: 1,
    message: `To sign in, open ${page} and enter the code ${userCode}.`,
  };
}

function signInDevice(house: IssuerHouse, form: URLSearchParams): RawReply {
  const person = house.person(form.get('username') ?? '');
  if (!person) throw new OAuthError(400, 'invalid_request', 'AADSTS50034: the person is not in this directory.');
  if (!house.deviceCodes.answer(form.get('code') ?? '', person.id))
    throw new OAuthError(400, 'invalid_request', 'AADSTS70020: there is no such code.');
  return html(htmlPage('Signed in', '<p>The program goes on by itself. This page can be closed.</p>'));
}

const html = (body: string): RawReply => ({
  status: 200,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
  },
  body,
});

function configuration({ issuer }: IssuerHouse) {
  const base = issuer.name.replace(/\/v2\.0$/, '');
  return {
    issuer: issuer.name,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'password',
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post', 'client_secret_basic'],
    scopes_supported: ['openid', 'profile', 'offline_access'],
    claims_supported: [
      'iss',
      'aud',
      'exp',
      'nbf',
      'iat',
      'tid',
      'oid',
      'sub',
      'preferred_username',
      'name',
      'scp',
      'roles',
      'nonce',
      'ver',
    ],
  };
}
