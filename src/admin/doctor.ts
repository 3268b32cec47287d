import type { Config } from '../config.ts';
import { azureTokens, identityTokens } from '../graph/azureTokens.ts';
import { openGraph } from '../graph/client.ts';
import { systemClock } from '../graph/clock.ts';
import { offers } from '../graph/clouds.ts';
import { GraphError } from '../graph/errors.ts';
import type { Fetch } from '../graph/wire.ts';
import { cloudOf } from '../realTenant.ts';
import { checkClock } from './checks/clock.ts';
import { checkDatabase, nowhere } from './checks/database.ts';
import { checkPermissions } from './checks/permissions.ts';
import { checkPublicAddress } from './checks/publicAddress.ts';
import { checkSettings } from './checks/settings.ts';
import { checkBotToken, checkCertificate, checkSignIn } from './checks/signIn.ts';
import type { Examination, Place } from './examination.ts';
import type { Finding } from './finding.ts';
import { keyOf, permissions } from './permissions.ts';

export interface DoctorOptions {
  /** Beside those that the accounts are connected to. */
  sites: readonly string[];
  teams: readonly string[];
  /** How the setup is called for this installation. */
  setup: string;
  /** Stands for the network beyond Graph. */
  send?: Fetch;
  now?: () => Date;
  /** What an administrator who signed in may see besides; null: nobody did. */
  asAdministrator: ((at: Examination) => Promise<Finding[]>) | null;
  /** Told of each finding as it is found. */
  tell?: (finding: Finding) => void;
}

/** Tries every permission and setting of an installation, each by itself: one that fails hides no other. */
export async function examine(config: Config, options: DoctorOptions): Promise<Finding[]> {
  const { credentials } = config;
  if (!credentials) throw new Error('the doctor needs the settings of a tenant');
  const { send = fetch, now = () => new Date(), tell = () => undefined } = options;
  const cloud = cloudOf(config);
  const tokens = azureTokens(credentials, cloud, systemClock);
  const botTokens = !config.bot
    ? null
    : config.botIdentity === null
      ? azureTokens(credentials, cloud, systemClock, cloud.bot.tokenIssuer)
      : identityTokens(config.botIdentity, cloud.bot.tokenIssuer, systemClock);
  const findings: Finding[] = [];
  const found = (...more: (Finding | null)[]) => {
    for (const finding of more) {
      if (!finding) continue;
      findings.push(finding);
      tell(finding);
    }
  };

  const database = config.databaseUrl ? await checkDatabase(config.databaseUrl) : null;
  const known: Place = database?.place ?? nowhere;
  const place: Place = {
    sites: [...new Set([...options.sites, ...known.sites])],
    teams: [...options.teams.map((teamId) => ({ teamId, channelId: null, membershipType: 'standard' })), ...known.teams],
  };
  // Impatient: a person waits, and a request that is throttled is told as such.
  const graph = openGraph({ root: cloud.graph, tokens, limits: { attempts: 2, longestWaitMs: 5_000 }, timeoutMs: 30_000 });
  const at: Examination = { config, credentials, cloud, graph, tokens, botTokens, send, now, place, setup: options.setup };

  found(await checkClock(at), await checkCertificate(at));
  const signIn = await checkSignIn(at);
  found(signIn);
  if (signIn.state === 'ok') {
    found(...(await checkPermissions(at, config.bot).catch(unlessGraph('Permissions of the app'))));
    found(await checkBotToken(at));
  }
  found(...(options.asAdministrator ? await options.asAdministrator(at) : withoutAdministrator(at)));
  found(database?.finding ?? null, ...checkSettings(at), ...(await checkPublicAddress(at, config.bot)));
  return findings;
}

/** Consents of persons are told only to an administrator. */
const withoutAdministrator = ({ cloud }: Examination): Finding[] =>
  permissions
    .filter(({ kind, needs }) => kind === 'delegated' && (needs === undefined || offers(cloud, needs)))
    .map((permission) => ({ subject: keyOf(permission), state: 'untried', says: 'consents are told to an administrator: --sign-in' }));

const unlessGraph =
  (subject: string) =>
  (error: unknown): Finding[] => {
    if (!(error instanceof GraphError)) throw error;
    return [{ subject, state: 'note', says: `could not be tried now: ${error.message}` }];
  };
