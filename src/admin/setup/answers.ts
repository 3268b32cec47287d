import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Cloud, type CloudName, cloudNames, clouds, isLoopbackHttp, offers, onThisMachine } from '../../graph/clouds.ts';
import type { EnvironmentFiles } from '../environmentFile.ts';
import { chosen, keyOf, permissions } from '../permissions.ts';
import { plain, type Wish } from './plan.ts';
import { SetupError } from './step.ts';

/** Asks a person; null where nobody is there to ask. */
export type Ask = ((question: string, usual: string) => Promise<string>) | null;

const options = {
  env: { type: 'string', default: 'prod' },
  tenant: { type: 'string' },
  cloud: { type: 'string' },
  'tab-domain': { type: 'string' },
  name: { type: 'string' },
  credential: { type: 'string' },
  'new-secret': { type: 'boolean', default: false },
  days: { type: 'string' },
  'managed-identity': { type: 'string' },
  'identity-principal': { type: 'string' },
  'workload-issuer': { type: 'string' },
  'workload-subject': { type: 'string' },
  optional: { type: 'string', multiple: true },
  'all-optional': { type: 'boolean', default: false },
  site: { type: 'string', multiple: true },
  admins: { type: 'string' },
  'sign-in-client': { type: 'string' },
  'graph-url': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `npm run setup -- [--env prod] [--tenant contoso.onmicrosoft.com] [--tab-domain pulse.contoso.com] [--cloud ${cloudNames.join('|')}]
  --credential secret|certificate|managed-identity|workload-identity|keep|later   by what the server proves that it is the app
  --managed-identity CLIENT_ID --identity-principal OBJECT_ID               of the identity that the server runs as
  --workload-issuer URL --workload-subject SUBJECT                          of the platform (Kubernetes)
  --days N        how long a secret or certificate is good (365)            --new-secret  make another one
  --optional NAME (again for each) | --all-optional                         permissions beyond what is needed
  --site ADDRESS (again for each)                                           sites that it may read
  --admins LIST   who keeps policies, metrics and erasure                   --name NAME   of the app registration
  --sign-in-client ID   another public client to sign in with               --graph-url URL  a Graph on this machine
  --dry-run       say what would be done, and do nothing                    --yes   do it without asking`;

export type Flags = ReturnType<typeof readFlags>;

/** @throws SetupError */
export function readFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch (error) {
    throw new SetupError(`${(error as Error).message.split('.')[0]}. Usage:\n${usage}`);
  }
}

export interface Answers {
  wish: Wish;
  tenant: string;
  signInClient: string;
}

const domainName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const credentials = ['secret', 'certificate', 'managed-identity', 'workload-identity', 'keep', 'later'] as const;

/**
 * What is wanted: by flag, else by what the environment's files say, else by asking. What was answered once is not asked again.
 * @throws SetupError where an answer cannot be used, or nobody is there to give one
 */
export async function answersOf(flags: Flags, files: EnvironmentFiles, ask: Ask): Promise<Answers> {
  const known = files.values();
  const answer = async (
    flag: string | undefined,
    name: string,
    question: string,
    isGood: (text: string) => boolean,
    hint: string,
    mayBeEmpty = false,
  ) => {
    let text = flag ?? known[name] ?? '';
    for (let tries = 0; tries < 3 && ask && text === '' && flag === undefined; tries += 1) {
      text = (await ask(question, '')).trim();
      if (text === '' && mayBeEmpty) break;
      if (text !== '' && !isGood(text)) {
        process.stdout.write(`  "${text}" cannot be used: ${hint}\n`);
        text = '';
      }
    }
    if (text === '' && !mayBeEmpty) throw new SetupError(`${name} is not known: ${hint}`);
    if (text !== '' && !isGood(text)) throw new SetupError(`${name} cannot be "${text}": ${hint}`);
    return text;
  };

  const cloudName = await answer(
    flags.cloud ?? known.CLOUD ?? (ask ? undefined : 'global'),
    'CLOUD',
    `Which cloud? ${cloudNames.join(', ')}`,
    (text) => (cloudNames as readonly string[]).includes(text),
    `one of ${cloudNames.join(', ')}`,
  );
  const graphUrl = flags['graph-url'] ?? known.GRAPH_URL;
  if (graphUrl && !isLoopbackHttp(graphUrl))
    throw new SetupError(`--graph-url is for a local Graph such as http://localhost:3979, not "${graphUrl}"`);
  const cloud: Cloud = graphUrl
    ? onThisMachine(clouds[cloudName as CloudName], graphUrl.replace(/\/+$/, ''))
    : clouds[cloudName as CloudName];
  const signInClient = flags['sign-in-client'] ?? cloud.setupClientId;
  if (!signInClient || !guid.test(signInClient))
    throw new SetupError(
      `${cloud.title} has no public client of Microsoft's for this: register one there (mobile and desktop application, "allow public client flows") and give its id as --sign-in-client`,
    );

  const tenant = await answer(
    flags.tenant,
    'TENANT_ID',
    'The organisation: its directory id, or a domain such as contoso.onmicrosoft.com',
    (text) => guid.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text),
    'a directory id, or a domain of the organisation (--tenant)',
  );
  const tabDomain = await answer(
    flags['tab-domain'],
    'TAB_DOMAIN',
    'The public domain of tab, API and bot (empty: not known yet, run the setup again then)',
    (text) => domainName.test(text),
    'a domain in lower case without https://, such as pulse.contoso.com (--tab-domain)',
    true,
  );

  const optional = flags['all-optional']
    ? ('all' as const)
    : [...(flags.optional ?? []), ...(known.OPTIONAL_PERMISSIONS ?? '').split(',').filter(Boolean)];
  checkOptional(optional);
  if (ask && optional !== 'all' && optional.length === 0 && known.OPTIONAL_PERMISSIONS === undefined) {
    process.stdout.write('\nOptional permissions. Without each the product does less, and says so.\n');
    for (const permission of permissions) {
      if (permission.isNeeded || permission.kind === 'inTeam' || (permission.needs && !offers(cloud, permission.needs))) continue;
      process.stdout.write(`  ${keyOf(permission)}: ${plain(permission.why)}.\n  Without it: ${plain(permission.withoutIt)}.\n`);
      if (/^y/i.test(await ask('  Ask for it? yes or no', 'no'))) optional.push(keyOf(permission));
    }
  }

  return {
    tenant,
    signInClient,
    wish: {
      displayName: flags.name ?? `account-pulse-${files.name}`,
      clientId: known.CLIENT_ID || null,
      cloud,
      tabDomain: tabDomain === '' ? null : tabDomain,
      permissions: chosen(optional, (capability) => offers(cloud, capability)),
      sites: flags.site ?? [],
      credential: await credentialOf(flags, files, tenant, ask),
    },
  };
}

