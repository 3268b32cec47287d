import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JWTPayload, SignJWT } from 'jose';
import pino from 'pino';
import { openAdapter } from '../../bot/adapter.ts';
import { clouds } from '../../src/graph/clouds.ts';
import { clientId, newKey, startApi, tenantId } from './apiHouse.ts';

/** The Bot Framework's keys, and tokens of its channel service: tenant mode asks for them at every request. */
const serviceUrl = 'https://smba.trafficmanager.net/emea/';
let keys: Awaited<ReturnType<typeof newKey>>;
let other: Awaited<ReturnType<typeof newKey>>;
let metadata: ReturnType<typeof createServer>;
let api: Awaited<ReturnType<typeof startApi>>;
const received: string[] = [];

beforeAll(async () => {
  keys = await newKey('botframework');
  other = await newKey('botframework');
  metadata = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const own = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;
    response.end(
      JSON.stringify(
        request.url === '/keys'
          ? { keys: [{ ...keys.jwk, endorsements: ['msteams'] }] }
          : { issuer: 'https://api.botframework.com', jwks_uri: `${own}/keys`, id_token_signing_alg_values_supported: ['RS256'] },
      ),
    );
  });
  await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
  const { messages } = openAdapter({
    tenantId,
    credentials: { appId: clientId, tokens: { token: async () => 'a token', forget: () => undefined } },
    cloud: clouds.global,
    log: pino({ level: 'silent' }),
    openIdMetadataUrl: `http://127.0.0.1:${(metadata.address() as AddressInfo).port}/openid`,
  });
  api = await startApi({
    messages: messages(async (activity) => {
      received.push(activity.id ?? '');
      return null;
    }),
  });
});
afterAll(async () => {
  await api.close();
  metadata.closeAllConnections();
  await new Promise((resolve) => metadata.close(resolve));
});

const claims = (changed: JWTPayload = {}): JWTPayload => {
  const now = Math.floor(Date.now() / 1000);
  return { iss: 'https://api.botframework.com', aud: clientId, serviceurl: serviceUrl, iat: now, nbf: now, exp: now + 3600, ...changed };
};
const sign = (payload: JWTPayload, key = keys) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'botframework', typ: 'JWT' }).sign(key.privateKey);
const unsigned = (payload: JWTPayload) =>
  `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`;

const send = async (token: string | null, changed: object = {}) => {
  const response = await fetch(`${api.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({
      type: 'message',
      id: `m${received.length}`,
      text: 'scorecard',
      channelId: 'msteams',
      serviceUrl,
      from: { id: '29:1', aadObjectId: '00000000-0000-4000-8000-000000000001' },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:1', conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      ...changed,
    }),
  });
  return { status: response.status, text: await response.text() };
};

describe('in tenant mode', () => {
  it('a message that the Bot Framework signed is taken', async () => {
    const before = received.length;
    expect((await send(await sign(claims()))).status).toBe(200);
    expect(received).toHaveLength(before + 1);
  });
  it.each([
    ['has no token', async () => null],
    ['has an unsigned token', async () => unsigned(claims())],
    ['is signed by another key', async () => sign(claims(), other)],
    ['is for another bot', async () => sign(claims({ aud: '00000000-0000-4000-8000-000000000099' }))],
    ['comes from another issuer', async () => sign(claims({ iss: 'https://login.microsoftonline.com/x' }))],
    ['has expired', async () => sign(claims({ nbf: 1, iat: 1, exp: Math.floor(Date.now() / 1000) - 3600 }))],
    ['was signed for another service address', async () => sign(claims({ serviceurl: 'https://smba.trafficmanager.net/amer/' }))],
    ['is no token at all', async () => 'nonsense'],
  ])('a message is refused that %s', async (_, token) => {
    const before = received.length;
    const { status, text } = await send(await token());
    expect(status).toBe(401);
    expect(text).not.toMatch(/stack|at .*\.js/);
    expect(received).toHaveLength(before);
  });
  it.each([
    'http://127.0.0.1:9/',
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'http://smba.trafficmanager.net/',
    'https://x@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/emea/?to=',
    'https://smba.trafficmanager.net/emea/#',
    'https://smba.trafficmanager.net./',
  ])('a service address is refused that is none of Teams: %s', async (address) => {
    const before = received.length;
    expect((await send(await sign(claims({ serviceurl: address })), { serviceUrl: address })).status).toBe(403);
    expect(received).toHaveLength(before);
  });
  it('a well signed message of another tenant is left unanswered', async () => {
    const before = received.length;
    const foreign = '11111111-2222-4333-8444-555555555555';
    const answer = await send(await sign(claims()), {
      conversation: { id: 'a:1', conversationType: 'personal', tenantId: foreign },
      channelData: { tenant: { id: foreign } },
    });
    expect(answer).toEqual({ status: 200, text: '' });
    expect(received).toHaveLength(before);
  });
});
