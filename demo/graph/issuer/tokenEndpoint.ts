import { createHash, timingSafeEqual } from 'node:crypto';
import type { PersonSeed } from '../../tenant.ts';
import type { Codes } from './codes.ts';
import { OAuthError } from './oauthError.ts';
import { readScopes, type Scopes } from './scopes.ts';
import { appToken, type Issuer, idToken, lifetimeS, personToken, privateToken, verified, verifiedPrivate } from './tokens.ts';

export interface TokenHouse {
  issuer: Issuer;
  clientSecret: string;
  codes: Codes;
  withdrawn: ReadonlySet<string>;
  person: (idOrAddress: string) => PersonSeed | null;
}

type Form = URLSearchParams;
type Grant = (house: TokenHouse, form: Form) => Promise<Record<string, unknown>>;

/** The password of every sample person. */
const LOCAL_PASSWORD = 'local';

const GRANTS: Record<string, Grant> = {
  password,
  authorization_code: authorizationCode,
  client_credentials: clientCredentials,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
  refresh_token: refresh,
};

/** Answers POST /oauth2/v2.0/token with a token response; throws OAuthError. */
export async function answerTokenRequest(house: TokenHouse, form: Form, basic: string | undefined): Promise<Record<string, unknown>> {
  takeBasicCredentials(form, basic);
  const grant = GRANTS[form.get('grant_type') ?? ''];
  if (!grant)
    throw new OAuthError(400, 'unsupported_grant_type', `AADSTS70003: the grant_type is one of ${Object.keys(GRANTS).join(', ')}.`);
  return grant(house, form);
}

/** A client may also name itself in the Authorization header. */
function takeBasicCredentials(form: Form, basic: string | undefined): void {
  const encoded = /^Basic\s+(.+)$/i.exec(basic ?? '')?.[1];
  if (!encoded) return;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  form.set('client_id', id);
  form.set('client_secret', secret.join(':'));
}

function required(form: Form, name: string): string {
  const value = form.get(name);
  if (!value) throw new OAuthError(400, 'invalid_request', `AADSTS900144: the request body must contain the parameter '${name}'.`);
  return value;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

/** The client, when it names itself, is the one that is registered. */
function checkClient(house: TokenHouse, form: Form, needs: 'id' | 'secret' | 'nothing'): void {
  const id = needs === 'nothing' ? form.get('client_id') : required(form, 'client_id');
  if (id !== null && id !== house.issuer.clientId)
    throw new OAuthError(401, 'unauthorized_client', 'AADSTS700016: no application with this client_id is registered.');
  const secret = needs === 'secret' ? required(form, 'client_secret') : form.get('client_secret');
  if (secret !== null && !isSame(secret, house.clientSecret))
    throw new OAuthError(401, 'invalid_client', 'AADSTS7000215: the client secret is not valid.');
}

async function personResponse(
  house: TokenHouse,
  person: PersonSeed,
  scopes: Scopes,
  scope: string,
  nonce: string | null,
): Promise<Record<string, unknown>> {
  const { issuer } = house;
  return {
    token_type: 'Bearer',
    scope: scopes.permissions.join(' '),
    expires_in: lifetimeS(issuer),
    ext_expires_in: lifetimeS(issuer),
    access_token: await personToken(issuer, person, scopes.audience, scopes.permissions),
    ...(scopes.isOffline ? { refresh_token: await privateToken(issuer, 'refresh', person.id, scope) } : {}),
    ...(scopes.isOpenId ? { id_token: await idToken(issuer, person, nonce) } : {}),
  };
}

async function password(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  checkClient(house, form, 'nothing');
  const person = house.person(required(form, 'username'));
  if (!person || !isSame(required(form, 'password'), LOCAL_PASSWORD))
    throw new OAuthError(400, 'invalid_grant', 'AADSTS50126: the username or the password is not right.');
  const scope = form.get('scope') ?? 'api';
  return personResponse(house, person, readScopes(house.issuer, scope, 'person', house.withdrawn), scope, null);
}

async function authorizationCode(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  checkClient(house, form, 'id');
  const code = house.codes.take(required(form, 'code'));
  const challenge = createHash('sha256').update(required(form, 'code_verifier')).digest('base64url');
  if (!code || code.redirectUri !== required(form, 'redirect_uri') || !isSame(code.challenge, challenge)) {
    throw new OAuthError(400, 'invalid_grant', 'AADSTS70008: the code has been used, is too old, or belongs to another request.');
  }
  const person = house.person(code.personId);
  if (!person) throw new OAuthError(400, 'invalid_grant', 'AADSTS50034: the person is not in this directory.');
  const scopes = readScopes(house.issuer, form.get('scope') ?? code.scope, 'person', house.withdrawn);
  const asked = readScopes(house.issuer, code.scope, 'person', house.withdrawn);
  return personResponse(house, person, { ...scopes, isOpenId: asked.isOpenId, isOffline: asked.isOffline }, code.scope, code.nonce);
}

async function clientCredentials(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  checkClient(house, form, 'secret');
  const scopes = readScopes(house.issuer, required(form, 'scope'), 'app', house.withdrawn);
  const token = await appToken(house.issuer, scopes.audience, scopes.permissions);
  return { token_type: 'Bearer', expires_in: lifetimeS(house.issuer), ext_expires_in: lifetimeS(house.issuer), access_token: token };
}

/** Our API exchanges the token that a person sent it for one to Graph, still as that person. */
async function onBehalfOf(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  checkClient(house, form, 'secret');
  if (form.get('requested_token_use') !== 'on_behalf_of')
    throw new OAuthError(400, 'invalid_request', 'AADSTS900144: requested_token_use must be on_behalf_of.');
  const claims = await verified(house.issuer, required(form, 'assertion'), house.issuer.apiAudience);
  const person = typeof claims?.scp === 'string' && typeof claims.oid === 'string' ? house.person(claims.oid) : null;
  if (!person) throw new OAuthError(400, 'invalid_grant', 'AADSTS50013: the assertion is no valid token of a person for this API.');
  const scope = required(form, 'scope');
  return personResponse(house, person, readScopes(house.issuer, scope, 'person', house.withdrawn), scope, null);
}

async function refresh(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  checkClient(house, form, 'id');
  const claims = await verifiedPrivate(house.issuer, 'refresh', required(form, 'refresh_token'));
  const person = typeof claims?.oid === 'string' ? house.person(claims.oid) : null;
  if (!claims || !person) throw new OAuthError(400, 'invalid_grant', 'AADSTS70000: the refresh token is not valid.');
  const before = String(claims.scope);
  const scopes = readScopes(house.issuer, form.get('scope') ?? before, 'person', house.withdrawn);
  return personResponse(house, person, { ...scopes, isOffline: true }, before, null);
}
