import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { type Bot, createBot } from '../../bot/index.ts';
import { signInOf } from '../../bot/signIn.ts';
import { browserLinks } from '../../bot/tabLinks.ts';
import { tokenValidator } from '../../src/access/token.ts';
import { clouds } from '../../src/graph/clouds.ts';
import { conversationBook } from '../../src/outbox/conversations.ts';
import { appRemoved } from '../../src/privacy/closing.ts';
import { startConnector } from '../support/connector.ts';
import { openNudgeHouse, people, type Who } from './nudges.support.ts';
import { secret } from './sync.support.ts';

const tenantId = '22222222-2222-4222-8222-222222222222';
const botId = '28:pulse';
export const chatOf = (who: Who) => ({ id: `a:${who}`, conversationType: 'personal', channelData: {} });
export const channel = {
  id: '19:general;messageid=1700000000000',
  conversationType: 'channel',
  channelData: { team: { id: '19:general', aadGroupId: '33333333-3333-4333-8333-333333333333' }, channel: { id: '19:general' } },
};
type Place = ReturnType<typeof chatOf>;

export type BotHouse = Awaited<ReturnType<typeof openBotHouse>>;

/** The whole house of nudges, with the bot and a connector that records. @param resource what a client with Teams would fetch a token for */
export async function openBotHouse({ resource = null as string | null, clock = () => new Date() } = {}) {
  const connector = await startConnector();
  let bot: Bot | undefined;
  let isRosterDown = false;
  const house = await openNudgeHouse({
    clock,
    roster: async () => {
      if (isRosterDown) throw new Error('Teams does not answer');
      return [people.anna, people.bo, people.cleo].map((one) => ({ directoryId: one.id, isOutsider: false }));
    },
    messages: async (request, response) => bot?.messages(request, response),
    answered: async (answer) => bot?.answered(answer),
    writeScope: 'https://graph.microsoft.com/Sites.ReadWrite.All',
  });
  const validate = tokenValidator({
    issuer: house.local.issuer,
    jwksUrl: `${house.local.url}/discovery/v2.0/keys`,
    audiences: [secret.apiAudience],
    tenantId,
    scope: 'access_as_user',
  });
  const { errands } = house.server;
  if (!errands) throw new Error('the server has no client');
  bot = createBot({
    ...{ tenantId, credentials: null, cloud: clouds.global, log: pino({ level: 'silent' }), clock },
    ...{ door: house.server.door, conversations: conversationBook(house.db, clock), tab: browserLinks(house.url) },
    signIn: signInOf({ validate, errands, resource }),
    removed: async (where) => {
      await appRemoved(house.db, where, clock());
    },
  });
  const member = (who: Who) => ({
    id: `29:${who}`,
    aadObjectId: people[who].id,
    name: people[who].displayName,
    userPrincipalName: people[who].userPrincipalName,
    tenantId,
  });
  for (const who of Object.keys(people) as Who[]) connector.members.set(`a:${who}`, [member(who)]);
  connector.members.set('19:general', [member('anna'), member('bo'), member('cleo')]);

  const post = async (who: Who, at: Place, more: object) => {
    const response = await fetch(`${house.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: connector.url,
        from: { id: `29:${who}`, aadObjectId: people[who].id, name: people[who].displayName },
        recipient: { id: botId, name: 'Account Pulse' },
        conversation: { id: at.id, conversationType: at.conversationType, tenantId },
        locale: 'en-US',
        ...more,
        channelData: { tenant: { id: tenantId }, ...at.channelData },
      }),
    });
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  };
  return {
    ...house,
    connector,
    bot,
    /** What Teams tells of itself: an installation, a member. */
    tell: (who: Who, at: Place, activity: object) => post(who, at, activity),
    setRosterDown: (isDown: boolean) => {
      isRosterDown = isDown;
    },
    /** Says something. @returns the card that answers, and the id under which it stands in the chat */
    async say(who: Who, text: string, at: Place = chatOf(who), locale = 'en-US') {
      const before = connector.messages().length;
      const mention = { type: 'mention', text: '<at>Account Pulse</at>', mentioned: { id: botId } };
      const isRoom = at.conversationType !== 'personal';
      await post(who, at, {
        type: 'message',
        locale,
        text: isRoom ? `<at>Account Pulse</at> ${text}` : text,
        ...(isRoom ? { entities: [mention] } : {}),
      });
      const [sent] = connector.messages().slice(before);
      return { card: sent?.body.attachments?.[0]?.content, text: sent?.body.text as string | undefined, messageId: sent?.id ?? '' };
    },
    /** Clicks. @returns the invoke's answer: {statusCode, type, value} */
    click: (
      who: Who,
      verb: string,
      data: object,
      { at = chatOf(who), on = 'm1', token }: { at?: Place; on?: string; token?: string } = {},
    ) =>
      post(who, at, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: on,
        value: {
          action: { type: 'Action.Execute', verb, data },
          trigger: 'manual',
          ...(token ? { authentication: { id: '1', connectionName: 'x', token } } : {}),
        },
      }),
    /** Follows the link of a card as a browser would: the issuer's page, one click on a person, and back. */
    async signIn(url: string, as: Who) {
      const page = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ username: people[as].userPrincipalName }),
      });
      const back = page.headers.get('location') ?? '';
      return { back, ...(await visit(back)) };
    },
    close: async () => {
      await house.close();
      await connector.close();
    },
  };
}

export async function visit(url: string) {
  const response = await fetch(url, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, html: await response.text() };
}
