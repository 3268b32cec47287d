import { createHash, timingSafeEqual } from 'node:crypto';
import type { PersonSeed } from '../../tenant.ts';
import { type Client, type ClientHouse, clientOf } from './clients.ts';
import type { Codes } from './codes.ts';
import type { DeviceCodes } from './deviceCode.ts';
import { OAuthError } from './oauthError.ts';
import type { IdentityPolicy, SignedIn } from './policy.ts';
import { readScopes, type Scopes } from './scopes.ts';
import { appToken, idToken, lifetimeS, personToken, privateToken, verified, verifiedPrivate } from './tokens.ts';

export interface TokenHouse extends ClientHouse {
  /** Who asks, where it is another app than the one that the local Graph was started with. */
  client?: Client;
  deviceCodes: DeviceCodes;
  clientSecret: string;
  codes: Codes;
  withdrawn: ReadonlySet<string>;
  policy: IdentityPolicy;
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
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  /** As Microsoft's own libraries write it. */
  device_code: deviceCode,
};

/** Answers POST /oauth2/v2.0/token with a token response; throws OAuthError. */
export async function answerTokenRequest(house: TokenHouse, form: Form, basic: string | undefined): Promise<Record<string, unknown>> {
  takeBasicCredentials(form, basic);
  const grant = GRANTS[form.get('grant_type') ?? ''];
  if (!grant)
    throw new OAuthError(400, 'unsupported_grant_type', `AADSTS70003: the grant_type is one of ${Object.keys(GRANTS).join(', ')}.`);
  return grant(asClient(house, form.get('client_id')), form);
}

