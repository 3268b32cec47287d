import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import pino from 'pino';
import { openAdapter } from '../../bot/adapter.ts';
import { cloudNames, clouds } from '../../src/graph/clouds.ts';
import { clientId, newKey, startApi, tenantId } from './apiHouse.ts';

/** botbuilder knows the global cloud and the one of the US; 21Vianet's addresses it is told, and so it is in every cloud. */
describe.each(cloudNames)('the bot in the cloud %s', (name) => {
  const cloud = clouds[name];
  const serviceUrl = `https://${cloud.bot.serviceHosts[0]}/teams/`;
  let keys: Awaited<ReturnType<typeof newKey>>;
  let metadata: ReturnType<typeof createServer>;
  let api: Awaited<ReturnType<typeof startApi>>;
  let received = 0;

  beforeAll(async () => {
    keys = await newKey('botframework');
    metadata = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const own = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;
      const facts = { issuer: cloud.bot.tokenIssuer, jwks_uri: `${own}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
      response.end(JSON.stringify(request.url === '/keys' ? { keys: [{ ...keys.jwk, endorsements: ['msteams'] }] } : facts));
    });
    await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
    const { messages } = openAdapter({
      ...{ tenantId, cloud, log: pino({ level: 'silent' }) },
      credentials: { appId: clientId, tokens: { token: async () => 'a token', forget: () => undefined } },
      openIdMetadataUrl: `http://127.0.0.1:${(metadata.address() as AddressInfo).port}/openid`,
    });
    api = await startApi({
      messages: messages(async () => {
        received += 1;
        return null;
      }),
    });
  });
  afterAll(async () => {
    await api.close();
    metadata.closeAllConnections();
    await new Promise((resolve) => metadata.close(resolve));
  });

  const send = async (issuer: string, address = serviceUrl) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ serviceurl: address })
      .setProtectedHeader({ alg: 'RS256', kid: 'botframework', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + 600)
      .sign(keys.privateKey);
    const activity = {
      ...{ type: 'message', id: `m${received}`, text: 'help', channelId: 'msteams', serviceUrl: address },
      ...{ from: { id: '29:1' }, recipient: { id: '28:bot' }, channelData: { tenant: { id: tenantId } } },
      conversation: { id: 'a:1', conversationType: 'personal', tenantId },
    };
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' };
    return (await fetch(`${api.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) })).status;
  };

  it('takes what Teams of that cloud sends', async () => {
    expect(await send(cloud.bot.tokenIssuer)).toBe(200);
    expect(received).toBe(1);
  });
  it('refuses the tokens and the addresses of every other', async () => {
    for (const other of Object.values(clouds).filter(({ bot }) => bot.tokenIssuer !== cloud.bot.tokenIssuer)) {
      expect(await send(other.bot.tokenIssuer)).toBe(401);
      expect(await send(cloud.bot.tokenIssuer, `https://${other.bot.serviceHosts[0]}/teams/`)).toBe(403);
    }
    expect(received).toBe(1);
  });
});
