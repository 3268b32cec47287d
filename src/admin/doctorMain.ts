/**
 * npm run doctor: tries each permission and setting of an installation, and says in one line each what is missing, what
 * stops working without it, and how it is granted. Exit code 0: everything that is needed works; 1: something does not;
 * 2: it could not be tried.
 */
import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';
import { openGraph } from '../graph/client.ts';
import { systemClock } from '../graph/clock.ts';
import { deviceCodeTokens } from '../graph/deviceCode.ts';
import { checkRegistration } from './checks/registration.ts';
import { examine } from './doctor.ts';
import { EnvironmentError } from './environmentFile.ts';
import { isBad, lineOf } from './finding.ts';
import { installationOf } from './installation.ts';
import { directory, readingPermissions } from './setup/directory.ts';

const usage = `npm run doctor -- [--env prod] [--sign-in] [--site ADDRESS]… [--team ID]… [--json]
  --env NAME   the settings of env/.env.NAME; without it those of this environment
  --sign-in    sign in as an administrator too: the registration and the consents of persons are told to nobody else
  --site, --team   what to try on, beside what the accounts in the database are connected to`;

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      env: { type: 'string' },
      site: { type: 'string', multiple: true, default: [] },
      team: { type: 'string', multiple: true, default: [] },
      'sign-in': { type: 'boolean', default: false },
      'sign-in-client': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const config = installationOf(values.env, process.env);
  const findings = await examine(config, {
    sites: values.site,
    teams: values.team,
    setup: `npm run setup --${values.env ? ` --env ${values.env}` : ''}`,
    tell: (finding) => (values.json ? undefined : say(lineOf(finding))),
    asAdministrator: !values['sign-in']
      ? null
      : async (at) => {
          const clientId = values['sign-in-client'] ?? at.cloud.setupClientId;
          if (!clientId) throw new EnvironmentError(`${at.cloud.title} needs --sign-in-client <a public client of your own>`);
          const tokens = deviceCodeTokens({
            ...{ tenant: at.credentials.tenantId, cloud: at.cloud, clientId, permissions: readingPermissions, clock: systemClock },
            prompt: ({ message }) => process.stderr.write(`${message}\n`),
          });
          return checkRegistration(at, directory(openGraph({ root: at.cloud.graph, tokens }), systemClock));
        },
  });
  const count = (state: string) => findings.filter((finding) => finding.state === state).length;
  if (values.json) say(JSON.stringify({ findings }, null, 2));
  else
    say(
      `\n${count('ok')} work, ${count('missing')} are missing, ${count('reduced')} optional ones are not there, ${count('note')} are worth a look, ${count('untried')} could not be tried.`,
    );
  return findings.some(isBad) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isForPerson =
      error instanceof ConfigError || error instanceof EnvironmentError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.stderr.write(
      `account-pulse doctor: ${isForPerson ? `${(error as Error).message}\n${error instanceof ConfigError ? '' : usage}` : ((error as Error).stack ?? String(error))}\n`,
    );
    process.exitCode = 2;
  },
);
