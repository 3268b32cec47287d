import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { type Bot, createBot } from '../../bot/index.ts';
import { browserLinks } from '../../bot/tabLinks.ts';
import { clouds } from '../../src/graph/clouds.ts';
import { conversationBook } from '../../src/outbox/conversations.ts';
import type { Database } from '../../src/store/database.ts';
import { type ConnectorMember, startConnector } from '../support/connector.ts';
import { newAccount, testDatabase, upToDate, usd, write } from '../support/database.ts';
import { giveAccess, link, person, startApi, tenantId } from './apiHouse.ts';

export const team = 'c1f0d6a4-52b7-4f0d-9f3a-1d2e3f405060';
export const channel = '19:general@thread.tacv2';
export const botId = '28:pulse';
export const userId = (number: number) => `29:user-${number}`;
export const member = (number: number, changed: Partial<ConnectorMember> = {}): ConnectorMember => ({
  id: userId(number),
  aadObjectId: person(number),
  name: `Person ${number}`,
  userPrincipalName: `p${number}@contoso.example`,
  tenantId,
  userRole: 'user',
  ...changed,
});

/** Where one may write: the ids of the conversation, and what its activities carry. */
export const places = {
  personal: (number: number) => ({ id: `a:chat-${number}`, conversationType: 'personal', channelData: {} }),
  group: { id: '19:group@thread.v2', conversationType: 'groupChat', channelData: {} },
  channel: {
    id: `${channel};messageid=1700000000000`,
    conversationType: 'channel',
    channelData: { team: { id: channel, aadGroupId: team }, channel: { id: channel } },
  },
};
type Place = { id: string; conversationType: string; channelData: object };

/** The real server and bot over an account with a few records, and a connector that records. @param db that holds the account already */
export async function startBot({
  db: prepared,
  clock = () => new Date(),
  administrators = [],
}: {
  db?: Database;
  clock?: () => Date;
  administrators?: readonly string[];
} = {}) {
  const db = prepared ?? (await testDatabase());
  if (!prepared) await fabrikam(db);
  const connector = await startConnector();
  let bot: Bot | undefined;
  const api = await startApi({
    db,
    clock,
    config: { mode: 'local', administrators: [...administrators], production: false },
    messages: async (request, response) => bot?.messages(request, response),
  });
  bot = createBot({
    tenantId,
    credentials: null,
    cloud: clouds.global,
    log: pino({ level: 'silent' }),
    door: api.door,
    conversations: conversationBook(db, () => new Date()),
    tab: browserLinks('http://localhost:3978'),
    clock: () => new Date('2026-11-24T10:00:00Z'),
  });

  const activity = (from: number, place: Place, more: object) => ({
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl: connector.url,
    from: { id: userId(from), aadObjectId: person(from), name: `Person ${from}` },
    recipient: { id: botId, name: 'Account Pulse' },
    conversation: { id: place.id, conversationType: place.conversationType, tenantId },
    locale: 'en-US',
    channelData: { tenant: { id: tenantId }, ...place.channelData },
    ...more,
  });
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${api.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };
  /** Says something, and waits until its turn is over. @returns the answers */
  const say = async (
    text: string,
    { from = 1, at = places.personal(from), ...more }: { from?: number; at?: Place; [field: string]: unknown } = {},
  ) => {
    const before = connector.messages().length;
    const mention = { type: 'mention', text: '<at>Account Pulse</at>', mentioned: { id: botId, name: 'Account Pulse' } };
    const isRoom = at.conversationType !== 'personal';
    const answer = await post(
      activity(from, at, {
        type: 'message',
        text: isRoom ? `<at>Account Pulse</at> ${text}` : text,
        ...(isRoom ? { entities: [mention] } : {}),
        ...more,
      }),
    );
    return { ...answer, sent: connector.messages().slice(before) };
  };
  /** Says something that is answered with one card. */
  const card = async (text: string, options: Parameters<typeof say>[1] = {}) => {
    const { sent } = await say(text, options);
    const content = sent[0]?.body.attachments?.[0]?.content;
    if (sent.length !== 1 || !content)
      throw new Error(`"${text}" was answered with ${JSON.stringify(sent.map((one) => one.body.text ?? one.body.type))}`);
    return content;
  };
  const click = async (
    action: { verb: string; data?: unknown },
    { from = 1, at = places.personal(from), ...more }: { from?: number; at?: Place; [field: string]: unknown } = {},
  ) => {
    const { status, body } = await post(
      activity(from, at, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
        ...more,
      }),
    );
    return { status, ...body };
  };
  const install = (from: number, place: Place, action: 'add' | 'remove' = 'add') =>
    post(activity(from, place, { type: 'installationUpdate', action }));

  for (const number of [1, 2, 3, 4, 9]) connector.members.set(places.personal(number).id, [member(number)]);
  connector.members.set(places.group.id, [member(1), member(2), member(3)]);
  connector.members.set(channel, [member(1), member(2)]);
  api.rosters.set(
    `${team}/${channel}`,
    [1, 2].map((number) => ({ directoryId: person(number), isOutsider: false })),
  );
  return {
    api,
    bot,
    db,
    connector,
    activity,
    post,
    say,
    card,
    click,
    install,
    close: async () => {
      await api.close();
      await connector.close();
      await db.close();
    },
  };
}

