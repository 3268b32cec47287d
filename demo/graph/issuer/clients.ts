import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { COMMAND_LINE_APP_ID, everyScope, roleName } from '../state/graphApp.ts';
import { type Application, hashOf, type Registrations } from '../state/registrations.ts';
import { OAuthError } from './oauthError.ts';
import { isLoopback } from './redirects.ts';
import type { Issuer } from './tokens.ts';

/** Which app asks for a token, beside the one that the local Graph was started with. */
export interface Client {
  /** The issuer as this app sees it: its id, and the audience of its own API. */
  issuer: Issuer;
  /** Refuses a form that does not prove the app; null: a public client proves nothing. */
  prove: ((form: URLSearchParams) => Promise<void>) | null;
  granted: { person(personId: string): readonly string[]; app: readonly string[] };
}

export interface ClientHouse {
  issuer: Issuer;
  registrations: Registrations;
  /** Who may consent for everybody. */
  isAdministrator(personId: string): boolean;
}

const openId = ['openid', 'profile', 'offline_access'];

/** null: no app of this id was registered beside the local one. */
export function clientOf(house: ClientHouse, clientId: string): Client | null {
  const { issuer, registrations } = house;
  if (clientId === COMMAND_LINE_APP_ID) {
    // It asks as it goes, and an administrator consents as he signs in.
    return {
      issuer: { ...issuer, clientId, apiAudience: clientId },
      prove: null,
      granted: { person: (id) => (house.isAdministrator(id) ? everyScope : [...openId, 'User.Read']), app: [] },
    };
  }
  const app = registrations.application(clientId);
  if (!app || app.appId !== clientId) return null;
  const consented = [...openId, ...registrations.scopesOf(app.appId)];
  const uris = (app.written.identifierUris as string[] | undefined) ?? [];
  return {
    issuer: { ...issuer, clientId, apiAudience: app.appId, apiNames: uris },
    prove: (form) => proveRegistered(house, app, form),
    granted: { person: () => consented, app: registrations.rolesOf(app.appId, roleName) },
  };
}

async function proveRegistered(house: ClientHouse, app: Application, form: URLSearchParams): Promise<void> {
  const now = house.issuer.clock().toISOString();
  const secret = form.get('client_secret');
  if (secret !== null) {
    const known = app.secrets.find(({ hash }) => hash === hashOf(secret));
    if (!known) throw refused('AADSTS7000215: Invalid client secret provided.');
    if (known.endDateTime < now) throw refused('AADSTS7000222: The provided client secret keys are expired.');
    return;
  }
  const assertion = form.get('client_assertion');
  if (assertion === null) throw refused("AADSTS7000218: The request body must contain 'client_assertion' or 'client_secret'.");
  await (isSelfSigned(assertion, app.appId) ? proveByCertificate(house, app, assertion) : proveByFederation(house, app, assertion)).catch(
    (error: unknown) => {
      if (error instanceof errors.JOSEError) throw refused(`AADSTS700027: The client assertion is not valid: ${error.code}.`);
      throw error;
    },
  );
}

function isSelfSigned(assertion: string, appId: string): boolean {
  try {
    return decodeJwt(assertion).iss === appId;
  } catch {
    throw refused('AADSTS50027: JWT token is invalid or malformed.');
  }
}

async function proveByCertificate({ issuer }: ClientHouse, app: Application, assertion: string): Promise<void> {
  const header = decodeProtectedHeader(assertion) as { 'x5t#S256'?: string; x5t?: string };
  const key = app.keys
    .map((credential) => new X509Certificate(Buffer.from(credential.key, 'base64')))
    .find(({ raw }) => header['x5t#S256'] === createHash('sha256').update(raw).digest('base64url'));
  if (!key)
    throw refused('AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.');
  if (key.validToDate < issuer.clock())
    throw refused('AADSTS1000502: The provided certificate is not within its specified validity window.');
  await jwtVerify(assertion, createPublicKey(key.publicKey.export({ format: 'pem', type: 'spki' })), {
    issuer: app.appId,
    subject: app.appId,
    algorithms: ['PS256', 'RS256'],
    currentDate: issuer.clock(),
    requiredClaims: ['exp', 'jti', 'aud'],
  });
}

/** A token of an issuer that the app trusts: for this subject, and for the exchange alone. */
async function proveByFederation({ issuer }: ClientHouse, app: Application, assertion: string): Promise<void> {
  const claims = decodeJwt(assertion);
  const trusted = app.federated.find(({ issuer: name, subject }) => name === claims.iss && subject === claims.sub);
  if (!trusted) throw refused('AADSTS70021: No matching federated identity record found for presented assertion.');
  const options = { issuer: trusted.issuer, subject: trusted.subject, audience: trusted.audiences, currentDate: issuer.clock() };
  if (trusted.issuer === issuer.name) await jwtVerify(assertion, issuer.key.publicKey, options);
  else await jwtVerify(assertion, createRemoteJWKSet(new URL(await keysOf(trusted.issuer))), options);
}

async function keysOf(issuer: string): Promise<string> {
  if (!isLoopback(issuer)) throw refused('AADSTS700211: the local issuer asks no other machine for its keys.');
  const told = (await (await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)).json()) as { jwks_uri?: string };
  if (!told.jwks_uri || !isLoopback(told.jwks_uri)) throw refused('AADSTS700211: the issuer of the assertion names no keys.');
  return told.jwks_uri;
}

const refused = (message: string) => new OAuthError(401, 'invalid_client', message);
