import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { withExamples } from '../../appPackage/environment.ts';
import { packageFiles } from '../../appPackage/package.ts';
import { nextSteps } from '../../src/admin/setup/nextSteps.ts';
import { settingNames } from '../../src/config.ts';
import { clouds } from '../../src/graph/clouds.ts';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const bicep = text('infra/main.bicep');
const declared = [...bicep.matchAll(/^param (\w+) \w+( =)?/gm)].map(([, name = '', hasDefault]) => ({ name, isNeeded: !hasDefault }));

describe('infra/main.bicep', () => {
  it.each([
    ['infra/main.bicepparam', [...text('infra/main.bicepparam').matchAll(/^param (\w+) =/gm)].map(([, name = '']) => name)],
    ['infra/main.parameters.json', Object.keys(JSON.parse(text('infra/main.parameters.json')).parameters)],
  ])('is given by %s what it needs, and nothing that it does not know', (_, given) => {
    expect(given.filter((name) => !declared.some((parameter) => parameter.name === name))).toEqual([]);
    expect(declared.filter(({ name, isNeeded }) => isNeeded && !given.includes(name))).toEqual([]);
  });
  it('hands the server settings that it knows', () => {
    const settings = [...bicep.matchAll(/\{ name: '([A-Z_]+)', (?:value|secretRef):/g)].map(([, name]) => name);
    expect(settings.length).toBeGreaterThan(10);
    expect(settings.filter((name) => !settingNames.includes(name ?? ''))).toEqual([]);
  });
  it('keeps every secret among the secrets', () => {
    for (const name of ['clientSecret', 'tokenKey', 'erasureKey', 'databasePassword'])
      expect(bicep).toMatch(new RegExp(`@secure\\(\\)\\n(?:@\\w+\\(.*\\)\\n)*param ${name} string`));
    expect(bicep).not.toMatch(/output \w+ string = .*(secret|password|key)/i);
  });
  it('says by its outputs what the setup asks for', () => {
    const outputs = [...bicep.matchAll(/^output (\w+)/gm)].map(([, name]) => name);
    expect(outputs).toEqual(expect.arrayContaining(['TAB_DOMAIN', 'IDENTITY_CLIENT_ID', 'IDENTITY_PRINCIPAL_ID']));
    const steps = nextSteps({ env: 'prod', cloud: clouds.global, values: {} });
    for (const name of ['TAB_DOMAIN', 'IDENTITY_CLIENT_ID', 'IDENTITY_PRINCIPAL_ID']) expect(steps).toContain(`<${name}>`);
    expect(nextSteps({ env: 'prod', cloud: clouds.china, values: {} })).toContain('az cloud set --name AzureChinaCloud');
  });
  it('reads from the environment’s files what stands in them', () => {
    const known = `${text('env/.env.prod')}\nSECRET_CLIENT_SECRET=\nSECRET_TOKEN_KEY=\nSECRET_ERASURE_KEY=\nSECRET_DATABASE_PASSWORD=`;
    const asked = [...text('infra/main.bicepparam').matchAll(/readEnvironmentVariable\('(\w+)'\)/g)].map(([, name]) => name);
    expect(asked.filter((name) => !new RegExp(`^${name}=`, 'm').test(known))).toEqual([]);
  });
});

describe('the image', () => {
  const dockerfile = text('Dockerfile');
  const { scripts } = JSON.parse(text('package.json'));
  it('runs with the flags of npm start', () => {
    const flags = scripts.start.split(' ').filter((word: string) => word.startsWith('--'));
    expect(flags.length).toBeGreaterThan(0);
    for (const flag of flags) expect(dockerfile).toContain(`"${flag}"`);
  });
  it('runs as nobody who may change it, and says whether it is well', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ["node", "--disable'));
  });
  it('takes no secret and no test along', () => {
    const ignored = text('.dockerignore').split('\n');
    for (const name of ['env', '.local', '.data', '*.pem', 'test', '.git']) expect(ignored).toContain(name);
  });
});

describe('the package of a bot that is a managed identity', () => {
  it('names the identity as the bot, and the app for sign-in', () => {
    const BOT_ID = '2f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
    const variables: Record<string, string> = { ...withExamples({}), APP_VERSION: '1.0.0', APP_NAME_SUFFIX: '' };
    const manifest = (more: Record<string, string>) =>
      JSON.parse(Buffer.from(packageFiles('prod', { ...variables, ...more }, 'without')['manifest.json'] ?? '').toString());
    expect(manifest({ BOT_ID })).toMatchObject({ bots: [{ botId: BOT_ID }], webApplicationInfo: { id: variables.CLIENT_ID } });
    expect(manifest({})).toMatchObject({ bots: [{ botId: variables.CLIENT_ID }] });
  });
});
