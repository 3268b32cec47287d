import { z } from 'zod';
import type { ClientProof } from './graph/clientProof.ts';
import { type CloudName, cloudNames, clouds, hasBot, isLoopbackHttp } from './graph/clouds.ts';
import { type Key, KeyFormatError, readKeys } from './vault/keys.ts';

/** A setting that cannot be used: one line that says which, what it holds and what it may hold. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** How this installation proves to Entra ID who it is. */
export interface Credentials {
  tenantId: string;
  clientId: string;
  proof: ClientProof;
}

export interface Config {
  mode: 'local' | 'tenant';
  production: boolean;
  /** Local mode listens on loopback only. */
  host: string;
  port: number;
  graphPort: number;
  dataDir: string;
  /** PostgreSQL instead of the embedded database. */
  databaseUrl: string | null;
  /** Where Microsoft Graph is, when it is neither the local one nor that of the cloud. */
  graphUrl: string | null;
  /** A file that takes every exchange with Graph, one JSON line each. */
  graphLog: string | null;
  logLevel: (typeof logLevels)[number];
  /** A folder of CSV files to serve as lists. */
  dataFolder: string | null;
  /** Stands for today wherever a business day is asked. */
  asOf: string | null;
  playground: boolean;
  /** Directory ids or addresses of those who keep policies, metrics and erasure. */
  administrators: readonly string[];
  credentials: Credentials | null;
  /** Whose endpoints, and what is to be had there. */
  cloud: CloudName;
  /** Whether the bot is at work. Without it the tab serves, and nothing is sent into chats. */
  bot: boolean;
  /** As what the bot is registered, where it is not the app registration itself: a managed identity. */
  botIdentity: string | null;
  /** The public address of tab, API and bot in a tenant, without https://. */
  tabDomain: string | null;
  /** Under which id Teams knows the app: the manifest's when sideloaded, the catalogue's when published to the organisation. */
  teamsAppId: string | null;
  /** What kept sign-ins are sealed with, newest first; none: they cannot be kept. */
  tokenKeys: { keys: readonly Key[] } | { file: string } | null;
  /** What the list of erased persons is hashed with. An embedded database makes its own. */
  erasureKey: Buffer | null;
  /** Where backups before an upgrade go; null: beside an embedded database, and nowhere for a server's. */
  backupDir: string | null;
  /** The operator waives the backup before an upgrade. */
  migrateWithoutBackup: boolean;
  /** What opens /metrics, beside an administrator's token. */
  metricsToken: string | null;
  /** Where the operator hears of trouble, and the key by which they know that it comes from here. */
  operatorWebhook: { url: string; secret: string | null } | null;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const modes = ['local', 'tenant'] as const;
const switches = ['on', 'off'] as const;
const quoted = (values: readonly string[]) => values.map((value) => `"${value}"`).join(' or ');

const port = (usual: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65_535))
    .default(usual);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)))
    .optional();
const text = z.string().min(1).optional();
/** Directory ids and client ids. */
const guid = z.guid().optional();

