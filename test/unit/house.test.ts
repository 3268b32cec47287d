import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs the check of import directions over a house of these files; each violation as "rule: from → to". */
function violationsIn(files: Readonly<Record<string, string>>): string[] {
  const house = mkdtempSync(join(tmpdir(), 'house-'));
  folders.push(house);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  writeFileSync(join(house, 'package.json'), readFileSync(join(root, 'package.json')));
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const run = spawnSync(process.execPath, [program, '--config', join(root, '.dependency-cruiser.mjs'), '-T', 'json', '.'], {
    cwd: house,
    encoding: 'utf8',
  });
  const report = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string }; from: string; to: string }[] } };
  return report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/^.*node_modules\//, '')}`);
}

const nothing = 'export const nothing = null;\n';
const importing = (...specifiers: string[]) =>
  `${specifiers.map((specifier, i) => `import * as i${i} from '${specifier}';`).join('\n')}\nexport const used = [${specifiers.map((_, i) => `i${i}`)}];\n`;

/** Each forbidden import: the rule that must object, the file that holds it, and what it imports. */
const forbidden: readonly [rule: string, from: string, specifier: string][] = [
  ['model-stands-alone', 'src/model/a.ts', '../i18n/words.ts'],
  ['model-knows-nothing-above-it', 'src/model/b.ts', '../kpis/words.ts'],
  ['kpis-know-only-the-model', 'src/kpis/a.ts', '../store/words.ts'],
  ['kpis-knows-nothing-above-it', 'src/kpis/b.ts', '../engine/words.ts'],
  ['engine-knows-nothing-above-it', 'src/engine/a.ts', '../moves/words.ts'],
  ['moves-knows-nothing-above-it', 'src/moves/a.ts', '../nudges/words.ts'],
  ['nudges-meetings-digest-insight-knows-nothing-above-it', 'src/digest/a.ts', '../server/contract.ts'],
  ['server-is-handed-the-bot', 'src/server/a.ts', '../../bot/words.ts'],
  ['core-knows-no-surface', 'src/jobs/a.ts', '../../bot/words.ts'],
  ['core-knows-no-surface', 'src/jobs/b.ts', '../../tab/words.ts'],
  ['core-knows-no-surface', 'src/jobs/c.ts', '../../demo/words.ts'],
  ['tab-knows-only-the-contract', 'tab/a.ts', '../src/engine/words.ts'],
  ['tab-knows-only-the-contract', 'tab/b.ts', '../src/server/words.ts'],
  ['bot-never-touches-sql', 'bot/a.ts', '../src/store/words.ts'],
  ['bot-never-touches-sql', 'bot/b.ts', 'kysely'],
  ['bot-never-touches-sql', 'bot/c.ts', 'pg'],
  ['bot-never-touches-sql', 'bot/d.ts', '@electric-sql/pglite'],
  ['botbuilder-behind-two-files', 'bot/e.ts', 'botbuilder'],
  ['botbuilder-behind-two-files', 'src/outbox/a.ts', 'botbuilder-core'],
  ['graph-libraries-only-in-graph', 'src/sync/a.ts', '@microsoft/microsoft-graph-client'],
  ['graph-libraries-only-in-graph', 'src/access/a.ts', '@azure/identity'],
  ['database-drivers-only-in-store', 'src/sync/b.ts', 'pg'],
  ['database-drivers-only-in-store', 'src/jobs/d.ts', '@electric-sql/pglite'],
  ['pure-rooms-write-no-queries', 'src/graph/a.ts', 'kysely'],
  ['restify-only-in-server', 'src/jobs/e.ts', 'restify'],
  ['demo-only-for-main-and-tests', 'appPackage/a.ts', '../demo/words.ts'],
  ['nothing-imports-tests', 'demo/a.ts', '../test/words.ts'],
  ['no-cycles', 'src/export/a.ts', './b.ts'],
  ['imports-resolve', 'src/export/c.ts', './missing.ts'],
  ['imports-are-declared', 'src/export/d.ts', 'fast-check'],
];

