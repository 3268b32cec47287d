import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { principalOfIdentity } from '../../demo/graph/issuer/managedIdentity.ts';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { readConfig } from '../../src/config.ts';
import { azureTokens, exchangeToken, identityTokens, SignInRefusedError, tokenUrlOf } from '../../src/graph/azureTokens.ts';
import { openGraph } from '../../src/graph/client.ts';
import type { ClientProof } from '../../src/graph/clientProof.ts';
import { systemClock } from '../../src/graph/clock.ts';
import { clouds, onThisMachine } from '../../src/graph/clouds.ts';
import { onBehalfOf } from '../../src/graph/onBehalfOf.ts';
import { realTenant } from '../../src/realTenant.ts';
import {
  type Administrator,
  addSecret,
  asAdministrator,
  newCertificate,
  type RegisteredApp,
  registerApp,
  registerCertificates,
  trust,
} from '../support/registeredApp.ts';
import { newKey } from './apiHouse.ts';
import { list, secret, tenantOf } from './sync.support.ts';

const folder = mkdtempSync(join(tmpdir(), 'account-pulse-credentials-'));
const file = (name: string) => join(folder, name);
const identityId = '2f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
const person = 'alex@contoso.example';
const servers: ReturnType<typeof createServer>[] = [];
let local: LocalGraph;
let administrator: Administrator;
let app: RegisteredApp;

