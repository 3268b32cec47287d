import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppManifestUtils, type TeamsManifestV1D30 } from '@microsoft/app-manifest';
import ajvDraft04 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import { unzipSync } from 'fflate';
import {
  type EnvironmentName,
  environments,
  fillIn,
  MissingVariableError,
  readEnvironment,
  variablesIn,
  withExamples,
} from '../../appPackage/environment.ts';
import { colour, outline } from '../../appPackage/icons.ts';
import { packageFiles, type Reading, zipped } from '../../appPackage/package.ts';

type Manifest = TeamsManifestV1D30.TeamsManifestV1D30;

const root = new URL('../../', import.meta.url);
const schemas = join(dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')), 'json-schemas/teams/v1.30');
const schema = (name: string) => JSON.parse(readFileSync(join(schemas, name), 'utf8'));
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');
const environment = (name: EnvironmentName) => readEnvironment(name, new URL('env/', root));

/** Against the official JSON schema itself, by the errors it finds. */
function errorsBy(schemaName: string, value: unknown): unknown[] {
  const ajv = new ajvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  ajvFormats.default(ajv as never);
  const validate = ajv.compile(schema(schemaName));
  return validate(value) ? [] : (validate.errors ?? []);
}
const decode = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes));
const commandsOf = (manifest: Manifest) => (manifest.bots?.[0]?.commandLists ?? []).flatMap((list) => list.commands);
const size = (image: Uint8Array) => [Buffer.from(image).readUInt32BE(16), Buffer.from(image).readUInt32BE(20)];

const folder = mkdtempSync(join(tmpdir(), 'app-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(environments.flatMap((name) => (['without', 'with'] as const).map((reading) => [name, reading] as const)))(
  'the app package for %s, %s reading',
  (name: EnvironmentName, reading: Reading) => {
    let files: Record<string, Uint8Array>;
    let manifest: Manifest;
    let chinese: Record<string, string>;
    beforeAll(() => {
      files = unzipSync(zipped(packageFiles(name, withExamples(environment(name)), reading)));
      manifest = decode(files['manifest.json']);
      chinese = decode(files['zh-cn.json']);
    });

    it('holds the manifest, its translation and both icons, and nothing else', () => {
      expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png', 'zh-cn.json']);
    });

    it('passes the official JSON schema', () => {
      expect(errorsBy('MicrosoftTeams.schema.json', manifest)).toEqual([]);
    });

    it("passes Microsoft's own validation, offline", async () => {
      const path = join(folder, `${name}.${reading}.json`);
      writeFileSync(path, files['manifest.json'] ?? '');
      const [read, failures] = await AppManifestUtils.readAndValidateTeamsManifest(path);
      expect(failures).toEqual([]);
      expect(read.id).toBe(manifest.id);
    });

    it('has a translation that passes the official schema of translations', () => {
      expect(errorsBy('MicrosoftTeams.Localization.schema.json', chinese)).toEqual([]);
    });

    it('offers the same ten commands in both languages, short enough for the menu', () => {
      const commands = commandsOf(manifest);
      expect(commands.map(({ title }) => title)).toEqual([
        'scorecard',
        'kpi',
        'why',
        'goal',
        'renewals',
        'pipeline',
        'nudges',
        'digest',
        'sources',
        'help',
      ]);
      for (const [index, { title, description }] of commands.entries()) {
        const translated = [
          `bots[0].commandLists[0].commands[${index}].title`,
          `bots[0].commandLists[0].commands[${index}].description`,
        ].map((key) => chinese[key] ?? '');
        for (const [said, limit] of [
          [title, 32],
          [description ?? '', 128],
          [translated[0] ?? '', 32],
          [translated[1] ?? '', 128],
        ] as const) {
          expect(said.length).toBeGreaterThan(0);
          expect(said.length).toBeLessThanOrEqual(limit);
        }
      }
      const titles = commands.map((_, index) => chinese[`bots[0].commandLists[0].commands[${index}].title`]);
      expect(new Set(titles).size).toBe(10);
    });

    it('shows icons of the sizes that Teams asks for, the outline white on transparent', () => {
      expect(size(files['color.png'] ?? new Uint8Array())).toEqual([192, 192]);
      expect(size(files['outline.png'] ?? new Uint8Array())).toEqual([32, 32]);
    });

    it('works in private and shared channels, and loads pages from its own domain alone', () => {
      expect(manifest.supportsChannelFeatures).toBe('tier1');
      const domains = [manifest.configurableTabs?.[0]?.configurationUrl, ...(manifest.staticTabs ?? []).map((tab) => tab.contentUrl)]
        .filter((url) => url !== undefined)
        .map((url) => new URL(url).host);
      expect(new Set(domains)).toEqual(new Set(manifest.validDomains));
    });

    it(reading === 'with' ? 'may read the messages of its channels' : 'may not read messages', () => {
      const names = manifest.authorization?.permissions?.resourceSpecific?.map((permission) => permission.name) ?? [];
      expect(names.includes('ChannelMessage.Read.Group')).toBe(reading === 'with');
      expect(names).toEqual(expect.arrayContaining(['TeamMember.Read.Group', 'ChannelMember.Read.Group']));
    });
  },
);

describe('the icons', () => {
  it('are what the program draws', () => {
    expect(readFileSync(new URL('appPackage/color.png', root)).equals(colour(192))).toBe(true);
    expect(readFileSync(new URL('appPackage/outline.png', root)).equals(outline(32))).toBe(true);
  });
});

describe('the environments', () => {
  it.each(environments)('%s declares every variable that its manifest and its project file use', (name) => {
    const project = name === 'local' ? 'teamsapp.local.yml' : 'teamsapp.yml';
    const sources = [
      project,
      'appPackage/manifest.json',
      'appPackage/zh-cn.json',
      'infra/aad.manifest.json',
      ...(name === 'local' ? [] : ['infra/main.parameters.json']),
    ];
    const declared = Object.keys(environment(name));
    const undeclared = sources
      .flatMap((path) => variablesIn(text(path)))
      .filter((used) => !used.startsWith('SECRET_') && !declared.includes(used));
    expect(undeclared).toEqual([]);
  });

  it('hold no secret', () => {
    for (const file of readdirSync(new URL('env/', root)).filter((path) => !path.endsWith('.user'))) {
      expect(text(`env/${file}`)).not.toMatch(/^\s*SECRET_\w+=./m);
    }
  });

  it('refuse a package whose ids are not known', () => {
    expect(() => fillIn('{"id":"${{TEAMS_APP_ID}}"}', 'prod', environment('prod'))).toThrow(MissingVariableError);
  });

  it('carry the version of package.json', () => {
    const { version } = JSON.parse(text('package.json'));
    for (const name of environments) expect(environment(name).APP_VERSION).toBe(version);
  });
});
