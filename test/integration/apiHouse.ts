import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { sql } from 'kysely';
import pino from 'pino';
import type { RosterMember } from '../../src/access/roster.ts';
import * as engine from '../../src/engine/index.ts';
import type { Channel } from '../../src/graph/channel.ts';
import { UnreachableError } from '../../src/graph/errors.ts';
import { goalSeek } from '../../src/moves/goalSeek.ts';
import type { SyncResult } from '../../src/server/contract.ts';
import type { ServerParts } from '../../src/server/house.ts';
import { createServer } from '../../src/server/server.ts';
import type { Database } from '../../src/store/database.ts';
import { testDatabase } from '../support/database.ts';

export const tenantId = '8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
export const clientId = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';
export const person = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A small issuer: keys that are served as a JWKS, and tokens of any kind. */
export async function startIssuer() {
  const keys = [await newKey('first')];
  let isDown = false;
  let asked = 0;
  const http = createHttpServer((_request, response) => {
    asked += 1;
    response.writeHead(isDown ? 500 : 200, { 'content-type': 'application/json' });
    response.end(isDown ? '' : JSON.stringify({ keys: keys.map((key) => key.jwk) }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const issuer = `${url}/${tenantId}/v2.0`;

  const claimsOf = (oid: string, changed: JWTPayload = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: issuer,
      aud: clientId,
      tid: tenantId,
      oid,
      scp: 'access_as_user',
      ver: '2.0',
      name: `Person ${oid.slice(-2)}`,
      preferred_username: `p${oid.slice(-2)}@contoso.example`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      ...changed,
    };
  };
  const sign = (claims: JWTPayload, key = keys.at(-1)) => {
    if (!key) throw new Error('there is no key');
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.jwk.kid, typ: 'JWT' }).sign(key.privateKey);
  };
  return {
    url,
    issuer,
    jwksUrl: `${url}/keys`,
    keys,
    claimsOf,
    sign,
    token: (oid: string, changed?: JWTPayload) => sign(claimsOf(oid, changed)),
    rotate: async (kid: string) => keys.push(await newKey(kid)),
    setDown: (down: boolean) => {
      isDown = down;
    },
    timesAsked: () => asked,
    close: () => {
      http.closeAllConnections();
      return new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
export const newKey = async (kid: string) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
};

export type Api = Awaited<ReturnType<typeof startApi>>;

/** The real server over the embedded database (its own, or one that is handed in) and the real engine, with an issuer of its own. */
export async function startApi(changed: Partial<ServerParts> = {}) {
  const db: Database = changed.db ?? (await testDatabase());
  const issuer = await startIssuer();
  const rosters = new Map<string, readonly RosterMember[] | Error>();
  /** What Teams tells of a channel; of every other that it is a standard one. */
  const channels = new Map<string, Channel['membershipType'] | Error>();
  const synced: { accountId: string; sourceId: string | undefined }[] = [];
  const server = createServer({
    config: { mode: 'local', administrators: [], production: false },
    db,
    engine: { ...engine, goalSeek },
    sync: {
      syncNow: async (accountId, sourceId): Promise<SyncResult> => {
        synced.push({ accountId, sourceId });
        return { sources: [] };
      },
    },
    roster: async (teamId, channelId) => {
      const members = rosters.get(`${teamId}/${channelId}`) ?? [];
      if (members instanceof Error) throw members;
      return members;
    },
    channel: async (teamId, channelId) => {
      const told = channels.get(`${teamId}/${channelId}`) ?? 'standard';
      if (told instanceof Error) throw told;
      return { id: channelId, displayName: 'General', membershipType: told };
    },
    issuer: {
      issuer: issuer.issuer,
      jwksUrl: issuer.jwksUrl,
      audiences: [clientId, `api://${clientId}`],
      tenantId,
      scope: 'access_as_user',
    },
    graphAs: async () => {
      throw new UnreachableError('there is no Graph here', null);
    },
    bootstrap: {
      mode: 'local',
      issuer: issuer.issuer,
      authorizationEndpoint: `${issuer.url}/authorize`,
      tokenEndpoint: `${issuer.url}/token`,
      clientId,
      scope: `api://${clientId}/access_as_user`,
      languages: ['en', 'zh-CN'],
    },
    today: () => '2026-11-24',
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
    tabFolder: null,
    ...changed,
  });
  const { url } = await server.listen(0, '127.0.0.1');

  const call = async (
    path: string,
    {
      as,
      method = 'GET',
      body,
      headers = {},
    }: { as?: number | string; method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const token = typeof as === 'number' ? await issuer.token(person(as)) : as;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        connection: 'close',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    const json: any = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  };
  return {
    db,
    issuer,
    rosters,
    channels,
    synced,
    door: server.door,
    url,
    call,
    close: async () => {
      await server.close();
      await issuer.close();
      if (!changed.db) await db.close();
    },
  };
}

export const giveAccess = (db: Database, accountId: string, number: number, role: 'manager' | 'member' | 'reader', until = 'infinity') =>
  db.transaction([accountId], (tx) =>
    sql`insert into access (account_id, directory_id, role, until_on, named_at) values (${accountId}, ${person(number)}, ${role}, ${until}, clock_timestamp())`.execute(
      tx,
    ),
  );
export const link = (db: Database, accountId: string, team: string, channel: string) =>
  db.transaction([accountId], (tx) =>
    sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values (${accountId}, ${team}, ${channel}, 'standard', clock_timestamp())`.execute(
      tx,
    ),
  );
