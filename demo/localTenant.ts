import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { establish } from '../src/access/establish.ts';
import type { Config } from '../src/config.ts';
import { systemClock } from '../src/graph/clock.ts';
import { clientSecretTokens } from '../src/graph/tokens.ts';
import { notificationsPath } from '../src/server/notifications.ts';
import { readMapping } from '../src/sources/mapping/schema.ts';
import { localStartText } from '../src/startText.ts';
import type { Database } from '../src/store/database.ts';
import { claimDataFolder } from '../src/store/dataFolder.ts';
import { connectAccount } from '../src/sync/index.ts';
import { apiScope, StartError, type Tenant } from '../src/tenant.ts';
import type { PreparedPlayground } from './playground.ts';

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
  const dataDir = config.dataFolder
    ? join(config.dataDir, `data-${createHash('sha256').update(resolve(config.dataFolder)).digest('hex').slice(0, 12)}`)
    : join(config.dataDir, 'sample');
  const { startLocalGraph } = await import('./graph/server.ts');
  const releaseGraph = claimDataFolder(join(dataDir, 'graph'));
  closings.push(releaseGraph);
  const graph = await startLocalGraph({
    seed,
    port: config.graphPort,
    journal: join(dataDir, 'graph'),
    apiAudience,
    clientId: local.clientId,
    clientSecret: local.clientSecret,
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? new StartError(`port ${config.graphPort} is taken: stop what uses it, or choose another with GRAPH_PORT`)
      : error;
  });
  closings.push(() => graph.close());
  const [general] = seed.team.channels;
  const connect = async (db: Database) => {
    if (!mapping) return;
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
        accounts: mapping ? [name] : [],
        people: seed.people.filter((person) => !person.isGuest),
        asOf: config.asOf,
        problems,
      }),
  };
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