function checkOptional(optional: readonly string[] | 'all'): void {
  if (optional === 'all') return;
  const names = permissions
    .filter(({ isNeeded, kind }) => !isNeeded && kind !== 'inTeam')
    .flatMap((permission) => [permission.name, keyOf(permission)]);
  const unknown = optional.find((name) => !names.includes(name));
  if (unknown) throw new SetupError(`--optional "${unknown}" is none of: ${names.filter((name) => name.includes('(')).join(', ')}`);
}

async function credentialOf(flags: Flags, files: EnvironmentFiles, tenantId: string, ask: Ask): Promise<Wish['credential']> {
  const known = files.values();
  const has =
    known.CLIENT_SECRET || known.SECRET_CLIENT_SECRET
      ? 'secret'
      : known.CLIENT_CERTIFICATE
        ? 'certificate'
        : known.MANAGED_IDENTITY
          ? 'managed-identity'
          : null;
  let kind: string | undefined = flags['new-secret']
    ? 'secret'
    : (flags.credential ?? (flags['managed-identity'] ? 'managed-identity' : has ? 'keep' : undefined));
  if (!kind && ask)
    kind = await ask(
      '\nBy what shall the server prove that it is the app? secret, certificate, workload-identity (Kubernetes), or later: a managed identity, once Azure has one (no secret at all)',
      'certificate',
    );
  kind ??= 'secret';
  if (!(credentials as readonly string[]).includes(kind))
    throw new SetupError(`--credential must be one of ${credentials.join(', ')}, not "${kind}"`);
  if (kind === 'keep' && !has) throw new SetupError('--credential keep: there is none yet');
  const days = Number(flags.days ?? 365);
  if (!Number.isInteger(days) || days < 1 || days > 730)
    throw new SetupError(`--days must be a whole number from 1 to 730, not "${flags.days}"`);
  // One proof at a time: the server refuses two.
  const only = (name: string, value: string, isSecret: boolean) => {
    files.write('secret', { SECRET_CLIENT_SECRET: isSecret ? value : '' });
    files.write('open', { CLIENT_CERTIFICATE: '', MANAGED_IDENTITY: '', ...(isSecret ? {} : { [name]: value }) });
  };
  if (kind === 'keep' || kind === 'later') return { kind };
  if (kind === 'secret') return { kind, days, keep: (secret) => only('CLIENT_SECRET', secret, true) };
  if (kind === 'certificate')
    return { kind, days, path: `.local/account-pulse-${files.name}.pem`, keep: (path) => only('CLIENT_CERTIFICATE', path, false) };
  if (kind === 'managed-identity') {
    const clientId = flags['managed-identity'] ?? known.MANAGED_IDENTITY ?? '';
    const principalId = flags['identity-principal'] ?? known.IDENTITY_PRINCIPAL_ID ?? '';
    if (!guid.test(clientId) || !guid.test(principalId))
      throw new SetupError(
        'a managed identity is named by --managed-identity <its client id> and --identity-principal <its object id>; infra/ makes one and says both',
      );
    return { kind, clientId, principalId, tenantId, keep: (id) => only('MANAGED_IDENTITY', id, false) };
  }
  const issuer = flags['workload-issuer'] ?? '';
  const subject = flags['workload-subject'] ?? '';
  if (!URL.canParse(issuer) || subject === '')
    throw new SetupError(
      'a workload is named by --workload-issuer <address> and --workload-subject <subject>, such as system:serviceaccount:pulse:pulse',
    );
  return { kind: 'workload-identity', issuer, subject };
}

/** Keys and ids that nobody has to think up: made once, and never replaced. */
export function keysMissing(values: Readonly<Record<string, string>>): { open: Record<string, string>; secret: Record<string, string> } {
  const key = () => randomBytes(32).toString('base64');
  return {
    open: values.TEAMS_APP_ID ? {} : { TEAMS_APP_ID: randomUUID() },
    secret: {
      ...(values.TOKEN_KEY || values.SECRET_TOKEN_KEY ? {} : { SECRET_TOKEN_KEY: key() }),
      ...(values.ERASURE_KEY || values.SECRET_ERASURE_KEY ? {} : { SECRET_ERASURE_KEY: key() }),
      // For the database that infra/ makes.
      ...(values.SECRET_DATABASE_PASSWORD || values.SECRET_DATABASE_URL
        ? {}
        : { SECRET_DATABASE_PASSWORD: randomBytes(24).toString('base64url') }),
    },
  };
}