interface Setting {
  schema: z.ZodType;
  expected: string;
  /** Left out of messages. */
  secret?: true;
}
const fromEnvironment = {
  PORT: { schema: port(3978), expected: 'a port number from 0 to 65535' },
  GRAPH_PORT: { schema: port(3979), expected: 'a port number from 0 to 65535' },
  HOST: { schema: text, expected: 'an address to listen on' },
  DATA_DIR: { schema: z.string().min(1).default('.data'), expected: 'a folder' },
  DATABASE_URL: { schema: url('postgres', 'postgresql'), expected: 'an address such as postgresql://user@host:5432/pulse', secret: true },
  GRAPH_URL: { schema: url('http', 'https'), expected: 'an address such as https://graph.microsoft.com' },
  GRAPH_LOG: { schema: text, expected: 'a file' },
  LOG_LEVEL: { schema: z.enum(logLevels).default('info'), expected: quoted(logLevels) },
  NODE_ENV: { schema: text, expected: 'a word' },
  ADMINS: {
    schema: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map((name) => name.toLowerCase()),
      ),
    expected: 'directory ids or addresses, separated by commas',
  },
  TENANT_ID: { schema: guid, expected: "the directory's id, such as 8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11" },
  CLIENT_ID: { schema: guid, expected: "the app registration's id, such as 8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11" },
  CLIENT_SECRET: { schema: text, expected: 'the secret of the app registration', secret: true },
  TAB_DOMAIN: {
    schema: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/)
      .optional(),
    expected: 'the domain of the tab in lower case without https://, such as pulse.contoso.com',
  },
  TOKEN_KEY: { schema: text, expected: '32 random bytes in base64', secret: true },
  TOKEN_KEYS: { schema: text, expected: 'keys as name:BASE64, newest first, separated by commas', secret: true },
  TOKEN_KEY_FILE: { schema: text, expected: 'the path of a file with one key a line, newest first' },
  ERASURE_KEY: { schema: text, expected: '32 random bytes or more in base64', secret: true },
  TEAMS_APP_ID: { schema: guid, expected: "the app's id in Teams, such as 8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11" },
  BACKUP_DIR: { schema: text, expected: 'a folder' },
  MIGRATE_WITHOUT_BACKUP: { schema: z.enum(['yes', 'no']).default('no'), expected: quoted(['yes', 'no']) },
  METRICS_TOKEN: {
    schema: z.string().min(16).max(4096).regex(/^\S+$/).optional(),
    expected: 'at least 16 characters without spaces',
    secret: true,
  },
  OPERATOR_WEBHOOK: { schema: url('http', 'https'), expected: 'an address such as https://alerts.contoso.com/pulse', secret: true },
  OPERATOR_WEBHOOK_SECRET: { schema: z.string().min(16).optional(), expected: 'at least 16 characters', secret: true },
  CLIENT_CERTIFICATE: { schema: text, expected: 'the path of a PEM file with certificate and private key' },
  CLIENT_SECRET_FILE: { schema: text, expected: 'the path of a file that holds the secret of the app registration' },
  MANAGED_IDENTITY: { schema: guid, expected: 'the client id of a managed identity that the app registration trusts' },
  FEDERATED_TOKEN_FILE: { schema: text, expected: 'the path of the token file that the platform keeps (workload identity)' },
  CLOUD: { schema: z.enum(cloudNames).default('global'), expected: quoted(cloudNames) },
  BOT: { schema: z.enum(switches).optional(), expected: quoted(switches) },
  BOT_ID: { schema: guid, expected: 'as what the bot is registered: CLIENT_ID, or MANAGED_IDENTITY' },
} as const satisfies Record<string, Setting>;

/** By name: what a deployment may hand to the server. */
export const settingNames: readonly string[] = Object.keys(fromEnvironment);

type Environment = { [K in keyof typeof fromEnvironment]: z.output<(typeof fromEnvironment)[K]['schema']> };

const flags = {
  '--data': { takes: 'a folder of CSV files', check: (value: string) => value.length > 0 },
  '--as-of': {
    takes: 'a date such as 2026-06-30',
    check: (value: string) => z.iso.date().safeParse(value).success && value >= '1990-01-01' && value <= '2100-12-31',
  },
  '--mode': { takes: quoted(modes), check: (value: string) => (modes as readonly string[]).includes(value) },
  '--no-playground': null,
} as const;
type Flag = keyof typeof flags;

/**
 * Every setting, validated once. Pure: it opens and looks up nothing.
 * @param argv the arguments after the program's name
 * @throws ConfigError
 */
