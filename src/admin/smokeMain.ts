/** npm run smoke: a first look at an installation that runs. Exit code 0: as it should be; 1: something is not; 2: could not look. */
import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';
import { EnvironmentError } from './environmentFile.ts';
import { isBad, lineOf } from './finding.ts';
import { installationOf } from './installation.ts';
import { smoke } from './smoke.ts';

const usage = `PULSE_TOKEN=… npm run smoke -- [--env prod | --url https://pulse.contoso.com] [--account SLUG] [--no-bot]
  the token is one of yours for our API; without it only what strangers meet is looked at`;

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      env: { type: 'string' },
      url: { type: 'string' },
      account: { type: 'string' },
      'no-bot': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const config = values.url ? null : installationOf(values.env, process.env);
  const root = values.url ?? (config?.tabDomain ? `https://${config.tabDomain}` : null);
  if (!root || !URL.canParse(root)) throw new EnvironmentError('TAB_DOMAIN is not set: --url says where the installation is');
  const findings = await smoke({
    ...{ root: root.replace(/\/+$/, ''), token: process.env.PULSE_TOKEN || null, account: values.account ?? null },
    hasBot: !values['no-bot'] && (config?.bot ?? true),
    tell: (finding) => process.stdout.write(`${lineOf(finding)}\n`),
  });
  return findings.some(isBad) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error & { code?: string }) => {
    const isForPerson = error instanceof ConfigError || error instanceof EnvironmentError || error.code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(`account-pulse smoke: ${isForPerson ? `${error.message}\n${usage}` : (error.stack ?? error.message)}\n`);
    process.exitCode = 2;
  },
);
