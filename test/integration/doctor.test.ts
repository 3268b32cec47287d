import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { checkRegistration } from '../../src/admin/checks/registration.ts';
import { type DoctorOptions, examine } from '../../src/admin/doctor.ts';
import { type Finding, lineOf } from '../../src/admin/finding.ts';
import { keyOf, permissions } from '../../src/admin/permissions.ts';
import { directory } from '../../src/admin/setup/directory.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { openGraph } from '../../src/graph/client.ts';
import { systemClock } from '../../src/graph/clock.ts';
import { rosterReader } from '../../src/graph/roster.ts';
import {
  type Administrator,
  addSecret,
  asAdministrator,
  newCertificate,
  type RegisteredApp,
  registerApp,
  registerCertificates,
} from '../support/registeredApp.ts';
import { list, openHouse, secret, teamId, tenantOf } from './sync.support.ts';

const run = promisify(execFile);
const person = 'alex@contoso.example';
const site = 'https://contoso.sharepoint.com/sites/Contoso';
const applicationRoles = permissions.filter(({ kind }) => kind === 'application').map(({ name }) => name);
const scopes = permissions.filter(({ kind }) => kind === 'delegated').map(({ name }) => name);
let local: LocalGraph;
let administrator: Administrator;
let whole: { app: RegisteredApp; secret: string };

beforeAll(async () => {
  local = await startLocalGraph({ ...secret, seed: tenantOf([list('Deals', ['Deal id'], [['D-1']])]), port: 0 });
  administrator = await asAdministrator(local, person);
  whole = await installed({ roles: applicationRoles });
});
afterAll(() => local.close());

async function installed({ roles, withSite = true }: { roles: readonly string[]; withSite?: boolean }) {
  const app = await registerApp(administrator, { roles, scopes });
  if (withSite)
    await administrator('POST', `/sites/${local.site.id}/permissions`, {
      roles: ['read'],
      grantedToIdentities: [{ application: { id: app.appId, displayName: 'Account Pulse' } }],
    });
  return { app, secret: await addSecret(administrator, app) };
}

const settings = ({ app, secret: clientSecret }: typeof whole, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ TENANT_ID: local.tenantId, CLIENT_ID: app.appId, CLIENT_SECRET: clientSecret, GRAPH_URL: local.url },
  ...{ TAB_DOMAIN: 'pulse.contoso.com', TEAMS_APP_ID: app.appId, ADMINS: person },
  ...more,
});
const configOf = (installation: typeof whole, more?: Record<string, string>): Config =>
  readConfig(['--mode', 'tenant'], settings(installation, more));

/** The public address, as the internet would find it. */
const publicly =
  (answers: Record<string, () => Response>): typeof fetch =>
  async (address, init) => {
    const url = new URL(String(address));
    if (url.hostname !== 'pulse.contoso.com') return fetch(address, init);
    const answer = answers[url.pathname];
    if (!answer) throw new TypeError('fetch failed');
    const token = url.searchParams.get('validationToken');
    const response = answer();
    return token === null ? response : new Response(response.status === 200 ? token : '', { status: response.status });
  };
const csp = { 'content-security-policy': 'frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com' };
const healthy: Record<string, () => Response> = {
  '/healthz': () => Response.json({ status: 'ok' }),
  '/': () => new Response('<html>', { headers: csp }),
  '/api/graph/notifications': () => new Response(''),
  '/api/messages': () => new Response('', { status: 401 }),
};

const examined = (config: Config, more: Partial<DoctorOptions> = {}): Promise<Finding[]> =>
  examine(config, {
    ...{ sites: [site], teams: [teamId], setup: 'npm run setup -- --env prod', send: publicly(healthy), asAdministrator: null },
    ...more,
  });
const about = (findings: readonly Finding[], subject: string) => findings.find((finding) => finding.subject === subject);
const bad = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'missing').map(({ subject }) => subject);

