import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { principalOfIdentity } from '../../demo/graph/issuer/managedIdentity.ts';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import type { TenantSeed } from '../../demo/tenant.ts';
import { environmentFiles } from '../../src/admin/environmentFile.ts';
import { permissions } from '../../src/admin/permissions.ts';
import { answersOf, readFlags } from '../../src/admin/setup/answers.ts';
import { apiScopeId, teamsClients } from '../../src/admin/setup/registration.ts';
import { type Administrator, asAdministrator } from '../support/registeredApp.ts';
import { list, secret, tenantOf } from './sync.support.ts';

const site = 'https://contoso.sharepoint.com/sites/Contoso';
const owner = 'alex@contoso.example';
const colleague = 'dana@contoso.example';
let local: LocalGraph;
let administrator: Administrator;
let folder: string;
let round = 0;

beforeAll(async () => {
  const seed = tenantOf([list('Deals', ['Deal id'], [['D-1']])]);
  const [person] = seed.people;
  if (!person) throw new Error('nobody is there');
  const people: TenantSeed['people'] = [person, { ...person, id: '66666666-6666-4666-8666-666666666666', userPrincipalName: colleague }];
  local = await startLocalGraph({ ...secret, seed: { ...seed, people }, port: 0 });
  administrator = await asAdministrator(local, owner);
});
afterAll(() => local.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-pulse-setup-'));
  round += 1;
});

interface Ended {
  code: number | null;
  text: string;
}