describe('the check of import directions', () => {
  let found: string[];
  beforeAll(() => {
    const words = ['i18n', 'kpis', 'store', 'engine', 'moves', 'nudges', 'server'].map((room) => `src/${room}/words.ts`);
    found = violationsIn({
      ...Object.fromEntries(
        [...words, 'src/server/contract.ts', 'bot/words.ts', 'tab/words.ts', 'demo/words.ts', 'test/words.ts'].map((path) => [
          path,
          nothing,
        ]),
      ),
      ...Object.fromEntries(forbidden.map(([, from, specifier]) => [from, importing(specifier)])),
      'src/export/b.ts': importing('./a.ts'),
    });
  });

  it.each(forbidden)('objects by %s when %s imports %s', (rule, from) => {
    expect(found.filter((violation) => violation.startsWith(`${rule}: ${from} → `))).toHaveLength(1);
  });

  it('objects to types as well', () => {
    const found = violationsIn({
      'src/store/words.ts': 'export type Words = string;\n',
      'bot/a.ts': "import type { Words } from '../src/store/words.ts';\nexport type Mine = Words;\n",
      'bot/b.tsx': "export type { Words } from '../src/store/words.ts';\nexport const b = <b>b</b>;\n",
      'bot/c.ts': "export const c = () => import('../src/store/words.ts');\n",
    });
    expect(found.sort()).toEqual(['a.ts', 'b.tsx', 'c.ts'].map((file) => `bot-never-touches-sql: bot/${file} → src/store/words.ts`));
  });

  it('lets pass what the house allows', () => {
    expect(
      violationsIn({
        'src/model/a.ts': importing('zod'),
        'src/kpis/a.ts': importing('../model/a.ts'),
        'src/engine/a.ts': importing('../kpis/a.ts', '../model/a.ts', 'kysely'),
        'src/moves/a.ts': importing('../engine/a.ts'),
        'src/nudges/a.ts': importing('../moves/a.ts'),
        'src/store/a.ts': importing('pg', '@electric-sql/pglite', 'kysely', '../model/a.ts'),
        'src/graph/a.ts': importing('@microsoft/microsoft-graph-client', '@azure/identity'),
        'src/server/contract.ts': importing('zod'),
        'src/server/a.ts': importing('restify', '../nudges/a.ts', './contract.ts'),
        'bot/adapter.ts': importing('botbuilder'),
        'bot/commands/why.ts': importing('../../src/engine/a.ts', '../adapter.ts'),
        'tab/a.tsx': importing('react', '../src/server/contract.ts'),
        'demo/a.ts': importing('../src/model/a.ts'),
        'src/main.ts': importing('./server/a.ts', './store/a.ts', './graph/a.ts', '../bot/adapter.ts', '../demo/a.ts'),
        'test/a.ts': importing('../demo/a.ts', '../src/store/a.ts', 'fast-check'),
        'bench/a.ts': importing('../demo/a.ts'),
      }),
    ).toEqual([]);
  });
});

describe('the house', () => {
  it('has the fixed top level', () => {
    const fixed = ['appPackage', 'bot', 'tab', 'src', 'env', 'test', 'package.json', 'tsconfig.json', 'teamsapp.yml'];
    expect(fixed.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it('has no code in other top level folders than its own', () => {
    const own = new Set(['appPackage', 'bench', 'bot', 'demo', 'soak', 'src', 'tab', 'test']);
    const others = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !['node_modules', 'dist', 'coverage'].includes(entry.name))
      .filter((entry) => !own.has(entry.name))
      .filter((entry) => readdirSync(join(root, entry.name), { recursive: true }).some((path) => /\.tsx?$/.test(String(path))));
    expect(others.map((entry) => entry.name)).toEqual([]);
  });

  it('names what a type needs at the top of the file, where the check sees it', () => {
    const files = ['src', 'bot', 'tab', 'demo', 'appPackage']
      .filter((folder) => existsSync(join(root, folder)))
      .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, String(path))))
      .filter((path) => /\.tsx?$/.test(path));
    const hidden = /(typeof\s+import\s*\(|import\(\s*['"][^'"]+['"]\s*\)\s*\.\s*(?!then\b|catch\b|finally\b)\w)/;
    expect(files.filter((path) => hidden.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('has a CI script that bash can read', () => {
    expect(() => execFileSync('bash', ['-n', join(root, '.ci/run')])).not.toThrow();
  });
});