function asClient(house: TokenHouse, clientId: string | null): TokenHouse {
  const client = clientId === null || clientId === house.issuer.clientId ? null : clientOf(house, clientId);
  return client ? { ...house, issuer: client.issuer, client } : house;
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
async function checkClient(house: TokenHouse, form: Form, needs: 'id' | 'secret' | 'nothing'): Promise<void> {
  if (house.client) {
    if (needs !== 'secret' && !form.has('client_secret') && !form.has('client_assertion')) return;
    if (!house.client.prove) throw new OAuthError(401, 'invalid_client', 'AADSTS700025: the client is public and proves nothing.');
    return house.client.prove(form);
  }
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
  signedIn: SignedIn,
): Promise<Record<string, unknown>> {
  const { issuer } = house;
  const [unconsented] = house.policy.missing(person.id, scopes.permissions);
  if (unconsented)
    throw new OAuthError(400, 'invalid_grant', `AADSTS65001: the person has not consented to '${unconsented}'.`, 'consent_required');
  return {
    token_type: 'Bearer',
    scope: scopes.permissions.join(' '),
    expires_in: lifetimeS(issuer),
    ext_expires_in: lifetimeS(issuer),
    access_token: await personToken(issuer, person, scopes.audience, scopes.permissions, signedIn),
    ...(scopes.isOffline ? { refresh_token: await privateToken(issuer, 'refresh', person.id, scope, signedIn) } : {}),
    ...(scopes.isOpenId ? { id_token: await idToken(issuer, person, nonce) } : {}),
  };
}

async function password(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  await checkClient(house, form, 'nothing');
  const person = house.person(required(form, 'username'));
  if (!person || !isSame(required(form, 'password'), LOCAL_PASSWORD))
    throw new OAuthError(400, 'invalid_grant', 'AADSTS50126: the username or the password is not right.');
  const scope = form.get('scope') ?? 'api';
  const signedIn = house.policy.signedIn(person.id, form.get('claims'));
  return personResponse(
    house,
    person,
    readScopes(house.issuer, scope, 'person', house.withdrawn, house.client?.granted.person(person.id)),
    scope,
    null,
    signedIn,
  );
}

async function authorizationCode(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  await checkClient(house, form, 'id');
  const code = house.codes.take(required(form, 'code'));
  const challenge = createHash('sha256').update(required(form, 'code_verifier')).digest('base64url');
  if (!code || code.redirectUri !== required(form, 'redirect_uri') || !isSame(code.challenge, challenge)) {
    throw new OAuthError(400, 'invalid_grant', 'AADSTS70008: the code has been used, is too old, or belongs to another request.');
  }
  const person = house.person(code.personId);
  if (!person) throw new OAuthError(400, 'invalid_grant', 'AADSTS50034: the person is not in this directory.');
  const scopes = readScopes(
    house.issuer,
    form.get('scope') ?? code.scope,
    'person',
    house.withdrawn,
    house.client?.granted.person(person.id),
  );
  const words = code.scope.split(/\s+/);
  const isAsked = { isOpenId: words.includes('openid'), isOffline: words.includes('offline_access') };
  return personResponse(house, person, { ...scopes, ...isAsked }, form.get('scope') ?? code.scope, code.nonce, code.signedIn);
}

async function clientCredentials(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  await checkClient(house, form, 'secret');
  const scopes = readScopes(house.issuer, required(form, 'scope'), 'app', house.withdrawn, house.client?.granted.app);
  const token = await appToken(house.issuer, scopes.audience, scopes.permissions);
  return { token_type: 'Bearer', expires_in: lifetimeS(house.issuer), ext_expires_in: lifetimeS(house.issuer), access_token: token };
}

/** Our API exchanges the token that a person sent it for one to Graph, still as that person. */
async function onBehalfOf(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  await checkClient(house, form, 'secret');
  if (form.get('requested_token_use') !== 'on_behalf_of')
    throw new OAuthError(400, 'invalid_request', 'AADSTS900144: requested_token_use must be on_behalf_of.');
  const claims = await verified(house.issuer, required(form, 'assertion'), house.issuer.apiAudience);
  const person = typeof claims?.scp === 'string' && typeof claims.oid === 'string' ? house.person(claims.oid) : null;
  if (!person) throw new OAuthError(400, 'invalid_grant', 'AADSTS50013: the assertion is no valid token of a person for this API.');
  const scope = required(form, 'scope');
  house.policy.refuseExchange(person.id, claims ?? {});
  return personResponse(
    house,
    person,
    readScopes(house.issuer, scope, 'person', house.withdrawn, house.client?.granted.person(person.id)),
    scope,
    null,
    signedInOf(claims ?? {}),
  );
}

async function deviceCode(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  await checkClient(house, form, 'id');
  const { personId, scope } = house.deviceCodes.take(required(form, 'device_code'), house.issuer.clientId);
  const person = house.person(personId);
  if (!person) throw new OAuthError(400, 'invalid_grant', 'AADSTS50034: the person is not in this directory.');
  const scopes = readScopes(house.issuer, scope, 'person', house.withdrawn, house.client?.granted.person(person.id));
  const answer = await personResponse(house, person, scopes, scope, null, house.policy.signedIn(person.id, null));
  // Microsoft's libraries name the account that signed in by it.
  const account = JSON.stringify({ uid: person.id, utid: house.issuer.tenantId });
  return { ...answer, client_info: Buffer.from(account).toString('base64url') };
}

async function refresh(house: TokenHouse, form: Form): Promise<Record<string, unknown>> {
  await checkClient(house, form, 'id');
  const claims = await verifiedPrivate(house.issuer, 'refresh', required(form, 'refresh_token'));
  const person = typeof claims?.oid === 'string' ? house.person(claims.oid) : null;
  if (!claims || !person) throw new OAuthError(400, 'invalid_grant', 'AADSTS70000: the refresh token is not valid.');
  if (!house.policy.isCurrent(person.id, claims.sid))
    throw new OAuthError(400, 'invalid_grant', 'AADSTS50173: the grant was revoked with the sessions of this person.', 'bad_token');
  if (!house.policy.spend(String(claims.jti))) {
    // Shown twice, it may have been stolen: everything that came of it ends.
    house.policy.endSessions(person.id);
    throw new OAuthError(400, 'invalid_grant', 'AADSTS70000: the refresh token was used before.', 'bad_token');
  }
  const before = String(claims.scope);
  const scopes = readScopes(house.issuer, form.get('scope') ?? before, 'person', house.withdrawn, house.client?.granted.person(person.id));
  return personResponse(house, person, { ...scopes, isOffline: true }, before, null, signedInOf(claims));
}

const signedInOf = ({ sid, acrs }: Record<string, unknown>): SignedIn => ({
  session: Number(sid ?? 0),
  contexts: Array.isArray(acrs) ? acrs.map(String) : [],
});