beforeAll(async () => {
  local = await startLocalGraph({ ...secret, seed: tenantOf([list('Deals', ['Deal id'], [['D-1']])]), port: 0 });
  administrator = await asAdministrator(local, person);
  app = await registerApp(administrator, { roles: ['User.Read.All'], scopes: ['User.Read', 'Sites.ReadWrite.All'] });
  process.env.IDENTITY_ENDPOINT = `${local.url}/msi/token`;
  process.env.IDENTITY_HEADER = 'of this machine';
});
afterAll(async () => {
  delete process.env.IDENTITY_ENDPOINT;
  delete process.env.IDENTITY_HEADER;
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

const cloud = () => onThisMachine(clouds.global, local.url);
const identity = (proof: ClientProof) => ({ tenantId: local.tenantId, clientId: app.appId, proof });
const tokensBy = (proof: ClientProof) => azureTokens(identity(proof), cloud(), systemClock);
const people = async (proof: ClientProof) =>
  (await openGraph({ root: local.url, tokens: tokensBy(proof) }).get<{ value: { userPrincipalName: string }[] }>('/users')).value;

/** A person's token for our API, exchanged by whoever proves to be the app. */
async function asPerson(proof: ClientProof): Promise<string> {
  const form = { grant_type: 'password', client_id: app.appId, username: person, password: 'local', scope: 'api' };
  const answer = await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: assertion } = (await answer.json()) as { access_token: string };
  const client = { tokenUrl: tokenUrlOf(cloud(), local.tenantId), clientId: app.appId, proof, identityToken: exchangeToken(cloud()) };
  return onBehalfOf(client, 'https://graph.microsoft.com/User.Read')(assertion);
}

const refusalOf = (tokens: Promise<unknown>) =>
  tokens.then(
    () => null,
    (error: unknown) => error as SignInRefusedError,
  );

describe('this installation proves who it is', () => {
  const proofs: [string, () => Promise<ClientProof>][] = [
    ['by a secret', async () => ({ kind: 'secret', clientSecret: await addSecret(administrator, app) })],
    [
      'by a secret in a file',
      async () => {
        writeFileSync(file('secret'), `${await addSecret(administrator, app)}\n`);
        return { kind: 'secretFile', path: file('secret') };
      },
    ],
    [
      'by a certificate',
      async () => {
        const { pem, key } = await newCertificate();
        await registerCertificates(administrator, app, [key]);
        writeFileSync(file('pulse.pem'), pem);
        return { kind: 'certificate', path: file('pulse.pem') };
      },
    ],
    [
      'by a managed identity that the app trusts',
      async () => {
        await trust(administrator, app, local.issuer, principalOfIdentity(identityId));
        return { kind: 'managedIdentity', identityId };
      },
    ],
    [
      'by a token that the platform keeps in a file',
      async () => {
        const kubernetes = await startPlatform();
        await trust(administrator, app, kubernetes.issuer, 'system:serviceaccount:pulse:pulse');
        writeFileSync(file('token'), await kubernetes.token('system:serviceaccount:pulse:pulse'));
        return { kind: 'workloadIdentity', tokenFile: file('token') };
      },
    ],
  ];
  it.each(proofs)('%s, to Graph and on behalf of a person alike', async (_, make) => {
    const proof = await make();
    expect((await people(proof)).map(({ userPrincipalName }) => userPrincipalName)).toEqual([person]);
    const me = await openGraph({
      root: local.url,
      tokens: { token: async () => asPerson(proof), forget: () => undefined },
    }).get<{ userPrincipalName: string }>('/me');
    expect(me.userPrincipalName).toBe(person);
  });
  it('as a managed identity in its own name, where the bot is one', async () => {
    const token = await identityTokens(identityId, 'https://api.botframework.com', systemClock).token();
    expect(claimsOf(token)).toMatchObject({ aud: 'https://api.botframework.com', sub: principalOfIdentity(identityId) });
  });
});

describe('the tenant of the settings', () => {
  const settings = () => ({ TENANT_ID: local.tenantId, CLIENT_ID: app.appId, MANAGED_IDENTITY: identityId, GRAPH_URL: local.url });
  const tenantBy = (more: Record<string, string> = {}) => realTenant(readConfig(['--mode', 'tenant'], { ...settings(), ...more }));
  it('speaks as the app to Graph and to Teams alike', async () => {
    const tenant = tenantBy();
    expect(claimsOf(await tenant.tokens.token())).toMatchObject({ azp: app.appId, aud: 'https://graph.microsoft.com' });
    expect(tenant.botCredentials?.appId).toBe(app.appId);
    expect(claimsOf((await tenant.botCredentials?.tokens.token()) ?? '')).toMatchObject({
      azp: app.appId,
      aud: 'https://api.botframework.com',
    });
  });
  it('lets the bot speak as the managed identity where it is registered as one', async () => {
    const { botCredentials } = tenantBy({ BOT_ID: identityId });
    expect(botCredentials?.appId).toBe(identityId);
    expect(claimsOf((await botCredentials?.tokens.token()) ?? '')).toMatchObject({
      sub: principalOfIdentity(identityId),
      aud: 'https://api.botframework.com',
    });
  });
});

describe('keys rotate without a restart', () => {
  it('a secret in a file that was replaced counts from the next token on', async () => {
    const path = file('rotating');
    writeFileSync(path, 'an old one');
    const tokens = tokensBy({ kind: 'secretFile', path });
    expect((await refusalOf(tokens.token()))?.reason).toBe('AADSTS7000215');
    writeFileSync(path, await addSecret(administrator, app));
    expect(claimsOf(await tokens.token())).toMatchObject({ azp: app.appId });
  });
  it('and so does a certificate', async () => {
    const [old, fresh] = [await newCertificate(), await newCertificate()];
    await registerCertificates(administrator, app, [old.key]);
    writeFileSync(file('rotating.pem'), old.pem);
    const tokens = tokensBy({ kind: 'certificate', path: file('rotating.pem') });
    const first = await tokens.token();
    await registerCertificates(administrator, app, [fresh.key]);
    tokens.forget(first);
    expect((await refusalOf(tokens.token()))?.reason).toBe('AADSTS700027');
    writeFileSync(file('rotating.pem'), fresh.pem);
    expect(claimsOf(await tokens.token())).toMatchObject({ azp: app.appId });
  });
});

describe('a proof that does not hold is refused with the reason', () => {
  it.each<[string, () => Promise<ClientProof>, string]>([
    [
      'a secret that has expired',
      async () => ({ kind: 'secret', clientSecret: await addSecret(administrator, app, '2020-01-01T00:00:00Z') }),
      'AADSTS7000222',
    ],
    ['a managed identity that is not trusted', async () => ({ kind: 'managedIdentity', identityId: app.id }), 'AADSTS70021'],
    [
      'a certificate that has expired',
      async () => {
        const { pem, key } = await newCertificate(new Date(Date.now() - 86_400_000));
        await registerCertificates(administrator, app, [key]);
        writeFileSync(file('expired.pem'), pem);
        return { kind: 'certificate', path: file('expired.pem') };
      },
      'AADSTS1000502',
    ],
  ])('%s', async (_, make, reason) => {
    const refused = await refusalOf(tokensBy(await make()).token());
    expect(refused).toBeInstanceOf(SignInRefusedError);
    expect(refused?.reason).toBe(reason);
  });
  it.each<[string, ClientProof, string]>([
    ['is not there', { kind: 'certificate', path: file('nowhere.pem') }, 'the certificate cannot be read from'],
    ['is empty', { kind: 'secretFile', path: file('empty') }, 'is empty'],
    ['holds no key', { kind: 'certificate', path: file('nokey') }, 'holds no private key in PKCS #8 form'],
  ])('a file that %s is named', async (_, proof, message) => {
    writeFileSync(file('empty'), '\n');
    writeFileSync(file('nokey'), '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n');
    expect((await refusalOf(tokensBy(proof).token()))?.message).toContain(message);
  });
  it('the secret is in none of it', async () => {
    const clientSecret = 'hunter2 is no secret';
    const refused = await refusalOf(tokensBy({ kind: 'secret', clientSecret }).token());
    expect(`${refused?.message} ${refused?.stack}`).not.toContain(clientSecret);
  });
});

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

/** An issuer of a platform, such as a Kubernetes cluster's. */
async function startPlatform() {
  const key = await newKey('platform');
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [key.jwk] } : { issuer, jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  servers.push(server);
  return {
    issuer,
    token: (subject: string) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'RS256', kid: 'platform' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience('api://AzureADTokenExchange')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(key.privateKey),
  };
}
