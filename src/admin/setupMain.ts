/**
 * npm run setup: the app registration with exactly the permissions that are needed, its credential and its sites, through
 * Microsoft Graph in the name of an administrator who signs in by a code. It can be repeated; it says what it will do first.
 */
import { createInterface } from 'node:readline/promises';
import { openGraph } from '../graph/client.ts';
import { systemClock } from '../graph/clock.ts';
import { offers } from '../graph/clouds.ts';
import { deviceCodeTokens } from '../graph/deviceCode.ts';
import { EnvironmentError, environmentFiles } from './environmentFile.ts';
import { environmentFolder } from './installation.ts';
import { type Ask, answersOf, keysMissing, readFlags, usage } from './setup/answers.ts';
import { carryOut, inWords } from './setup/carryOut.ts';
import { directory, setupPermissions } from './setup/directory.ts';
import { nextSteps } from './setup/nextSteps.ts';
import { type Plan, planOf } from './setup/plan.ts';
import { SetupError } from './setup/step.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(argv: readonly string[]): Promise<void> {
  const flags = readFlags(argv);
  if (flags.help) return say(usage);
  const files = environmentFiles(flags.env, environmentFolder(process.env));
  const isInteractive = process.stdin.isTTY === true && !flags.yes;
  const lines = isInteractive ? createInterface({ input: process.stdin, output: process.stdout }) : null;
  const ask: Ask =
    lines && (async (question, usual) => (await lines.question(`${question}${usual ? ` [${usual}]` : ''}: `)).trim() || usual);
  lines?.on('SIGINT', () => {
    say('\nStopped. What was done before stays; run it again to go on.');
    process.exit(130);
  });
  try {
    const { wish, tenant, signInClient } = await answersOf(flags, files, ask);
    const tokens = deviceCodeTokens({
      ...{ tenant, cloud: wish.cloud, clientId: signInClient, permissions: setupPermissions, clock: systemClock },
      prompt: ({ message }) =>
        say(`\n${message}\nSign in as an administrator. The permissions are for this run of the setup alone; the app gets none of them.`),
    });
    const asAdministrator = directory(openGraph({ root: wish.cloud.graph, tokens }), systemClock);
    const tenantId = await asAdministrator.tenantId();
    if (!tenantId) throw new SetupError('Microsoft Graph does not say which directory this is');
    const credential = wish.credential.kind === 'managed-identity' ? { ...wish.credential, tenantId } : wish.credential;
    const plan = await planOf(asAdministrator, { ...wish, credential });
    tellPlan(plan, files.pathOf('open'), files.pathOf('secret'));
    if (flags['dry-run']) return say('\nA dry run: nothing was changed.');
    if (!flags.yes) {
      if (!ask) throw new SetupError('nobody is here to say yes: --yes does it, --dry-run only says what would be done');
      if (!/^y(es)?$/i.test(await ask('\nDo this? yes or no', 'no'))) return say('Nothing was changed.');
    }
    await carryOut(plan, say);
    const { app } = plan.progress;
    if (!app) throw new Error('the app is not there after all');
    files.write('open', {
      ...{
        TENANT_ID: tenantId,
        CLIENT_ID: app.appId,
        OBJECT_ID: app.id,
        AUTHORITY: `${wish.cloud.authority}/${tenantId}`,
        CLOUD: wish.cloud.name,
      },
      ...(flags['graph-url'] ? { GRAPH_URL: flags['graph-url'] } : {}),
      ...(files.values().BOT ? {} : { BOT: offers(wish.cloud, 'bot') ? 'on' : 'off' }),
      ...(wish.tabDomain ? { TAB_DOMAIN: wish.tabDomain } : {}),
      ...(flags.admins ? { ADMINS: flags.admins } : {}),
      OPTIONAL_PERMISSIONS: wish.permissions
        .filter(({ isNeeded }) => !isNeeded)
        .map(({ name, kind }) => `${name} (${kind})`)
        .join(','),
    });
    const keys = keysMissing(files.values());
    files.write('open', keys.open);
    if (Object.keys(keys.secret).length > 0) files.write('secret', keys.secret);
    say(`\nDone. The app is ${app.appId}; its settings stand in ${files.pathOf('open')}, its secrets in ${files.pathOf('secret')}.\n`);
    say(nextSteps({ env: files.name, cloud: wish.cloud, values: files.values() }));
  } finally {
    lines?.close();
  }
}

function tellPlan({ isThere, steps }: Plan, openFile: string, secretFile: string): void {
  if (isThere.length > 0) say(`\nThere already: ${isThere.join(', ')}.`);
  say(steps.length === 0 ? '\nNothing is left to be done in the directory.' : '\nThis will be done:');
  for (const [index, { says }] of steps.entries()) say(`  ${index + 1}. ${says}`);
  say(`  ${steps.length + 1}. write the settings to ${openFile}, and secrets to ${secretFile} (for your eyes alone)`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isForPerson = error instanceof SetupError || error instanceof EnvironmentError;
  try {
    process.stderr.write(`account-pulse setup: ${isForPerson ? error.message : inWords(error)}\n`);
  } catch {
    process.stderr.write(`account-pulse setup: ${(error as Error).stack ?? String(error)}\n`);
  }
  process.exitCode = 1;
});
