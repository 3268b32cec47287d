import { sql } from 'kysely';
import pino from 'pino';
import { startLocalGraph } from '../../demo/graph/server.ts';
import type { ColumnSeed, ListSeed, PersonSeed, TenantSeed } from '../../demo/tenant.ts';
import * as engine from '../../src/engine/index.ts';
import type { Clock } from '../../src/graph/clock.ts';
import { graphAs, onBehalfOf, somebodyWaits } from '../../src/graph/onBehalfOf.ts';
import { goalSeek } from '../../src/moves/goalSeek.ts';
import { evaluateNudges } from '../../src/nudges/evaluate.ts';
import { withholding } from '../../src/privacy/withhold.ts';
import type { ServerParts } from '../../src/server/house.ts';
import { createServer } from '../../src/server/server.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { connectAccount } from '../../src/sync/index.ts';
import { syncing } from '../../src/sync/syncing.ts';
import { testDatabase } from '../support/database.ts';
import { graphOf, list, quickClock, secret, teamId } from './sync.support.ts';

export const accountId = 'contoso';
export const today = '2026-11-24';

const id = (number: number) => `0000000${number}-0000-4000-8000-000000000000`;
const person = (number: number, name: string, timeZone = 'Europe/Berlin'): PersonSeed => ({
  id: id(number),
  displayName: name,
  userPrincipalName: `${name.split(' ')[0]?.toLowerCase()}@contoso.example`,
  jobTitle: null,
  country: 'DE',
  timeZone,
  preferredLanguage: 'en-US',
  managerId: null,
});
/** The account's manager; two members of the team; a reader; somebody else in the tenant. */
export const people = {
  anna: person(1, 'Anna Berg'),
  bo: person(2, 'Bo Chen', 'Asia/Shanghai'),
  cleo: person(3, 'Cleo Diaz'),
  rita: person(4, 'Rita Reader'),
  otto: person(5, 'Otto Other'),
};
export type Who = keyof typeof people;

const date = (displayName: string): ColumnSeed => ({ displayName, type: 'date' });
const number = (displayName: string): ColumnSeed => ({ displayName, type: 'number' });
const stage: ColumnSeed = { displayName: 'Stage', type: 'choice', choices: ['Open', 'Won', 'Lost'] };

/** One account whose records give each rule one cause: dates in a list's own columns, in a stated format, names and numbers as keys. */
export const lists = (): ListSeed[] => [
  list(
    'Companies',
    ['No', 'Name', 'Land'],
    [
      ['JP', 'Contoso Japan', 'JP'],
      ['DE', 'Contoso Deutschland', 'DE'],
    ],
  ),
  list(
    'Team',
    ['Id', 'Name', 'Hours', 'Zone'],
    [
      [people.anna.id, 'Anna Berg', '08:30-17:30', 'Europe/Berlin'],
      [people.bo.id, 'Bo Chen', '09:00-18:00', 'Asia/Shanghai'],
      [people.cleo.id, 'Cleo Diaz', 'whenever', null],
    ],
  ),
  list(
    'Targets',
    ['No', 'Kpi', 'Period', number('Goal')],
    [
      ['T1', 'net-new-revenue', 'FY2027', 10_000],
      ['T2', 'ea-renewal-rate', 'FY2027', 0.9],
      ['T3', 'partner-attach', 'FY2027', 0.9],
      ['T4', 'pipeline-coverage', 'FY2027', 3],
    ],
  ),
  list(
    'Partners',
    ['No', 'Name'],
    [
      ['P1', 'Adatum'],
      ['P2', 'Fabrikam Consulting'],
    ],
  ),
  list(
    'Contracts',
    ['No', 'Company', 'Programme', date('Start'), date('End'), number('Value'), 'Owner'],
    [
      ['A1', 'Contoso Japan', 'EA', '2024-03-01', '2027-02-28', 600, 'Bo Chen'],
      ['A2', 'Contoso Deutschland', 'EA', '2024-01-01', '2026-12-31', 400, 'Bo Chen'],
    ],
  ),
  list(
    'Deals',
    [
      'No',
      'Deal',
      'Company',
      'Kind',
      stage,
      number('Amount'),
      'Currency',
      'Close (planned)',
      date('Closed'),
      date('Created'),
      'Owner',
      'Partners',
      'Contract',
      'Key',
    ],
    [
      ['D1', 'Late deal', 'Contoso Japan', 'Net new', 'Open', 1000, 'USD', '03.11.2026', null, '2026-05-01', 'Bo Chen', 'P1', null, 'no'],
      [
        'D2',
        'Key deal',
        'Contoso Deutschland',
        'Net new',
        'Open',
        9000,
        'USD',
        '15.03.2027',
        null,
        '2026-05-01',
        'Cleo Diaz',
        null,
        null,
        'yes',
      ],
      [
        'D3',
        'Won before',
        'Contoso Japan',
        'Net new',
        'Won',
        2000,
        'USD',
        '01.08.2026',
        '2026-08-01',
        '2026-05-01',
        'Bo Chen',
        'P1',
        null,
        'yes',
      ],
      [
        'D4',
        'Renewal Deutschland',
        'Contoso Deutschland',
        'Renewal',
        'Open',
        420,
        'USD',
        '31.12.2026',
        null,
        '2026-05-01',
        'Bo Chen',
        null,
        'A2',
        'no',
      ],
      [
        'D5',
        'Japan suite',
        'Contoso Japan',
        'Expansion',
        'Open',
        300,
        'USD',
        '31.01.2027',
        null,
        '2026-05-01',
        'Bo Chen',
        'P2',
        null,
        'no',
      ],
    ],
  ),
  list(
    'Conditions',
    ['No', 'Company', 'Side', 'Measure', date('Opened'), date('Due'), date('Agreed'), date('Reviewed'), 'Owner'],
    [['S1', 'Contoso Japan', 'theirs', 'Named in 25 countries', '2026-01-10', '2027-06-01', '2026-01-20', '2026-08-01', null]],
  ),
];

