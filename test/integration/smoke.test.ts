import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkPublicAddress } from '../../src/admin/checks/publicAddress.ts';
import type { Examination } from '../../src/admin/examination.ts';
import { smoke } from '../../src/admin/smoke.ts';
import { clouds } from '../../src/graph/clouds.ts';
import { type Api, person, startApi } from './apiHouse.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi({
    following: { receive: () => undefined, isFollowable: () => true },
    messages: async (_request, response) => void response.sendRaw(401, '', {}),
  });
});
afterAll(() => api.close());

const look = (changed: Partial<Parameters<typeof smoke>[0]> = {}) =>
  smoke({ root: api.url, token: null, account: null, hasBot: true, ...changed });
const states = (findings: Awaited<ReturnType<typeof smoke>>) => Object.fromEntries(findings.map(({ subject, state }) => [subject, state]));

describe('the smoke test', () => {
  it('looks at an installation from outside: it answers, and refuses strangers', async () => {
    expect(states(await look())).toMatchObject({
      ...{
        Up: 'ok',
        Ready: 'ok',
        'Strangers at the API': 'ok',
        'Forged tokens': 'ok',
        'Strangers at the bot': 'ok',
        'Graph’s question': 'ok',
      },
      'As a person': 'untried',
    });
  });
  it('looks at an account as a person', async () => {
    const token = await api.issuer.token(person(1));
    const findings = await look({ token });
    expect(states(findings)['Signed in']).toBe('ok');
    expect(states(await look({ token, account: 'nowhere' }))).toMatchObject({ Sources: 'missing', Scorecard: 'missing' });
  });
  it('says what is wrong with a token', async () => {
    const [signedIn] = (await look({ token: 'nonsense' })).filter(({ subject }) => subject === 'Signed in');
    expect(signedIn?.says).toContain('/api/me answers 401');
  });
  it('finds what the doctor finds at the public address', async () => {
    const send: typeof fetch = (address, init) => fetch(String(address).replace('https://pulse.contoso.com', api.url), init);
    const at = {
      config: { tabDomain: 'pulse.contoso.com' },
      cloud: clouds.global,
      credentials: { tenantId: 'x' },
      send,
    } as unknown as Examination;
    const found = Object.fromEntries((await checkPublicAddress(at, true)).map(({ subject, state }) => [subject, state]));
    expect(found).toEqual({ TAB_DOMAIN: 'ok', 'Notification address': 'ok', 'Bot endpoint': 'ok' });
  });
  it('stops where nothing answers, with exit code 1', async () => {
    const command = promisify(execFile)(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      'src/admin/smokeMain.ts',
      '--url',
      'http://127.0.0.1:41199',
    ]);
    await expect(command).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('✗ Up: no answer (ECONNREFUSED)') });
  });
});