describe('the doctor', () => {
  it('finds nothing missing where everything is granted', async () => {
    const findings = await examined(configOf(whole));
    expect(bad(findings)).toEqual([]);
    for (const name of ['Sites.Selected', 'User.Read.All', 'GroupMember.Read.All', 'Calendars.Read'])
      expect(about(findings, `${name} (application)`)?.state).toBe('ok');
    for (const name of ['TeamMember.Read.Group', 'ChannelMember.Read.Group', 'TeamSettings.Read.Group', 'ChannelSettings.Read.Group'])
      expect(about(findings, `${name} (in the team)`)?.state).toBe('ok');
  });

  const withdrawable = permissions.filter(
    ({ kind, isReadingPackage, name }) => kind !== 'delegated' && !isReadingPackage && name !== 'ChatMember.Read.Chat',
  );
  it.each(withdrawable.map((permission) => [keyOf(permission), permission] as const))(
    'names %s where it was withdrawn, what stops without it, and how to grant it',
    async (subject, permission) => {
      local.withdraw(permission.name);
      try {
        // With Sites.ReadWrite.All the narrower one is not missed.
        const installation = permission.name === 'Sites.Selected' ? await installed({ roles: ['Sites.Selected'] }) : whole;
        const finding = about(await examined(configOf(installation)), subject);
        expect(finding?.state).toBe(permission.isNeeded ? 'missing' : 'reduced');
        expect(finding?.withoutIt).toBe(permission.withoutIt);
        expect(finding?.grant).toContain(permission.kind === 'inTeam' ? 'Manage team' : 'npm run setup -- --env prod');
        expect(finding?.grant).toContain(permission.kind === 'inTeam' ? 'update' : permission.name);
      } finally {
        local.grant(permission.name);
      }
    },
  );

  it('says that Graph cannot reach the notification address, by asking Graph', async () => {
    const finding = about(await examined(configOf(whole)), 'Sites.ReadWrite.All (application)');
    expect(finding?.says).toContain('could not reach https://pulse.contoso.com/api/graph/notifications');
    expect(finding?.state).toBe('reduced');
  });

  it('names a site on which the app has no role, with the request that grants it', async () => {
    const installation = await installed({ roles: ['Sites.Selected'], withSite: false });
    const finding = about(await examined(configOf(installation)), 'Sites.Selected (application)');
    expect(finding).toMatchObject({ state: 'missing', says: `no role on the site ${site}` });
    expect(finding?.grant).toContain(`--site "${site}"`);
    expect(finding?.grant).toContain(`"id":"${installation.app.appId}"`);
  });

  it.each([
    ['is wrong', async () => ({ ...whole, secret: 'wrong' }), 'the client secret is not the right one'],
    [
      'has expired',
      async () => ({ ...whole, secret: await addSecret(administrator, whole.app, '2020-01-01T00:00:00Z') }),
      'the client secret has expired',
    ],
    [
      'is of an app that is not there',
      async () => ({ ...whole, app: { ...whole.app, appId: '9e107d9d-372b-4b81-8d8b-1a2b3c4d5e6f' } }),
      'knows no app',
    ],
  ])('says that the credential %s, and tries nothing that needs it', async (_, make, says) => {
    const findings = await examined(configOf(await make()));
    expect(about(findings, 'Sign-in of the app')).toMatchObject({ state: 'missing' });
    expect(about(findings, 'Sign-in of the app')?.says).toContain(says);
    expect(about(findings, 'Sites.Selected (application)')).toBeUndefined();
  });

  it('tells a certificate that is about to expire, and one that has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'account-pulse-doctor-'));
    try {
      for (const [days, state] of [
        [5, 'note'],
        [-1, 'missing'],
        [90, 'ok'],
      ] as const) {
        const { pem, key } = await newCertificate(new Date(Date.now() + days * 86_400_000 + 60_000));
        await registerCertificates(administrator, whole.app, [key]);
        writeFileSync(join(folder, 'pulse.pem'), pem);
        const { CLIENT_SECRET: _secret, ...rest } = settings(whole);
        const config = readConfig(['--mode', 'tenant'], { ...rest, CLIENT_CERTIFICATE: join(folder, 'pulse.pem') });
        expect(about(await examined(config), 'Certificate')?.state).toBe(state);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    [30, 'ok'],
    [200, 'note'],
    [-600, 'missing'],
  ] as const)('holds the clock against that of the sign-in service: %d s off', async (seconds, state) => {
    const now = () => new Date(Date.now() + seconds * 1000);
    expect(about(await examined(configOf(whole), { now }), 'Clock')?.state).toBe(state);
  });

  it.each<[string, Record<string, () => Response>, string, Finding['state']]>([
    ['nothing answers at the domain', {}, 'TAB_DOMAIN', 'missing'],
    ['somebody else answers there', { ...healthy, '/healthz': () => new Response('<html>nginx') }, 'TAB_DOMAIN', 'missing'],
    ['a proxy takes our headers away', { ...healthy, '/': () => new Response('<html>') }, 'TAB_DOMAIN', 'missing'],
    ['the bot is not there', { ...healthy, '/api/messages': () => new Response('', { status: 404 }) }, 'Bot endpoint', 'missing'],
    ['the bot lets strangers in', { ...healthy, '/api/messages': () => new Response('') }, 'Bot endpoint', 'missing'],
    [
      'the notification address asks for a sign-in',
      { ...healthy, '/api/graph/notifications': () => new Response('', { status: 302 }) },
      'Notification address',
      'reduced',
    ],
  ])('sees that %s', async (_, answers, subject, state) => {
    const finding = about(await examined(configOf(whole), { send: publicly(answers) }), subject);
    expect(finding?.state).toBe(state);
    expect(finding?.grant).toBeTruthy();
  });

  it('leaves the bot alone where it is switched off', async () => {
    const findings = await examined(configOf(whole, { BOT: 'off' }));
    expect(findings.map(({ subject }) => subject).filter((subject) => /bot|ChatMember/i.test(subject))).toEqual([]);
  });

  it('names settings that are empty, and never a secret', async () => {
    const findings = await examined(configOf(whole, { ADMINS: '', TEAMS_APP_ID: '', TAB_DOMAIN: '' }));
    expect(bad(findings)).toEqual(['TAB_DOMAIN']);
    expect(['ADMINS', 'TEAMS_APP_ID', 'TOKEN_KEY'].map((name) => about(findings, name)?.state)).toEqual(['reduced', 'reduced', 'reduced']);
    expect(findings.map(lineOf).join('\n')).not.toContain(whole.secret);
  });

  it('says that the database cannot be reached, without the password that stands in its address', async () => {
    const findings = await examined(configOf(whole, { DATABASE_URL: 'postgresql://pulse:hunter2@127.0.0.1:1/pulse' }));
    const finding = about(findings, 'Database');
    expect(finding?.state).toBe('missing');
    expect(lineOf(finding as Finding)).not.toContain('hunter2');
  });

  it('tells an administrator who signed in of the registration and of the consents that persons need', async () => {
    const asOwner: DoctorOptions['asAdministrator'] = async (at) => {
      const form = { grant_type: 'password', client_id: '14d82eec-204b-4c2f-b7e8-296a70dab67e', username: person, password: 'local' };
      const body = new URLSearchParams({ ...form, scope: 'Application.Read.All Directory.Read.All' });
      const answer = await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      const graph = openGraph({ root: local.url, tokens: { token: async () => token, forget: () => undefined } });
      return checkRegistration(at, directory(graph, systemClock));
    };
    const findings = await examined(configOf(whole), { asAdministrator: asOwner });
    const registration = findings.filter(({ subject }) => subject === 'App registration');
    expect(registration.map(({ says }) => says).join('\n')).toContain('expose the API access_as_user');
    for (const name of scopes) expect(about(findings, `${name} (delegated)`)?.state).toBe('ok');
    expect(about(findings, 'Client secret')?.state).toBe('ok');

    const bare = await registerApp(administrator, { roles: applicationRoles });
    const less = await examined(configOf({ app: bare, secret: await addSecret(administrator, bare) }), { asAdministrator: asOwner });
    for (const { name, isNeeded, withoutIt } of permissions.filter(({ kind }) => kind === 'delegated'))
      expect(about(less, `${name} (delegated)`)).toMatchObject({ state: isNeeded ? 'missing' : 'reduced', withoutIt });
  });
});

describe('without an optional permission', () => {
  const optional = permissions.filter(({ isNeeded, kind }) => !isNeeded && kind === 'application').map(({ name }) => name);
  it.each(optional)('%s, lists are read all the same, and who is in the channel is known', async (name) => {
    const house = await openHouse([list('Deals', ['Deal id', 'Owner'], [['D-1', 'alex@contoso.example']])]);
    try {
      house.local.withdraw(name);
      await house.connect({ opportunity: { list: 'Deals', fields: { id: 'Deal id', owner: 'Owner' } } });
      expect((await house.sync()).map(({ state }) => state)).toEqual(['fresh']);
      expect(await house.rows('opportunity')).toHaveLength(1);
      expect(await rosterReader(house.context.graph, house.local.tenantId)(teamId, '19:general', 'standard')).toHaveLength(1);
    } finally {
      await house.close();
    }
  });
});

describe('npm run doctor', () => {
  const doctor = (env: Record<string, string>, ...args: string[]) =>
    run(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/admin/doctorMain.ts', ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, text: error.stdout + error.stderr }),
    );
  it('prints a line for each, and exits 1 where something that is needed is missing', async () => {
    const { code, text } = await doctor({ ...settings(whole), TAB_DOMAIN: '' }, '--site', site, '--team', teamId);
    expect(code).toBe(1);
    expect(text).toContain(`✓ Sites.Selected (application): may read the lists of ${site}`);
    expect(text).toContain('✗ TAB_DOMAIN: not set');
    expect(text).toMatch(/\d+ work, 1 are missing/);
    expect(text).not.toContain(whole.secret);
  });
  it.each([
    [{}, [], 'half a set|needs TENANT_ID'],
    [{ TENANT_ID: 'x' }, [], 'TENANT_ID must be'],
    [{}, ['--tem'], "Unknown option '--tem'"],
    [{}, ['--env', '../etc'], '--env must be a word'],
  ])('exits 2 where it cannot try: %j %j', async (env, args, says) => {
    const { code, text } = await doctor(env as Record<string, string>, ...args);
    expect([code, text]).toEqual([2, expect.stringMatching(says)]);
  });
});
