import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { LocalGraph } from '../../demo/graph/server.ts';
import { APP, accessToken, appForm, asking, personForm, start, token } from './localGraphClient.ts';
import { ANNA, BO, smallTenant } from './localGraphSeed.ts';

const RETURN_TO = 'http://localhost:3978/';
let graph: LocalGraph;
beforeAll(async () => {
  graph = await start(smallTenant());
});
afterAll(() => graph.close());

const challenge = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

async function authorize(more: Record<string, string> = {}, init: RequestInit = {}) {
  const query = new URLSearchParams({
    client_id: APP.clientId,
    redirect_uri: RETURN_TO,
    response_type: 'code',
    scope: `openid offline_access ${APP.apiAudience}/access_as_user`,
    state: 'a state',
    code_challenge: challenge('the verifier'),
    code_challenge_method: 'S256',
    ...more,
  });
  const response = await fetch(`${graph.url}/oauth2/v2.0/authorize?${query}`, { redirect: 'manual', ...init });
  return { response, back: response.headers.has('location') ? new URL(response.headers.get('location') ?? '').searchParams : null };
}

const signIn = (person: { userPrincipalName: string }, more: Record<string, string> = {}) =>
  authorize(more, { method: 'POST', body: new URLSearchParams({ username: person.userPrincipalName }) });

const exchange = (code: string, verifier = 'the verifier') =>
  token(graph, { grant_type: 'authorization_code', client_id: APP.clientId, code, redirect_uri: RETURN_TO, code_verifier: verifier });

describe('the issuer', () => {
  it('describes itself, and signs so that others can verify', async () => {
    for (const base of [graph.url, graph.issuer, `${graph.url}/${graph.tenantId}/v2.0`]) {
      const configuration = await (await fetch(`${base}/.well-known/openid-configuration`)).json();
      expect(configuration.issuer).toBe(graph.issuer);
      const { payload } = await jwtVerify(
        await accessToken(graph, personForm(ANNA.userPrincipalName, 'api')),
        createRemoteJWKSet(new URL(configuration.jwks_uri)),
        {
          issuer: graph.issuer,
          audience: APP.apiAudience,
        },
      );
      expect(payload).toMatchObject({
        tid: graph.tenantId,
        oid: ANNA.id,
        preferred_username: ANNA.userPrincipalName,
        scp: 'access_as_user',
        ver: '2.0',
      });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    }
  });

  it('answers for its own tenant only', async () => {
    expect((await fetch(`${graph.url}/00000000-0000-0000-0000-000000000000/v2.0/.well-known/openid-configuration`)).status).toBe(400);
  });
});

