import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, SignJWT } from 'jose';
import { publishedKeys, tokenValidator } from '../../src/access/token.ts';
import { newAccount } from '../support/database.ts';
import { type Api, clientId, giveAccess, link, newKey, person, startApi, tenantId } from './apiHouse.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await newAccount(api.db, 'fabrikam');
  await newAccount(api.db, 'litware');
  await giveAccess(api.db, 'fabrikam', 1, 'manager');
  await giveAccess(api.db, 'fabrikam', 2, 'member');
  await giveAccess(api.db, 'fabrikam', 3, 'reader', '2099-12-31');
  await giveAccess(api.db, 'fabrikam', 4, 'reader', '2020-12-31');
  await giveAccess(api.db, 'litware', 9, 'manager');
});
afterAll(() => api.close());

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);

describe('a token', () => {
  it('lets its person in', async () => {
    const answer = await api.call('/api/me', { as: 1 });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      id: person(1),
      name: 'Person 01',
      administrator: false,
      accounts: [{ id: 'fabrikam', role: 'manager' }],
    });
  });
  it('is accepted for the application id URI too', async () => {
    const aud = 'api://1fec8e78-bce4-4aaf-ab1b-5451cc387264';
    expect((await api.call('/api/me', { as: await api.issuer.token(person(1), { aud }) })).status).toBe(200);
  });
  it('may be a minute off by its clock', async () => {
    expect((await api.call('/api/me', { as: await api.issuer.token(person(1), { nbf: now() + 30, exp: now() + 90 }) })).status).toBe(200);
    expect((await api.call('/api/me', { as: await api.issuer.token(person(1), { exp: now() - 30 }) })).status).toBe(200);
  });

  const refused: [string, string, () => Promise<string>][] = [
    ['of another audience', 'token-audience', () => api.issuer.token(person(1), { aud: '00000003-0000-0000-c000-000000000000' })],
    ['of another issuer', 'token-issuer', () => api.issuer.token(person(1), { iss: 'https://login.example/v2.0' })],
    ['of another tenant', 'token-tenant', () => api.issuer.token(person(1), { tid: person(77) })],
    ['without a tenant', 'token-tenant', () => api.issuer.token(person(1), { tid: undefined })],
    ['that has expired', 'token-expired', () => api.issuer.token(person(1), { exp: now() - 120 })],
    ['that never expires', 'token-malformed', () => api.issuer.token(person(1), { exp: undefined })],
    ['that is not yet valid', 'token-not-yet-valid', () => api.issuer.token(person(1), { nbf: now() + 300 })],
    [
      'of an application for itself',
      'token-not-a-user',
      () => api.issuer.token(person(1), { scp: undefined, roles: ['Pulse.Read.All'], idtyp: 'app' }),
    ],
    ['marked as an application’s, whatever its scope', 'token-not-a-user', () => api.issuer.token(person(1), { idtyp: 'app' })],
    ['without a directory id', 'token-not-a-user', () => api.issuer.token(person(1), { oid: undefined })],
    ['for another permission', 'token-scope', () => api.issuer.token(person(1), { scp: 'User.Read profile' })],
    ['with alg none', 'token-unsigned', async () => `${segment({ alg: 'none', typ: 'JWT' })}.${segment(api.issuer.claimsOf(person(1)))}.`],
    [
      'with alg nOnE and a made-up signature',
      'token-unsigned',
      async () => `${segment({ alg: 'nOnE' })}.${segment(api.issuer.claimsOf(person(1)))}.c2ln`,
    ],
    [
      'whose signature was cut off',
      'token-unsigned',
      async () => `${(await api.issuer.token(person(1))).split('.').slice(0, 2).join('.')}.`,
    ],
    ['without any signature part', 'token-unsigned', async () => (await api.issuer.token(person(1))).split('.').slice(0, 2).join('.')],
    [
      'signed with HS256 by the public key',
      'token-algorithm',
      async () => {
        const key = api.issuer.keys[0];
        if (!key) throw new Error('no key');
        const signed = `${segment({ alg: 'HS256', kid: key.jwk.kid })}.${segment(api.issuer.claimsOf(person(1)))}`;
        return `${signed}.${createHmac('sha256', await exportSPKI(key.publicKey))
          .update(signed)
          .digest('base64url')}`;
      },
    ],
    [
      'signed with PS256 by the right key',
      'token-algorithm',
      async () => {
        const key = api.issuer.keys[0];
        if (!key) throw new Error('no key');
        const subtle = await crypto.subtle.importKey(
          'pkcs8',
          await crypto.subtle.exportKey('pkcs8', key.privateKey),
          { name: 'RSA-PSS', hash: 'SHA-256' },
          true,
          ['sign'],
        );
        return new SignJWT(api.issuer.claimsOf(person(1))).setProtectedHeader({ alg: 'PS256', kid: 'first' }).sign(subtle);
      },
    ],
    [
      'signed by a stranger under the issuer’s key id',
      'token-signature',
      async () => api.issuer.sign(api.issuer.claimsOf(person(1)), await newKey('first')),
    ],
    [
      'signed by a key that the issuer does not publish',
      'token-signature',
      async () => api.issuer.sign(api.issuer.claimsOf(person(1)), await newKey('stranger')),
    ],
    [
      'that carries its own key',
      'token-signature',
      async () => {
        const own = await newKey('first');
        return new SignJWT(api.issuer.claimsOf(person(1)))
          .setProtectedHeader({ alg: 'RS256', kid: 'first', jwk: own.jwk })
          .sign(own.privateKey);
      },
    ],
    [
      'whose claims were changed after signing',
      'token-signature',
      async () => {
        const [head, , signature] = (await api.issuer.token(person(2))).split('.');
        return `${head}.${segment(api.issuer.claimsOf(person(1)))}.${signature}`;
      },
    ],
    ['of garbage', 'token-malformed', async () => 'not-a-token'],
    ['of garbage in three parts', 'token-malformed', async () => 'a.b.c'],
    ['with five parts', 'token-malformed', async () => 'a.b.c.d.e'],
  ];
  it.each(refused)('%s is refused as %s', async (_what, type, make) => {
    const answer = await api.call('/api/accounts/fabrikam/scorecard', { as: await make() });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ type, status: 401, title: expect.any(String) });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(|JWT|stack/);
  });
  it('that is missing is asked for', async () => {
    const answer = await api.call('/api/me');
    expect(answer.status).toBe(401);
    expect(answer.json.type).toBe('token-missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
  it('in another scheme, or in the address, is not looked at', async () => {
    const token = await api.issuer.token(person(1));
    expect((await api.call('/api/me', { headers: { authorization: `Basic ${token}` } })).json.type).toBe('token-malformed');
    expect((await api.call(`/api/me?access_token=${token}`)).json.type).toBe('token-missing');
  });
  it('is asked for on every route but health, readiness and the API’s description', async () => {
    const document = (await api.call('/api/openapi.json')).json;
    for (const [path, methods] of Object.entries(document.paths as Record<string, Record<string, { security?: unknown[] }>>)) {
      for (const [method, operation] of Object.entries(methods)) {
        const address = path.replace('{account}', 'fabrikam').replace('{kpi}', 'win-rate').replace('{type}', 'opportunity');
        const { status } = await api.call(address, { method: method.toUpperCase(), ...(method === 'get' ? {} : { body: {} }) });
        expect([path, method, status === 401]).toEqual([path, method, operation.security === undefined]);
      }
    }
  });
});

describe('an account', () => {
  it('that is somebody else’s looks as if it did not exist', async () => {
    const foreign = await api.call('/api/accounts/litware/scorecard', { as: 1 });
    const unknown = await api.call('/api/accounts/nowhere/scorecard', { as: 1 });
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect({ ...foreign.json, instance: null }).toEqual({ ...unknown.json, instance: null });
  });
  it('is not in the portfolio of those it is not for', async () => {
    expect((await api.call('/api/accounts', { as: 1 })).json.accounts.map((account: { id: string }) => account.id)).toEqual(['fabrikam']);
    expect((await api.call('/api/accounts', { as: 42 })).json).toEqual({ accounts: [] });
  });
  it('is closed to a reader whose day has passed', async () => {
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 4 })).status).toBe(404);
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 3 })).status).toBe(200);
  });
  it.each([
    ['reader', 3, { 'what-if': 403, 'goal-seek': 403, settings: 403, sync: 403, quarantine: 403 }],
    ['member', 2, { 'what-if': 200, 'goal-seek': 200, settings: 403, sync: 403, quarantine: 200 }],
    ['manager', 1, { 'what-if': 200, 'goal-seek': 200, settings: 200, sync: 200, quarantine: 200 }],
    ['stranger', 42, { 'what-if': 404, 'goal-seek': 404, settings: 404, sync: 404, quarantine: 404 }],
  ] as const)('allows a %s what the role may do', async (_role, as, allowed) => {
    const at = '/api/accounts/fabrikam';
    const changes = [{ recordType: 'opportunity', recordId: null, set: { type: 'netNew', status: 'open' } }];
    expect({
      'what-if': (await api.call(`${at}/what-if`, { as, method: 'POST', body: { changes } })).status,
      'goal-seek': (await api.call(`${at}/kpis/net-new-revenue/goal-seek?target=0`, { as })).status,
      settings: (await api.call(`${at}/settings`, { as, method: 'PUT', body: { thresholds: { onTrack: 1, atRisk: 0.9 } } })).status,
      sync: (await api.call(`${at}/sources/sync`, { as, method: 'POST' })).status,
      quarantine: (await api.call(`${at}/sources/quarantine`, { as })).status,
    }).toEqual(allowed);
  });
  it('is a member’s who is in the linked channel, and not a guest’s', async () => {
    await newAccount(api.db, 'wingtip');
    await link(api.db, 'wingtip', 'team', 'general');
    api.rosters.set('team/general', [
      { directoryId: person(20), isOutsider: false },
      { directoryId: person(21), isOutsider: true },
    ]);
    const me = await api.call('/api/me', { as: 20 });
    expect(me.json.accounts).toEqual([{ id: 'wingtip', slug: 'wingtip', name: 'Fabrikam', role: 'member' }]);
    expect((await api.call('/api/accounts/wingtip/scorecard', { as: 21 })).status).toBe(404);
    await giveAccess(api.db, 'wingtip', 21, 'reader');
    expect((await api.call('/api/accounts/wingtip/scorecard', { as: 21 })).status).toBe(200);
  });
  it('is nobody’s while its channel cannot be read', async () => {
    await newAccount(api.db, 'tailspin');
    await link(api.db, 'tailspin', 'team', 'silent');
    api.rosters.set('team/silent', new Error('Teams does not answer'));
    expect((await api.call('/api/accounts/tailspin/scorecard', { as: 20 })).status).toBe(404);
  });
});

describe('the issuer’s keys', () => {
  it('are fetched once for many requests', async () => {
    const before = api.issuer.timesAsked();
    await Promise.all([1, 2, 3].map((as) => api.call('/api/me', { as })));
    expect(api.issuer.timesAsked()).toBe(before);
  });
  it('may rotate while the server runs', async () => {
    const validate = tokenValidator(
      { issuer: api.issuer.issuer, jwksUrl: api.issuer.jwksUrl, audiences: [clientId], tenantId, scope: 'access_as_user' },
      publishedKeys(api.issuer.jwksUrl, 0),
    );
    expect((await validate(`Bearer ${await api.issuer.token(person(1))}`)).directoryId).toBe(person(1));
    await api.issuer.rotate('second');
    expect((await validate(`Bearer ${await api.issuer.token(person(2))}`)).directoryId).toBe(person(2));
  });
  it('that cannot be read let nobody in, and that is not the caller’s fault', async () => {
    const other = await startApi({ db: api.db });
    other.issuer.setDown(true);
    const answer = await other.call('/api/me', { as: 1 });
    expect([answer.status, answer.json.type]).toEqual([503, 'issuer-unreachable']);
    await other.close();
  });
});
