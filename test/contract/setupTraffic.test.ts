import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { COMMAND_LINE_APP_ID } from '../../demo/graph/state/graphApp.ts';
import { chosen } from '../../src/admin/permissions.ts';
import { carryOut } from '../../src/admin/setup/carryOut.ts';
import { directory, setupPermissions } from '../../src/admin/setup/directory.ts';
import { planOf, type Wish } from '../../src/admin/setup/plan.ts';
import { openGraph } from '../../src/graph/client.ts';
import { systemClock } from '../../src/graph/clock.ts';
import { type Cloud, clouds, offers } from '../../src/graph/clouds.ts';
import { openExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { list, secret, tenantOf } from '../integration/sync.support.ts';
import { networkOf } from '../support/cloudNames.ts';
// @ts-expect-error the checker is published without types
import { createChecker } from './graph-contract.mjs';

const person = 'alex@contoso.example';

/** A setup as the command does it; the slice of the contract holds the organisation and the permissions of a site. */
describe.each(['global', 'china'] as const)('the traffic of a setup, in the cloud %s', (name) => {
  const cloud: Cloud = clouds[name];
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-setup-traffic-'));
  const file = join(folder, 'graph.jsonl');
  let local: LocalGraph;
  let kept = '';

  beforeAll(async () => {
    local = await startLocalGraph({ ...secret, seed: tenantOf([list('Deals', ['Deal id'], [['D-1']])]), port: 0, cloud });
    const network = networkOf(cloud, local);
    const tokenOf = async () => {
      const scope = setupPermissions.map((permission) => `${cloud.graph}/${permission}`).join(' ');
      const form = { grant_type: 'password', client_id: COMMAND_LINE_APP_ID, username: person, password: 'local', scope };
      const answer = await network(`${cloud.authority}/${local.tenantId}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
      return ((await answer.json()) as { access_token: string }).access_token;
    };
    const log = openExchangeLog(file, {});
    const tokens = { token: tokenOf, forget: () => undefined };
    const asked = directory(openGraph({ root: cloud.graph, tokens, log, fetch: network }), systemClock);
    const wish: Wish = {
      ...{ displayName: 'account-pulse-traffic', clientId: null, cloud, tabDomain: 'pulse.contoso.com' },
      permissions: chosen('all', (capability) => offers(cloud, capability)),
      sites: ['https://contoso.sharepoint.com/sites/Contoso'],
      credential: {
        ...{ kind: 'secret', days: 30 },
        keep: (text) => {
          kept = text;
        },
      },
    };
    expect(await asked.tenantId()).toBe(local.tenantId);
    await carryOut(await planOf(asked, wish), () => undefined);
    expect((await planOf(asked, { ...wish, credential: { kind: 'keep' } })).steps).toEqual([]);
    log.close();
  });
  afterAll(async () => {
    await local.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const exchanges = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; url: string; status: number });

  it('breaks the contract on neither side', () => {
    const slice = JSON.parse(readFileSync(new URL('./graph-v1-slice.json', import.meta.url), 'utf8'));
    const checker = createChecker(slice, { strictLinks: true, ...(name === 'china' ? { cloud: 'china' } : {}) });
    const held = exchanges().filter(({ url }) => /\/v1\.0\/(organization|sites)/.test(url));
    expect(held.map(({ method }) => method)).toContain('POST');
    const errors = held.flatMap((exchange) => checker.check(exchange).findings.filter(({ severity }: { severity: string }) => severity === 'error'));
    expect(errors).toEqual([]);
  });
  it('ends with nothing refused', () => {
    expect(exchanges().filter(({ status }) => status >= 400)).toEqual([]);
  });
  it('does not log the secret that it was given', () => {
    expect(kept).not.toBe('');
    expect(readFileSync(file, 'utf8')).not.toContain(kept);
  });

  it('finds in that cloud what it has, and nothing that it lacks', async () => {
    const form = { grant_type: 'client_credentials', client_id: secret.clientId, client_secret: secret.clientSecret };
    const ask = (scope: string) => fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams({ ...form, scope }) });
    const { access_token: bearer } = (await (await ask(`${cloud.graph}/.default`)).json()) as { access_token: string };
    const statusOf = async (path: string) => (await fetch(`${local.url}/v1.0${path}`, { headers: { authorization: `Bearer ${bearer}` } })).status;
    expect(await statusOf('/users')).toBe(200);
    const absent = await Promise.all(['/planner/plans/1/tasks', '/users/1/people', '/users/1/presence', '/drives/1/items/1/workbook/tables'].map(statusOf));
    if (name === 'china') expect(absent).toEqual([400, 400, 400, 400]);
    const other = name === 'china' ? clouds.global : clouds.china;
    expect((await ask(`${other.graph}/.default`)).status).toBe(400);
  });
});