export const mapping = {
  account: {
    name: 'Contoso',
    currency: 'USD',
    timeZone: 'Europe/Berlin',
    fiscalYearStart: '07-01',
  },
  organization: { list: 'Companies', fields: { id: 'No', name: 'Name', country: 'Land' } },
  member: { list: 'Team', fields: { id: 'Id', name: 'Name', workingHours: 'Hours', timeZone: 'Zone' } },
  target: { list: 'Targets', fields: { id: 'No', kpi: 'Kpi', period: 'Period', value: 'Goal' } },
  partner: { list: 'Partners', fields: { id: 'No', name: 'Name' } },
  agreement: {
    list: 'Contracts',
    fields: {
      id: 'No',
      organization: { column: 'Company', match: 'name' },
      program: 'Programme',
      startsOn: 'Start',
      endsOn: 'End',
      annualValue: { column: 'Value', currency: 'USD' },
      owner: 'Owner',
    },
  },
  opportunity: {
    list: 'Deals',
    fields: {
      id: 'No',
      name: 'Deal',
      organization: { column: 'Company', match: 'name' },
      type: { column: 'Kind', values: { 'Net new': 'netNew', Expansion: 'expansion', Renewal: 'renewal' } },
      status: { column: 'Stage', values: { Open: 'open', Won: 'won', Lost: 'lost' } },
      amount: { column: 'Amount', currencyColumn: 'Currency' },
      expectedClose: { column: 'Close (planned)', format: 'dd.MM.yyyy' },
      closedOn: 'Closed',
      createdOn: 'Created',
      owner: 'Owner',
      partners: 'Partners',
      agreement: 'Contract',
      keyWin: { column: 'Key', values: { yes: true, no: false } },
      forecastCategory: { value: 'commit' },
    },
  },
  condition: {
    list: 'Conditions',
    fields: {
      id: 'No',
      organization: { column: 'Company', match: 'name' },
      side: 'Side',
      measure: 'Measure',
      openedOn: 'Opened',
      dueOn: 'Due',
      agreedOn: 'Agreed',
      reviewedOn: 'Reviewed',
      owner: 'Owner',
    },
  },
};

const tenant = (): TenantSeed => ({
  tenantId: '22222222-2222-4222-8222-222222222222',
  domain: 'contoso.example',
  people: Object.values(people),
  team: {
    id: teamId,
    displayName: 'Contoso',
    channels: [{ id: '19:general', displayName: 'General', membershipType: 'standard' }],
    memberIds: [people.anna.id, people.bo.id, people.cleo.id],
    ownerIds: [people.anna.id],
  },
  lists: lists(),
});

export type NudgeHouse = Awaited<ReturnType<typeof openNudgeHouse>>;

/**
 * The whole way over HTTP: the local Graph with its issuer, sync, nudges, write-back as the person, the API.
 * @param beside is given what the server is made of, to make another one of the same database
 */