describe('the token endpoint', () => {
  it('gives a script what it needs to edit lists, and no more', async () => {
    expect((await token(graph, personForm(ANNA.userPrincipalName))).body.scope).toBe('Sites.ReadWrite.All User.Read.All');
  });

  it('gives the app alone its roles', async () => {
    expect(decodeJwt(await accessToken(graph, appForm))).toMatchObject({
      roles: expect.arrayContaining(['Sites.Selected']),
      azp: APP.clientId,
    });
  });

  it('exchanges a person’s token for our API into one for Graph, as that person', async () => {
    const assertion = await accessToken(graph, personForm(BO.userPrincipalName, 'api'));
    const form = { ...appForm, grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', requested_token_use: 'on_behalf_of', assertion };
    const bo = asking(graph, await accessToken(graph, form));
    expect((await bo('GET', '/me')).body.id).toBe(BO.id);
    const forGraph = await accessToken(graph, personForm(BO.userPrincipalName));
    expect((await token(graph, { ...form, assertion: forGraph })).body.error).toBe('invalid_grant');
    expect((await token(graph, { ...form, scope: 'https://graph.microsoft.com/Mail.Send' })).body.suberror).toBe('consent_required');
  });

  it.each([
    ['a wrong password', { ...personForm(ANNA.userPrincipalName), password: 'wrong' }, 400, 'invalid_grant'],
    ['an unknown person', personForm('nobody@contoso.example'), 400, 'invalid_grant'],
    ['a wrong secret', { ...appForm, client_secret: 'wrong' }, 401, 'invalid_client'],
    ['another app', { ...appForm, client_id: 'another' }, 401, 'unauthorized_client'],
    ['no grant', { scope: 'api' }, 400, 'unsupported_grant_type'],
    ['two resources at once', personForm(ANNA.userPrincipalName, 'api graph'), 400, 'invalid_scope'],
    [
      'a code that was never given',
      { grant_type: 'authorization_code', client_id: APP.clientId, code: 'x', redirect_uri: RETURN_TO, code_verifier: 'x' },
      400,
      'invalid_grant',
    ],
    [
      'a refresh token of somebody else',
      { grant_type: 'refresh_token', client_id: APP.clientId, refresh_token: 'x' },
      400,
      'invalid_grant',
    ],
  ])('refuses %s', async (_what, form, status, error) => {
    const answer = await token(graph, form);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it('may be asked by pages on this machine, not by others', async () => {
    const preflight = (origin: string) => fetch(`${graph.url}/oauth2/v2.0/token`, { method: 'OPTIONS', headers: { origin } });
    expect((await preflight('http://localhost:3978')).headers.get('access-control-allow-origin')).toBe('http://localhost:3978');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('signing in', () => {
  it('lists the sample people, takes one click, and comes back with a code that is good once', async () => {
    const { response } = await authorize();
    expect(await response.text()).toContain(ANNA.userPrincipalName);
    const { back } = await signIn(ANNA);
    expect(back?.get('state')).toBe('a state');
    const code = back?.get('code') ?? '';
    const { body } = await exchange(code);
    expect(decodeJwt(body.access_token)).toMatchObject({ oid: ANNA.id, aud: APP.apiAudience });
    expect(decodeJwt(body.id_token)).toMatchObject({ oid: ANNA.id, aud: APP.clientId });
    expect((await exchange(code)).body.error).toBe('invalid_grant');
    const refreshed = await token(graph, { grant_type: 'refresh_token', client_id: APP.clientId, refresh_token: body.refresh_token });
    expect(decodeJwt(refreshed.body.access_token)).toMatchObject({ oid: ANNA.id, aud: APP.apiAudience });
  });

  it('gives nothing for the wrong verifier', async () => {
    const { back } = await signIn(ANNA);
    expect((await exchange(back?.get('code') ?? '', randomBytes(32).toString('hex'))).body.error).toBe('invalid_grant');
  });

  it('remembers the person, so that a reload asks nobody', async () => {
    expect((await authorize({ prompt: 'none' })).back?.get('error')).toBe('login_required');
    const cookie = (await signIn(BO)).response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const silent = await authorize({ prompt: 'none' }, { headers: { cookie } });
    expect(decodeJwt((await exchange(silent.back?.get('code') ?? '')).body.access_token).oid).toBe(BO.id);
    expect((await authorize({ prompt: 'select_account' }, { headers: { cookie } })).response.status).toBe(200);
  });

  it.each([
    ['an address that is not on this machine', { redirect_uri: 'https://evil.example/' }],
    ['an address that only looks like it', { redirect_uri: 'http://localhost@evil.example/' }],
    ['another app', { client_id: 'another' }],
  ])('never returns to %s', async (_what, more) => {
    const { response, back } = await authorize(more);
    expect([response.status, back]).toEqual([400, null]);
  });

  it('needs PKCE', async () => {
    expect((await authorize({ code_challenge: '' })).back?.get('error')).toBe('invalid_request');
    expect((await authorize({ response_type: 'token' })).back?.get('error')).toBe('unsupported_response_type');
  });

  it('is not done by a form of another site', async () => {
    const { response } = await authorize(
      {},
      { method: 'POST', body: new URLSearchParams({ username: ANNA.userPrincipalName }), headers: { origin: 'http://localhost:1' } },
    );
    expect(response.status).toBe(400);
  });

  it('opens the page behind an item’s webUrl', async () => {
    const app = asking(graph, await accessToken(graph, appForm));
    const { webUrl } = (await app('GET', `/sites/${graph.site.id}/lists/Deals/items/1`)).body;
    const stranger = await (await fetch(webUrl)).text();
    expect([stranger.includes('Sign in'), stranger.includes('D1')]).toEqual([true, false]);
    const cookie = (await signIn(BO)).response.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await fetch(webUrl, { headers: { cookie } })).text()).toContain('D1');
  });
});

describe('a restart', () => {
  it('keeps tokens, edits and delta links; other data begins anew and leaves the edits alone', async () => {
    const journal = mkdtempSync(join(tmpdir(), 'local-graph-'));
    try {
      const first = await start(smallTenant(), { journal });
      const { port } = first;
      const bearer = await accessToken(first, appForm);
      const delta = `/sites/${first.site.id}/lists/Deals/items/delta?token=latest`;
      const link = (await asking(first, bearer)('GET', delta)).body['@odata.deltaLink'];
      first.lists.change('Deals', 1, { Stage: 'Lost' });
      await first.close();

      const second = await start(smallTenant(), { journal, port });
      expect((await asking(second, bearer)('GET', link)).body.value).toHaveLength(1);
      expect(second.lists.read('Deals', 1)?.Stage).toBe('Lost');
      await second.close();

      const other = await start(smallTenant(6), { journal, port });
      expect((await asking(other, bearer)('GET', link)).status).toBe(410);
      expect(other.lists.read('Deals', 1)?.Stage).toBe('Won');
      await other.close();

      const third = await start(smallTenant(), { journal, port });
      expect(third.lists.read('Deals', 1)?.Stage).toBe('Lost');
      await third.close();
    } finally {
      rmSync(journal, { recursive: true });
    }
  });
});
