import { basename, join, resolve } from 'node:path';
import { establish } from '../src/access/establish.ts';
import type { Config } from '../src/config.ts';
import { systemClock } from '../src/graph/clock.ts';
import { clouds } from '../src/graph/clouds.ts';
import { clientSecretTokens } from '../src/graph/tokens.ts';
import { installationDir } from '../src/operation/dataDir.ts';
import { notificationsPath } from '../src/server/notifications.ts';
import { readMapping } from '../src/sources/mapping/schema.ts';
import { localStartText } from '../src/startText.ts';
import type { Database } from '../src/store/database.ts';
import { claimDataFolder } from '../src/store/dataFolder.ts';
import { connectAccount } from '../src/sync/index.ts';
import { apiScope, StartError, type Tenant } from '../src/tenant.ts';
import type { LocalGraph } from './graph/server.ts';
import type { PreparedPlayground } from './playground.ts';
import type { TenantSeed } from './tenant.ts';

/** The registration of this app at the local issuer. */
const local = { clientId: '3d5ad0c6-9f0e-4c37-8a53-0c2b5b9b7a10', clientSecret: 'local' };
const apiAudience = `api://localhost/${local.clientId}`;

/** A chat client for people without Teams. */
type PreparePlayground = (messagesUrl: string) => Promise<PreparedPlayground | null>;

/**
 * The local Graph with its own issuer, serving the sample account or a folder of CSV files.
 * @param closings what takes it down again is added here, to be called in the reverse order
 */
export async function localTenant(
  config: Config,
  closings: (() => Promise<void> | void)[],
): Promise<Tenant & { playground: PreparePlayground }> {
  const { seed, mapping, slug, name, problems } = config.dataFolder ? await folderTenant(config.dataFolder) : await sampleAccount();
  const dataDir = installationDir(config);
  const graph = process.env.LOCAL_GRAPH
    ? await joinGraph(process.env.LOCAL_GRAPH)
    : await ownGraph(seed, { port: config.graphPort, folder: join(dataDir, 'graph') }, closings);
  const [general] = seed.team.channels;
  const accounts: string[] = mapping ? [name] : [];
  const connect = async (db: Database) => {
    if (!mapping) {
      // Those that people have set up here.
      const set = await db.transaction('every', (tx) => tx.selectFrom('workspace').select('slug').orderBy('slug').execute());
      accounts.push(...set.map((account) => account.slug));
      return;
    }
    const at = new Date().toISOString();
    await connectAccount(db, { accountId: slug, slug, mapping, site: { groupId: seed.team.id }, at });
    await establish(db, {
      accountId: slug,
      managerId: seed.people[0]?.id ?? null,
      channel: general ? { teamId: seed.team.id, channelId: general.id, membershipType: general.membershipType } : null,
      figuresAboutPeople: 'named',
      at,
    });
  };
  return {
    dataDir,
    graphRoot: graph.url,
    cloud: clouds.global,
    botCredentials: null,
    tokens: clientSecretTokens({
      tokenUrl: `${graph.url}/oauth2/v2.0/token`,
      clientId: local.clientId,
      clientSecret: local.clientSecret,
      scope: `${graph.graphAudience}/.default`,
      clock: systemClock,
    }),
    client: {
      tokenUrl: `${graph.url}/oauth2/v2.0/token`,
      clientId: local.clientId,
      proof: { kind: 'secret', clientSecret: local.clientSecret },
    },
    writeScope: `${graph.graphAudience}/Sites.ReadWrite.All`,
    manageScope: `${graph.graphAudience}/Sites.Manage.All`,
    teamsScope: `${graph.graphAudience}/Team.ReadBasic.All ${graph.graphAudience}/Channel.ReadBasic.All`,
    resource: null,
    issuer: {
      issuer: graph.issuer,
      jwksUrl: `${graph.url}/discovery/v2.0/keys`,
      audiences: [apiAudience, local.clientId],
      tenantId: graph.tenantId,
      scope: apiScope,
    },
    bootstrap: {
      mode: 'local',
      issuer: graph.issuer,
      authorizationEndpoint: `${graph.url}/oauth2/v2.0/authorize`,
      tokenEndpoint: `${graph.url}/oauth2/v2.0/token`,
      clientId: local.clientId,
      scope: `openid profile offline_access ${apiAudience}/${apiScope}`,
      languages: ['en', 'zh-CN'],
    },
    connect,
    // The local Graph runs on this machine, and calls it without https.
    notificationUrl: (url) => url + notificationsPath,
    tab: (url) => ({ origin: url, teamsAppId: null }),
    playground: async (messagesUrl) => {
      const { preparePlayground } = await import('./playground.ts');
      return preparePlayground({ messagesUrl, seed, botId: `28:${local.clientId}`, dataDir });
    },
    text: async (url, playgroundUrl) =>
      localStartText({
        url,
        playgroundUrl,
        graphUrl: graph.url,
        accounts,
        people: seed.people.filter((person) => !person.isGuest),
        asOf: config.asOf,
        problems,
      }),
  };
}

/** What of a local Graph is needed here, wherever it runs. */
type Served = Pick<LocalGraph, 'url' | 'issuer' | 'tenantId' | 'graphAudience'>;

/** The registration of this app, for a local Graph that is started elsewhere. */
export const localRegistration = { ...local, apiAudience };

async function ownGraph(
  seed: TenantSeed,
  { port, folder }: { port: number; folder: string },
  closings: (() => Promise<void> | void)[],
): Promise<Served> {
  const { faultSettings, startLocalGraph } = await import('./graph/server.ts');
  closings.push(claimDataFolder(folder));
  const options = { seed, port, journal: folder, ...localRegistration };
  try {
    const graph = await startLocalGraph({ ...options, faultSettings: faultSettings(process.env) });
    closings.push(() => graph.close());
    return graph;
  } catch (error) {
    if (error instanceof RangeError) throw new StartError(error.message);
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(`port ${port} is taken: stop what uses it, or choose another with GRAPH_PORT`);
  }
}

/** LOCAL_GRAPH: one that runs already and serves the same folder, so that it outlives this server. */
async function joinGraph(address: string): Promise<Served> {
  const url = address.replace(/\/+$/, '');
  const answer = await fetch(`${url}/.well-known/openid-configuration`).catch(() => null);
  const told = answer?.ok ? ((await answer.json()) as { issuer?: unknown }) : null;
  const issuer = typeof told?.issuer === 'string' ? told.issuer : null;
  const { GRAPH_AUDIENCE } = await import('./graph/issuer/tokens.ts');
  if (!issuer) throw new StartError(`LOCAL_GRAPH: no local Graph answers at ${url}`);
  return { url, issuer, tenantId: new URL(issuer).pathname.split('/')[1] ?? '', graphAudience: GRAPH_AUDIENCE };
}

async function sampleAccount() {
  const { sampleTenant } = await import('./sample/index.ts');
  const { seed, mapping } = sampleTenant();
  return { seed, mapping: readMapping(mapping), slug: 'sample', name: 'sample', problems: [] as string[] };
}

async function folderTenant(folder: string) {
  const { CsvFolderError, csvTenant, readCsvFolder } = await import('./csv/folder.ts');
  try {
    const { lists, files, mapping, problems } = await readCsvFolder(folder);
    const name = basename(resolve(folder));
    const slug =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '') || 'data';
    return { seed: csvTenant(folder, lists, files), mapping: mapping === null ? null : readMapping(mapping), slug, name, problems };
  } catch (error) {
    if (error instanceof CsvFolderError) throw new StartError(error.message);
    throw error;
  }
}