export function readConfig(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Config {
  const given = readFlags(argv);
  const settings = readEnvironment(env);
  const mode = (given.get('--mode') ?? 'local') as Config['mode'];
  const production = settings.NODE_ENV === 'production';
  if (production && mode === 'local')
    throw new ConfigError('NODE_ENV=production refuses local mode: start with --mode tenant and the settings of env/');
  if (production && settings.GRAPH_LOG)
    throw new ConfigError('NODE_ENV=production refuses GRAPH_LOG: it writes what Graph answers to a file');
  const credentials = readCredentials(settings);
  if (mode === 'tenant' && !credentials)
    throw new ConfigError(`--mode tenant needs TENANT_ID, CLIENT_ID and one of ${proofs}: npm run setup makes them`);
  if (mode === 'tenant' && given.has('--data'))
    throw new ConfigError('--data serves CSV files through the local Graph: it cannot be used with --mode tenant');
  if (mode === 'local' && settings.HOST && !['127.0.0.1', '::1', 'localhost'].includes(settings.HOST)) {
    throw new ConfigError(`HOST=${settings.HOST}: local mode listens on loopback only`);
  }
  if (settings.PORT !== 0 && settings.PORT === settings.GRAPH_PORT)
    throw new ConfigError(`PORT and GRAPH_PORT are both ${settings.PORT}: they must differ`);
  if (mode === 'local' && settings.CLOUD !== 'global')
    throw new ConfigError(`CLOUD=${settings.CLOUD}: local mode has a cloud of its own; it is a setting of --mode tenant`);
  if (production && settings.GRAPH_URL && isLoopbackHttp(settings.GRAPH_URL))
    throw new ConfigError('NODE_ENV=production refuses a GRAPH_URL on this machine: the local Graph is a tool for trying out');
  if (mode === 'tenant' && settings.GRAPH_URL?.startsWith('http:') && !isLoopbackHttp(settings.GRAPH_URL))
    throw new ConfigError(`GRAPH_URL must be https beyond this machine, not "${settings.GRAPH_URL}"`);
  return {
    mode,
    production,
    host: settings.HOST ?? (mode === 'local' ? '127.0.0.1' : '0.0.0.0'),
    port: settings.PORT,
    graphPort: settings.GRAPH_PORT,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL ?? null,
    graphUrl: settings.GRAPH_URL?.replace(/\/+$/, '') ?? null,
    graphLog: settings.GRAPH_LOG ?? null,
    logLevel: settings.LOG_LEVEL,
    dataFolder: given.get('--data') ?? null,
    asOf: given.get('--as-of') ?? null,
    playground: !given.has('--no-playground'),
    administrators: settings.ADMINS,
    credentials,
    cloud: settings.CLOUD,
    bot: hasBot(clouds[settings.CLOUD], settings.BOT === undefined ? null : settings.BOT === 'on'),
    botIdentity: readBotIdentity(settings),
    tabDomain: settings.TAB_DOMAIN ?? null,
    teamsAppId: settings.TEAMS_APP_ID ?? null,
    tokenKeys: readTokenKeys(settings),
    erasureKey: readErasureKey(settings),
    backupDir: settings.BACKUP_DIR ?? null,
    migrateWithoutBackup: settings.MIGRATE_WITHOUT_BACKUP === 'yes',
    metricsToken: settings.METRICS_TOKEN ?? null,
    operatorWebhook: readWebhook(settings, mode),
  };
}

/** One setting of three; a file is read anew when it changes. */
function readTokenKeys({ TOKEN_KEY, TOKEN_KEYS, TOKEN_KEY_FILE }: Environment): Config['tokenKeys'] {
  const given = Object.entries({ TOKEN_KEY, TOKEN_KEYS, TOKEN_KEY_FILE }).filter(([, value]) => value);
  const [first, second] = given;
  if (!first) return null;
  if (second) throw new ConfigError(`${first[0]} and ${second[0]} are both set: keep one of them`);
  if (TOKEN_KEY_FILE) return { file: TOKEN_KEY_FILE };
  const [setting, value] = first as [string, string];
  try {
    return { keys: readKeys(value, setting) };
  } catch (error) {
    throw error instanceof KeyFormatError ? new ConfigError(error.message) : error;
  }
}

function readErasureKey({ ERASURE_KEY: given }: Environment): Buffer | null {
  if (!given) return null;
  const bytes = Buffer.from(given, 'base64');
  if (!/^[A-Za-z0-9+/_=-]+$/.test(given) || bytes.length < 32)
    throw new ConfigError('ERASURE_KEY must be 32 random bytes or more in base64');
  return bytes;
}

/** `--flag value` and `--flag=value`. */
function readFlags(argv: readonly string[]): Map<Flag, string> {
  const given = new Map<Flag, string>();
  const rest = [...argv];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [name = '', ...attached] = word.split('=');
    if (!name.startsWith('-')) throw new ConfigError(`"${word}" is not understood: the flags are ${Object.keys(flags).join(', ')}`);
    if (!Object.hasOwn(flags, name)) throw new ConfigError(`unknown flag ${name}: did you mean ${nearest(name, Object.keys(flags))}?`);
    const flag = name as Flag;
    if (given.has(flag)) throw new ConfigError(`${flag} is given twice`);
    const definition = flags[flag];
    if (definition === null) {
      if (attached.length > 0) throw new ConfigError(`${flag} takes no value`);
      given.set(flag, '');
      continue;
    }
    const value = attached.length > 0 ? attached.join('=') : rest.shift();
    if (value === undefined || (attached.length === 0 && value.startsWith('--')))
      throw new ConfigError(`${flag} needs ${definition.takes}`);
    if (!definition.check(value)) throw new ConfigError(`${flag} needs ${definition.takes}, not "${value}"`);
    given.set(flag, value);
  }
  return given;
}