/** 1 manages it, 2 is a member, 3 reads it, 9 may not know of it. Person 4 manages another one too. */
export async function fabrikam(db: Database) {
  await newAccount(db, 'fabrikam', { name: 'Fabrikam *Worldwide*' });
  await giveAccess(db, 'fabrikam', 1, 'manager');
  await giveAccess(db, 'fabrikam', 2, 'member');
  await giveAccess(db, 'fabrikam', 3, 'reader');
  await giveAccess(db, 'fabrikam', 4, 'member');
  await newAccount(db, 'tailspin', { name: 'Tailspin Toys' });
  await giveAccess(db, 'tailspin', 4, 'manager');
  await upToDate(db, 'tailspin');
  await write(db, 'fabrikam', 'organization', [
    { id: 'jp', name: 'Fabrikam [Japan](http://evil.example) <b>KK</b>', country: 'JP' },
    { id: 'de', name: 'Fabrikam GmbH', country: 'DE' },
  ]);
  await write(db, 'fabrikam', 'agreement', [
    { id: 'a1', organization: 'jp', program: 'EA', startsOn: '2023-10-01', endsOn: '2026-09-30', annualValue: usd(731000), owner: 'Ada' },
    { id: 'a2', organization: 'de', program: 'EA', startsOn: '2023-09-01', endsOn: '2026-08-31', annualValue: usd(269000) },
    {
      id: 'a3',
      organization: 'de',
      program: 'EA',
      startsOn: '2026-09-01',
      endsOn: '2029-08-31',
      annualValue: usd(269000),
      signedOn: '2026-08-20',
      renews: ['a2'],
    },
    { id: 'a4', organization: 'de', program: 'CSP', startsOn: '2026-01-01', endsOn: '2026-12-31', annualValue: usd(48500) },
    { id: 'a5', organization: 'jp', program: 'MPSA', startsOn: '2024-01-01', endsOn: '2026-12-31', annualValue: usd(990000) },
  ]);
  await write(db, 'fabrikam', 'opportunity', [
    {
      id: 'o1',
      name: 'Data centre',
      organization: 'de',
      type: 'netNew',
      status: 'won',
      amount: usd(812000),
      closedOn: '2026-10-10',
      keyWin: true,
      partners: ['p1'],
      createdOn: '2026-05-01',
    },
    {
      id: 'o2',
      name: 'Helpdesk',
      organization: 'jp',
      type: 'netNew',
      status: 'won',
      amount: usd(611000),
      closedOn: '2026-11-02',
      keyWin: true,
      createdOn: '2026-05-01',
    },
    {
      id: 'o3',
      name: '<script>alert(1)</script>',
      organization: 'jp',
      type: 'netNew',
      status: 'open',
      stage: 'Proposal',
      amount: usd(455500),
      expectedClose: '2026-10-31',
      forecastCategory: 'commit',
      owner: 'Ada',
    },
    {
      id: 'o4',
      name: 'Phones',
      organization: 'de',
      type: 'expansion',
      status: 'open',
      amount: usd(120000),
      expectedClose: '2027-02-28',
      forecastCategory: 'pipeline',
    },
    {
      id: 'o5',
      name: 'Renew CSP',
      organization: 'de',
      type: 'renewal',
      status: 'open',
      amount: usd(51000),
      expectedClose: '2026-12-20',
      agreement: 'a4',
    },
    { id: 'o6', name: 'No money yet', organization: 'de', type: 'netNew', status: 'open', expectedClose: '2027-03-31' },
    {
      id: 'o7',
      name: 'In yen',
      organization: 'jp',
      type: 'netNew',
      status: 'open',
      amount: { amount: '5000000', currency: 'JPY' },
      expectedClose: '2027-03-31',
    },
  ]);
  await write(db, 'fabrikam', 'partner', [{ id: 'p1', name: 'Proseware' }]);
  await write(db, 'fabrikam', 'target', [
    { id: 't1', kpi: 'ea-renewal-rate', period: 'FY2027', value: { amount: '0.9', currency: null } },
    { id: 't2', kpi: 'partner-attach', period: 'FY2027', value: { amount: '0.65', currency: null } },
    { id: 't3', kpi: 'net-new-revenue', period: 'FY2027', value: usd(4200000) },
  ]);
  await upToDate(db, 'fabrikam');
}

export { link, person, tenantId };