export async function openNudgeHouse(changed: Partial<ServerParts> = {}, beside: (parts: ServerParts) => void = () => undefined) {
  const local = await startLocalGraph({ seed: tenant(), port: 0, ...secret });
  const db = await testDatabase();
  const clock = { today };
  let graphAheadMs = 0;
  const graphClock: Clock = { now: () => Date.now() + graphAheadMs, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
  const client = {
    tokenUrl: `${local.url}/oauth2/v2.0/token`,
    clientId: secret.clientId,
    proof: { kind: 'secret' as const, clientSecret: secret.clientSecret },
  };
  const sync = syncing(
    {
      db,
      graph: graphOf(local, { clock: quickClock() }),
      kinds: { list: listSource },
      now: Date.now,
      withhold: withholding(changed.erasureKey ?? null),
    },
    () => clock.today,
    (account, day) => evaluateNudges(db, account, { today: day, now: new Date() }),
  );
  const parts: ServerParts = {
    config: { mode: 'local', administrators: [], production: false },
    db,
    engine: { ...engine, goalSeek },
    sync: { syncNow: sync.account },
    roster: async () => [people.anna, people.bo, people.cleo].map((one) => ({ directoryId: one.id, isOutsider: false })),
    channel: async (_team, id) => ({ id, displayName: 'General', membershipType: 'standard' }),
    graphAs: graphAs(local.url, onBehalfOf(client, `${local.graphAudience}/Sites.ReadWrite.All`), null, {
      ...somebodyWaits,
      clock: graphClock,
    }),
    issuer: {
      issuer: local.issuer,
      jwksUrl: `${local.url}/discovery/v2.0/keys`,
      audiences: [secret.apiAudience, secret.clientId],
      tenantId: local.tenantId,
      scope: 'access_as_user',
    },
    client,
    bootstrap: {
      mode: 'local',
      issuer: local.issuer,
      authorizationEndpoint: `${local.url}/oauth2/v2.0/authorize`,
      tokenEndpoint: client.tokenUrl,
      clientId: secret.clientId,
      scope: `openid profile offline_access ${secret.apiAudience}/access_as_user`,
      languages: ['en', 'zh-CN'],
    },
    today: () => clock.today,
    clock: () => new Date(),
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    tabFolder: null,
    ...changed,
  };
  const server = createServer(parts);
  beside(parts);
  const { url } = await server.listen(0, '127.0.0.1');
  await connectAccount(db, {
    accountId,
    slug: accountId,
    mapping: readMapping(mapping),
    site: { groupId: teamId },
    at: new Date().toISOString(),
  });
  await db.transaction([accountId], async (tx) => {
    await sql`insert into link (account_id, team_id, channel_id, membership_type, linked_at) values (${accountId}, ${teamId}, '19:general', 'standard', now())`.execute(
      tx,
    );
    await sql`insert into access (account_id, directory_id, role, named_at) values (${accountId}, ${people.anna.id}, 'manager', now()), (${accountId}, ${people.rita.id}, 'reader', now())`.execute(
      tx,
    );
  });
  await sync.account(accountId);

  const token = async (who: Who, scope: 'api' | 'graph' = 'api'): Promise<string> => {
    const body = new URLSearchParams({ grant_type: 'password', username: people[who].userPrincipalName, password: 'local', scope });
    const response = await fetch(client.tokenUrl, { method: 'POST', body });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const call = async (
    who: Who,
    path: string,
    { method = 'GET', body, language = 'en' }: { method?: string; body?: unknown; language?: string } = {},
  ) => {
    const response = await fetch(`${url}/api/accounts/${accountId}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token(who)}`,
        'accept-language': language,
        connection: 'close',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    return { status: response.status, headers: response.headers, json: (text ? JSON.parse(text) : null) as any };
  };
  return {
    local,
    db,
    server,
    url,
    sync,
    clock,
    call,
    token,
    /** As long as Graph has asked everybody to wait has passed. */
    graphWaited: () => {
      graphAheadMs += 600_000;
    },
    get: async (who: Who, path: string, language?: string) => (await call(who, path, { language })).json,
    patch: (who: Who, path: string, body: unknown, language?: string) => call(who, path, { method: 'PATCH', body, language }),
    /** The nudge of a rule, as somebody sees it. */
    nudge: async (who: Who, rule: string, state = 'open') => (await call(who, `/nudges?rule=${rule}&state=${state}`)).json.nudges[0],
    query: async <T>(text: string): Promise<T[]> => db.transaction([accountId], async (tx) => (await sql.raw<T>(text).execute(tx)).rows),
    close: async () => {
      await server.close();
      await local.close();
      await db.close();
    },
  };
}