/** An empty variable is one that is not set. */
function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const settings = Object.entries(fromEnvironment).map(([name, setting]: [string, Setting]) => {
    const value = env[name]?.trim() || undefined;
    const parsed = setting.schema.safeParse(value);
    if (parsed.success) return [name, parsed.data] as const;
    throw new ConfigError(`${name} must be ${setting.expected}${setting.secret ? '' : `, not "${value}"`}`);
  });
  return Object.fromEntries(settings) as Environment;
}

function readWebhook(settings: Environment, mode: Config['mode']): Config['operatorWebhook'] {
  const { OPERATOR_WEBHOOK: url, OPERATOR_WEBHOOK_SECRET: secret } = settings;
  if (!url && secret) throw new ConfigError('OPERATOR_WEBHOOK_SECRET is set without OPERATOR_WEBHOOK: set the address too');
  if (!url) return null;
  const { protocol, hostname, username } = new URL(url);
  const isOnLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(mode === 'local' && isOnLoopback))
    throw new ConfigError('OPERATOR_WEBHOOK must be an https address (in local mode also one on this machine)');
  if (username) throw new ConfigError('OPERATOR_WEBHOOK must not hold a name or password: use OPERATOR_WEBHOOK_SECRET');
  return { url, secret: secret ?? null };
}

const proofNames = ['CLIENT_SECRET', 'CLIENT_SECRET_FILE', 'CLIENT_CERTIFICATE', 'MANAGED_IDENTITY', 'FEDERATED_TOKEN_FILE'] as const;
const proofs = `${proofNames.slice(0, -1).join(', ')} or ${proofNames.at(-1)}`;

const proofOf: Readonly<Record<(typeof proofNames)[number], (value: string) => ClientProof>> = {
  CLIENT_SECRET: (clientSecret) => ({ kind: 'secret', clientSecret }),
  CLIENT_SECRET_FILE: (path) => ({ kind: 'secretFile', path }),
  CLIENT_CERTIFICATE: (path) => ({ kind: 'certificate', path }),
  MANAGED_IDENTITY: (identityId) => ({ kind: 'managedIdentity', identityId }),
  FEDERATED_TOKEN_FILE: (tokenFile) => ({ kind: 'workloadIdentity', tokenFile }),
};

/** All of a set, or nothing: half of one is an error and never a fall back. */
function readCredentials(settings: Environment): Credentials | null {
  const { TENANT_ID: tenantId, CLIENT_ID: clientId } = settings;
  const given = proofNames.filter((name) => settings[name] !== undefined);
  if (!tenantId && !clientId && given.length === 0) return null;
  const [name, ...more] = given;
  if (more.length > 0) throw new ConfigError(`${listed(given)} are ${given.length > 2 ? 'all' : 'both'} set: keep one of them`);
  const missing = [!tenantId && 'TENANT_ID', !clientId && 'CLIENT_ID', !name && `one of ${proofs}`].filter((part) => part !== false);
  if (!tenantId || !clientId || !name)
    throw new ConfigError(`half a set of credentials: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing`);
  return { tenantId, clientId, proof: proofOf[name](settings[name] as string) };
}

function readBotIdentity({ BOT_ID: id, CLIENT_ID: clientId, MANAGED_IDENTITY: identity }: Environment): string | null {
  if (!id || id.toLowerCase() === clientId?.toLowerCase()) return null;
  if (id.toLowerCase() === identity?.toLowerCase()) return id;
  throw new ConfigError(
    `BOT_ID must be CLIENT_ID (a bot of one tenant) or MANAGED_IDENTITY (a bot that is a managed identity), not "${id}"`,
  );
}

const listed = (names: readonly string[]) => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The one of `names` that takes the fewest edits to reach. */
export function nearest(word: string, names: readonly string[]): string {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
      }
      row = next;
    }
    return row[b.length] ?? 0;
  };
  return names.reduce((best, name) => (distance(word, name) < distance(word, best) ? name : best), names[0] ?? '');
}
