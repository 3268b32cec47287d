import { randomUUID } from 'node:crypto';
import { csvTenant } from '../../demo/csv/folder.ts';
import { type LocalGraph, type LocalGraphOptions, startLocalGraph } from '../../demo/graph/server.ts';
import { accountManager, guest, outsider, people } from '../../demo/people.ts';
import type { FileSeed, ListSeed } from '../../demo/tenant.ts';
import { channelReader } from '../../src/graph/channel.ts';
import { openGraph } from '../../src/graph/client.ts';
import type { ExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { graphAs, nobodyWaits, onBehalfOf } from '../../src/graph/onBehalfOf.ts';
import { rosterReader } from '../../src/graph/roster.ts';
import { clientSecretTokens } from '../../src/graph/tokens.ts';
import { fileSource } from '../../src/sources/file/index.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { workbookSource } from '../../src/sources/workbook/index.ts';
import type { Database } from '../../src/store/database.ts';
import { syncing } from '../../src/sync/syncing.ts';
import { testDatabase } from '../support/database.ts';
import { startApi } from './apiHouse.ts';
import { accessToken, asking, personForm } from './localGraphClient.ts';
import { quickClock } from './sync.support.ts';

const clientId = '44444444-4444-4444-8444-444444444444';
const app = { apiAudience: `api://localhost/${clientId}`, clientId, clientSecret: 'local' };
export const today = '2026-11-24';
export const clara = accountManager;
export const haruka = people.find((person) => person.displayName === 'Haruka Mori') ?? accountManager;
export { guest, outsider };

export type FirstDay = Awaited<ReturnType<typeof openFirstDay>>;

/** A tenant as it is on the first day: a team with its site and people, and nothing else, unless it is handed in. */
export async function openFirstDay(
  with_: { lists?: ListSeed[]; files?: FileSeed[]; log?: ExchangeLog | null; db?: Database; graph?: Partial<LocalGraphOptions> } = {},
) {
  const bare = csvTenant('/some/Contoso', with_.lists ?? [], with_.files ?? []);
  // Tests that share a database have a channel each.
  const channels = bare.team.channels.map((one) => ({ ...one, id: `19:${randomUUID()}@thread.tacv2` }));
  const leads = { id: `19:${randomUUID()}@thread.tacv2`, displayName: 'Leads', membershipType: 'private' as const, memberIds: [clara.id] };
  const seed = { ...bare, team: { ...bare.team, channels: [...channels, leads] } };
  const local: LocalGraph = await startLocalGraph({ seed, port: 0, ...app, ...with_.graph });
  const db = with_.db ?? (await testDatabase());
  const log = with_.log ?? null;
  const tokenUrl = `${local.url}/oauth2/v2.0/token`;
  const tokens = clientSecretTokens({ tokenUrl, ...app, scope: 'https://graph.microsoft.com/.default', clock: quickClock() });
  const graph = openGraph({ root: local.url, tokens, log });
  const client = { tokenUrl, clientId, proof: { kind: 'secret' as const, clientSecret: app.clientSecret } };
  const as = (...scopes: string[]) =>
    graphAs(local.url, onBehalfOf(client, scopes.map((scope) => `${local.graphAudience}/${scope}`).join(' ')), log, nobodyWaits);
  const kinds = { list: listSource, workbook: workbookSource(), file: fileSource() };
  const sync = syncing({ db, graph, kinds, now: Date.now }, () => today);
  const api = await startApi({
    db,
    issuer: {
      issuer: local.issuer,
      jwksUrl: `${local.url}/discovery/v2.0/keys`,
      audiences: [app.apiAudience, clientId],
      tenantId: local.tenantId,
      scope: 'access_as_user',
    },
    roster: rosterReader(graph, local.tenantId),
    channel: channelReader(graph),
    graphAs: as('Sites.ReadWrite.All'),
    managingAs: as('Sites.Manage.All'),
    teamsAs: as('Team.ReadBasic.All', 'Channel.ReadBasic.All'),
    sync: { syncNow: sync.account },
    today: () => today,
  });
  const [general] = seed.team.channels;
  const channel = { teamId: seed.team.id, channelId: general?.id ?? '' };
  const call = async (person: { userPrincipalName: string }, method: string, path: string, body?: unknown) =>
    api.call(path, {
      as: await accessToken(local, personForm(person.userPrincipalName, 'api')),
      method,
      ...(body === undefined ? {} : { body }),
    });

  return {
    local,
    db,
    api,
    seed,
    channel,
    privateChannel: { teamId: seed.team.id, channelId: leads.id },
    call,
    sync: (accountId: string) => sync.account(accountId),
    /** Edits the site's lists by hand, as a person with a script would. */
    byHand: async (person: { userPrincipalName: string }) =>
      asking(local, await accessToken(local, personForm(person.userPrincipalName, 'graph'))),
    /** The same with the right to make lists. */
    manage: async (person: { userPrincipalName: string }) =>
      asking(local, await accessToken(local, personForm(person.userPrincipalName, `${local.graphAudience}/Sites.Manage.All`))),
    /** The lists that are being made, once they are. */
    async made(account: string, id: string) {
      for (;;) {
        const { json } = await call(clara, 'GET', `/api/accounts/${account}/lists/${id}`);
        if (json.state !== 'running') return json;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: async () => {
      await api.close();
      if (!with_.db) await db.close();
      await local.close();
    },
  };
}