/** The command as it is typed; whoever is named signs in by the code that it shows. */
async function setup(args: readonly string[], signedInBy: string | null = owner): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(process.cwd(), 'src/admin/setupMain.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ENV_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let hasSignedIn = false;
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    const [, url, code] = /open (\S+) and enter the code (\w+)/.exec(text) ?? [];
    if (!url || !code || hasSignedIn || signedInBy === null) return;
    hasSignedIn = true;
    void fetch(url, { method: 'POST', body: new URLSearchParams({ code, username: signedInBy }) });
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, text };
}
const usual = () => ['--tenant', local.tenantId, '--graph-url', local.url, '--name', `pulse ${round}`, '--tab-domain', 'pulse.contoso.com'];
const settings = (file = '.env.prod') =>
  Object.fromEntries(
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
// biome-ignore lint/suspicious/noExplicitAny: as the directory tells it
const application = async (): Promise<any> => {
  const { value } = await administrator<{ value: unknown[] }>('GET', `/applications?$filter=displayName eq 'pulse ${round}'`);
  return value[0];
};

describe('npm run setup', () => {
  it('says what it would do, and does nothing, on a dry run', async () => {
    const { code, text } = await setup([...usual(), '--dry-run']);
    expect(code).toBe(0);
    expect(text).toContain('register the app');
    expect(text).toContain('A dry run: nothing was changed.');
    expect(await application()).toBeUndefined();
    expect(() => statSync(join(folder, '.env.prod'))).toThrow();
  });

  it('registers the app with exactly what is needed, and keeps its secret from everybody else', async () => {
    const { code, text } = await setup([...usual(), '--site', site, '--yes']);
    expect([code, text]).toEqual([0, expect.stringContaining('Done.')]);
    const app = await application();
    const address = `api://pulse.contoso.com/BotId-${app.appId}`;
    expect(app).toMatchObject({ signInAudience: 'AzureADMyOrg', identifierUris: [address] });
    expect(app.api.requestedAccessTokenVersion).toBe(2);
    expect(app.api.oauth2PermissionScopes.map(({ id, value }: { id: string; value: string }) => [id, value])).toEqual([
      [apiScopeId, 'access_as_user'],
    ]);
    expect(app.api.preAuthorizedApplications.map(({ appId }: { appId: string }) => appId)).toEqual([...teamsClients]);
    expect(app.spa.redirectUris).toEqual(['https://pulse.contoso.com/signed-in']);

    const [principal] = (await administrator<{ value: { id: string }[] }>('GET', `/servicePrincipals?$filter=appId eq '${app.appId}'`))
      .value;
    const [graph] = (
      await administrator<{ value: { appRoles: { id: string; value: string }[] }[] }>(
        'GET',
        `/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'`,
      )
    ).value;
    const { value: assigned } = await administrator<{ value: { appRoleId: string }[] }>(
      'GET',
      `/servicePrincipals/${principal?.id}/appRoleAssignments`,
    );
    expect(assigned.map(({ appRoleId }) => graph?.appRoles.find(({ id }) => id === appRoleId)?.value)).toEqual(['Sites.Selected']);
    const { value: consents } = await administrator<{ value: { scope: string }[] }>(
      'GET',
      `/oauth2PermissionGrants?$filter=clientId eq '${principal?.id}'`,
    );
    const needed = permissions.filter(({ kind, isNeeded }) => kind === 'delegated' && isNeeded).map(({ name }) => name);
    expect(consents.map(({ scope }) => scope)).toEqual([needed.join(' ')]);

    const kept = settings('.env.prod.user').SECRET_CLIENT_SECRET ?? '';
    expect(statSync(join(folder, '.env.prod.user')).mode & 0o777).toBe(0o600);
    expect(kept.length).toBeGreaterThan(20);
    expect(text).not.toContain(kept);
    expect(readFileSync(join(folder, '.env.prod'), 'utf8')).not.toContain(kept);
    const form = {
      grant_type: 'client_credentials',
      client_id: app.appId,
      client_secret: kept,
      scope: 'https://graph.microsoft.com/.default',
    };
    const token = await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const lists = await fetch(`${local.url}/v1.0/sites/${local.site.id}/lists`, { headers: { authorization: `Bearer ${bearer}` } });
    expect(lists.status).toBe(200);
  });

  it('can be repeated: it changes nothing that is as it shall be, and adds what is newly asked', async () => {
    await setup([...usual(), '--yes']);
    const before = await application();
    const secretBefore = settings('.env.prod.user');
    const again = await setup(['--yes']);
    expect([again.code, again.text]).toEqual([0, expect.stringContaining('Nothing is left to be done')]);
    expect(await application()).toEqual(before);
    expect(settings('.env.prod.user')).toEqual(secretBefore);

    const more = await setup(['--optional', 'User.Read.All', '--new-secret', '--yes']);
    expect(more.text).toContain('✓ grant User.Read.All (application)');
    expect(settings('.env.prod.user').SECRET_CLIENT_SECRET).not.toBe(secretBefore.SECRET_CLIENT_SECRET);
    expect(settings('.env.prod.user').SECRET_TOKEN_KEY).toBe(secretBefore.SECRET_TOKEN_KEY);
    expect((await setup(['--yes'])).text).toContain('Nothing is left to be done');
  });

  it('leaves what somebody else wrote, in the app and in the files', async () => {
    await setup([...usual(), '--yes']);
    const app = await application();
    await administrator('PATCH', `/applications/${app.id}`, { web: { redirectUris: ['https://other.contoso.com/'] }, identifierUris: [] });
    writeFileSync(join(folder, '.env.prod'), `# mine\n${readFileSync(join(folder, '.env.prod'), 'utf8')}OWN=kept\n`);
    await setup(['--yes']);
    expect((await application()).web.redirectUris).toContain('https://other.contoso.com/');
    expect((await application()).identifierUris).toEqual(app.identifierUris);
    expect(readFileSync(join(folder, '.env.prod'), 'utf8')).toMatch(/^# mine\n[\s\S]*OWN=kept\n$/);
  });

  it('goes on where a step failed', async () => {
    local.setFaults(({ method, path }) => (method === 'POST' && path === '/oauth2PermissionGrants' ? { status: 403 } : null));
    const stopped = await setup([...usual(), '--yes']);
    local.setFaults(null);
    expect(stopped.code).toBe(1);
    expect(stopped.text).toMatch(/✗ consent for everybody[\s\S]*2 of 11 steps are left: run it again/);
    const ended = await setup([...usual(), '--yes']);
    expect([ended.code, ended.text]).toEqual([0, expect.stringContaining('Done.')]);
    const { value } = await administrator<{ value: unknown[] }>('GET', `/applications?$filter=displayName eq 'pulse ${round}'`);
    expect(value).toHaveLength(1);
  });

  it('makes a certificate that works, and keeps the one before until the new one is known', async () => {
    const { code } = await setup([...usual(), '--credential', 'certificate', '--yes']);
    expect(code).toBe(0);
    const path = join(folder, '.local/account-pulse-prod.pem');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const first = readFileSync(path, 'utf8');
    await setup(['--credential', 'certificate', '--yes']);
    expect(readFileSync(path, 'utf8')).not.toBe(first);
    expect((await application()).keyCredentials).toHaveLength(2);
    expect(settings()).toMatchObject({ CLIENT_CERTIFICATE: '.local/account-pulse-prod.pem' });
  });

  it('lets the app trust a managed identity, and forgets the secret', async () => {
    await setup([...usual(), '--yes']);
    const identity = '2f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
    const principal = principalOfIdentity(identity);
    const { code } = await setup([
      '--credential',
      'managed-identity',
      '--managed-identity',
      identity,
      '--identity-principal',
      principal,
      '--yes',
    ]);
    expect(code).toBe(0);
    const trusted = await administrator<{ value: { subject: string; audiences: string[] }[] }>(
      'GET',
      `/applications/${(await application()).id}/federatedIdentityCredentials`,
    );
    expect(trusted.value).toMatchObject([{ subject: principal, audiences: ['api://AzureADTokenExchange'] }]);
    expect(settings()).toMatchObject({ MANAGED_IDENTITY: identity });
    expect(settings('.env.prod.user').SECRET_CLIENT_SECRET).toBe('');
  });

  it('asks for what it is not told, again where an answer cannot be used, and explains each optional permission', async () => {
    const asked: string[] = [];
    const given: Record<string, string[]> = {
      cloud: ['mars', 'usgov'],
      organisation: ['contoso.onmicrosoft.com'],
      domain: [''],
      prove: ['certificate'],
    };
    const flags = readFlags([]);
    const { wish, tenant } = await answersOf(flags, environmentFiles(flags.env, folder), async (question, usual) => {
      asked.push(question);
      const known = Object.entries(given).find(([word]) => question.includes(word));
      return known?.[1].shift() ?? usual;
    });
    expect([tenant, wish.cloud.name, wish.tabDomain, wish.credential.kind]).toEqual([
      'contoso.onmicrosoft.com',
      'usgov',
      null,
      'certificate',
    ]);
    expect(asked.filter((question) => question.includes('Which cloud'))).toHaveLength(2);
    expect(asked.filter((question) => question.includes('Ask for it?'))).toHaveLength(
      permissions.filter(({ isNeeded, kind }) => !isNeeded && kind !== 'inTeam').length,
    );
  });

  it('tells who may not do it', async () => {
    const { code, text } = await setup([...usual(), '--yes'], colleague);
    expect(code).toBe(1);
    expect(text).toContain('It takes a Global Administrator');
    expect(await application()).toBeUndefined();
  });

  it.each<[string, string[], string]>([
    ['without a yes', [], 'nobody is here to say yes'],
    ['for a site that is not there', ['--site', 'https://contoso.sharepoint.com/sites/Nowhere', '--yes'], 'there is no site'],
  ])('changes nothing %s', async (_, args, says) => {
    const { code, text } = await setup([...usual(), ...args]);
    expect([code, text]).toEqual([1, expect.stringContaining(says)]);
    expect(await application()).toBeUndefined();
  });

  it.each<[string[], string]>([
    [['--tennant', 'x'], "Unknown option '--tennant'"],
    [['--tab-domain', 'https://x'], 'TAB_DOMAIN cannot be "https://x"'],
    [['--optional', 'Mail.Read'], '--optional "Mail.Read" is none of'],
    [['--credential', 'password'], '--credential must be one of'],
    [['--credential', 'managed-identity'], 'a managed identity is named by'],
    [['--days', '0'], '--days must be a whole number'],
    [['--cloud', 'mars'], 'CLOUD cannot be "mars"'],
    [['--graph-url', 'https://graph.microsoft.com'], '--graph-url is for a local Graph'],
    [['--env', 'Prod'], '--env must be a word in lower case'],
    [['--cloud', 'china'], 'has no public client of Microsoft'],
  ])('refuses %j before anybody signs in', async (args, says) => {
    const answers = async () => {
      const flags = readFlags(['--tenant', local.tenantId, ...args, '--yes']);
      return answersOf(flags, environmentFiles(flags.env, folder), null);
    };
    await expect(answers()).rejects.toThrow(says);
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
