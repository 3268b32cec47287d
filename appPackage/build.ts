/**
 * Builds the app packages into dist/appPackage/.
 *
 *     npm run build:app              every environment; one that was not provisioned yet is built with example ids
 *     npm run build:app -- prod      that one, and an error where a variable is empty
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type EnvironmentName, environments, MissingVariableError, missingIn, readEnvironment, withExamples } from './environment.ts';
import { packageFiles, type Reading, zipped } from './package.ts';

const root = new URL('../', import.meta.url);
const out = new URL('dist/appPackage/', root);
const asked = process.argv.slice(2);
const isKnown = (name: string): name is EnvironmentName => (environments as readonly string[]).includes(name);

function build(environment: EnvironmentName, onlyProvisioned: boolean): void {
  const variables = readEnvironment(environment, new URL('env/', root), process.env);
  const missing = missingIn(readFileSync(new URL('appPackage/manifest.json', root), 'utf8'), variables);
  if (onlyProvisioned && missing.length > 0) throw new MissingVariableError(environment, missing);
  for (const reading of ['without', 'with'] satisfies Reading[]) {
    const name = `appPackage.${environment}${reading === 'with' ? '.with-reading' : ''}${missing.length > 0 ? '.example' : ''}.zip`;
    writeFileSync(new URL(name, out), zipped(packageFiles(environment, withExamples(variables), reading)));
    console.log(`dist/appPackage/${name}`);
  }
  if (missing.length > 0)
    console.log(`  ${environment} is not provisioned: ${missing.join(', ')} are examples, and Teams would not reach it`);
}

const unknown = asked.filter((name) => !isKnown(name));
if (unknown.length > 0) {
  console.error(`unknown environment ${unknown.join(', ')}: there are ${environments.join(', ')}`);
  process.exitCode = 1;
} else {
  mkdirSync(out, { recursive: true });
  try {
    for (const environment of asked.length > 0 ? asked.filter(isKnown) : environments) build(environment, asked.length > 0);
  } catch (error) {
    if (!(error instanceof MissingVariableError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
