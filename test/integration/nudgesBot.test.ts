import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { botCarrier } from '../../bot/carrier.ts';
import { outgoingMessages } from '../../bot/messages/index.ts';
import { morningPlanner } from '../../src/nudges/morning.ts';
import { drain, sharedLimiter } from '../../src/outbox/index.ts';
import { cardProblems } from '../support/cards.ts';
import { accountId, people } from './nudges.support.ts';
import { type BotHouse, channel, openBotHouse, visit } from './nudgesBot.support.ts';

let house: BotHouse;
/** A house for all tests of a part: each of them answers another nudge, or none. */
const shared = (options?: Parameters<typeof openBotHouse>[0]) => {
  beforeAll(async () => {
    house = await openBotHouse(options);
  });
  afterAll(() => house.close());
};
const textsOf = (card: unknown): string => JSON.stringify(card);
const about = async (rule: string) => ({ account: accountId, nudge: (await house.nudge('anna', rule)).id as string });

describe('nudges in a chat', () => {
  shared();

  it('are the person’s own, worth most first, with what each is worth', async () => {
    const { card } = await house.say('bo', 'nudges');
    expect(cardProblems(card)).toEqual([]);
    expect(textsOf(card)).toContain('Which opportunity will renew the EA agreement of Contoso Japan?');
    expect(textsOf(card)).toContain('+60 pts');
    expect(textsOf(card)).not.toContain('Key deal');
    const { card: chinese } = await house.say('bo', '提醒', undefined, 'zh-CN');
    expect(cardProblems(chinese)).toEqual([]);
    expect(textsOf(chinese)).toContain('待您处理');
  });

  it('in a channel are the account’s, without names unless the policy says so', async () => {
    await house.call('anna', '/settings', { method: 'PUT', body: { policies: { figuresAboutPeople: 'off' } } });
    const { card } = await house.say('bo', 'nudges', channel);
    expect(cardProblems(card)).toEqual([]);
    expect(textsOf(card)).toContain('Key deal');
    expect(textsOf(card)).not.toContain('Cleo');
    await house.query(`update workspace set settings = settings - 'policies'`);
  });

  it('open with a day to choose, or with the choices that there are', async () => {
    const late = await house.click('bo', 'nudgeOpen', await about('closeDatePassed'));
    expect(cardProblems(late.value)).toEqual([]);
    expect(late.value.body).toContainEqual(
      expect.objectContaining({ type: 'Input.Date', id: 'answer', value: '2026-12-24', min: '2026-11-24' }),
    );
    const deal = await house.click('cleo', 'nudgeOpen', await about('keyDealWithoutPartner'));
    const choice = deal.value.body.find((one: { type: string }) => one.type === 'Input.ChoiceSet');
    expect(choice.choices.map((one: { value: string }) => one.value)).toEqual(['P1', 'P2']);
    const more = await house.click('bo', 'nudgeMore', await about('closeDatePassed'));
    expect(cardProblems(more.value)).toEqual([]);
  });

  it('of a colleague are shown without a way to answer, and not answered', async () => {
    const data = await about('closeDatePassed');
    const shown = await house.click('cleo', 'nudgeOpen', data);
    expect(textsOf(shown.value)).not.toContain('nudgeAnswer');
    const refused = await house.click('cleo', 'nudgeDone', data);
    expect(textsOf(refused.value)).toContain('This is asked of somebody else');
    const stranger = await house.click('otto', 'nudgeOpen', data);
    expect(stranger.value).toMatch(/no account that you may see/);
  });

  it('survive whatever a forged card sends', async () => {
    for (const data of [{}, { account: accountId }, { account: 7, nudge: {} }, { account: `${accountId}'--`, nudge: 'x'.repeat(5000) }])
      expect((await house.click('bo', 'nudgeAnswer', data)).value).toMatch(/button no longer/);
  });
});

describe('done, later, given away', () => {
  shared();

  it('need no sign-in, and the card in the chat becomes what was done', async () => {
    const data = await about('closeDatePassed');
    const snoozed = await house.click('bo', 'nudgeSnooze', { ...data, days: 7 }, { on: 'm9' });
    expect(textsOf(snoozed.value)).toContain('I ask again on Dec 1, 2026.');
    expect(house.connector.sent.at(-1)).toMatchObject({ method: 'PUT', activityId: 'm9' });
    expect(await house.nudge('anna', 'closeDatePassed', 'snoozed')).toMatchObject({ snoozedUntil: '2026-12-01' });
    const done = await house.click('cleo', 'nudgeDone', await about('keyDealWithoutPartner'));
    expect(cardProblems(done.value)).toEqual([]);
    const renewal = await about('renewalWithoutOpportunity');
    const { answers } = await house.nudge('bo', 'renewalWithoutOpportunity');
    await house.click('bo', 'nudgeReassign', { ...renewal, to: answers.reassign[0].id });
    expect((await house.nudge('anna', 'renewalWithoutOpportunity')).who.name).toBe(answers.reassign[0].name);
  });
});

describe('an answer where the chat has no token of the person', () => {
  shared();
  const linkOf = (card: { actions: { type: string; url?: string }[] }) =>
    card.actions.find((one) => one.type === 'Action.OpenUrl')?.url ?? '';
  const clicked = async (who: 'bo' | 'cleo' = 'bo') => {
    const { messageId } = await house.say(who, 'nudges');
    const wish =
      who === 'bo'
        ? { ...(await about('renewalWithoutOpportunity')), answer: 'D5' }
        : { ...(await about('keyDealWithoutPartner')), answer: 'P2' };
    const answer = await house.click(who, 'nudgeAnswer', wish, { on: messageId });
    expect(cardProblems(answer.value)).toEqual([]);
    return { url: linkOf(answer.value), messageId };
  };

  it('is saved after a sign-in in the browser, which tells what the KPI became, as does the card in the chat', async () => {
    const { url, messageId } = await clicked('cleo');
    expect(url).toContain(`${house.local.url}/oauth2/v2.0/authorize?`);
    const { status, html, headers, back } = await house.signIn(url, 'cleo');
    expect(status).toBe(200);
    expect(html).toMatch(/<html lang="en">[\s\S]*<h1>Saved<\/h1>[\s\S]*Partner attach stays at/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const card = house.connector.sent.at(-1);
    expect(card).toMatchObject({ method: 'PUT', conversationId: 'a:cleo', activityId: messageId });
    expect(textsOf(card?.body)).toContain('Partner attach stays at');
    const [item] = house.local.lists.find('Deals', 'No', 'D2');
    expect(house.local.lists.read('Deals', Number(item))).toMatchObject({ Partners: 'P2' });
    expect(await house.nudge('anna', 'keyDealWithoutPartner')).toBeUndefined();
    const again = await visit(back);
    expect(again.status).toBe(410);
    expect(again.html).toContain('Nothing was saved');
  });

  it('is not saved by somebody else than who clicked', async () => {
    const { status, html } = await house.signIn((await clicked()).url, 'anna');
    expect(status).toBe(403);
    expect(html).toContain('You are signed in as somebody else');
    expect(await house.nudge('anna', 'renewalWithoutOpportunity')).toMatchObject({ state: 'open' });
  });

  it('is not saved after a quarter of an hour, with a forged state, or with a code of another sign-in', async () => {
    const first = await clicked();
    await house.query(`update errand set expires_at = now() - interval '1 second'`);
    expect((await house.signIn(first.url, 'bo')).status).toBe(410);
    expect((await visit(`${house.url}/answered?code=x&state=forged`)).status).toBe(410);
    const second = await clicked();
    const state = new URL(second.url).searchParams.get('state') ?? '';
    expect((await visit(`${house.url}/answered?code=forged&state=${state}`)).status).toBe(400);
    const cancelled = new URL((await clicked()).url).searchParams.get('state') ?? '';
    expect((await visit(`${house.url}/answered?error=access_denied&state=${cancelled}`)).status).toBe(400);
  });

  it('keeps of the errand only a hash, and the answer', async () => {
    const { url } = await clicked();
    const [errand] = await house.query<{ id: string }>('select id, answer from errand');
    expect(errand?.id).not.toBe(new URL(url).searchParams.get('state'));
    expect(JSON.stringify(errand)).not.toContain('Bo Chen');
  });
});

describe('an answer in Teams', () => {
  shared({ resource: 'api://pulse.example/BotId-1' });
  const answer = async (token?: string) =>
    house.click('bo', 'nudgeAnswer', { ...(await about('closeDatePassed')), answer: '2026-12-20' }, token ? { token } : {});
  const review = async (token?: string) =>
    house.click('anna', 'nudgeAnswer', { ...(await about('conditionUnreviewed')), answer: '2026-11-24' }, token ? { token } : {});

  it('asks the client for the person’s token, and is saved in their name with it', async () => {
    expect(await review()).toMatchObject({
      statusCode: 401,
      type: 'application/vnd.microsoft.activity.loginRequest',
      value: { tokenExchangeResource: { uri: 'api://pulse.example/BotId-1' }, buttons: [{ type: 'signin' }] },
    });
    const saved = await review(await house.token('anna'));
    expect(saved).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(cardProblems(saved.value)).toEqual([]);
    expect(textsOf(saved.value)).toContain('Saved in your name.');
    const [entry] = await house.query<{ directory_id: string }>(`select directory_id from audit where action = 'writeBack'`);
    expect(entry?.directory_id).toBe(people.anna.id);
  });

  it('takes no other person’s token, and no forged one: there the sign-in page is left', async () => {
    for (const token of [await house.token('anna'), 'e30.e30.x', await house.token('bo', 'graph')]) {
      const refused = await answer(token);
      expect(refused.statusCode).toBe(200);
      expect(textsOf(refused.value)).toContain('Sign in to save');
    }
    expect(await house.nudge('anna', 'closeDatePassed')).toMatchObject({ state: 'open' });
  });

  it('shows both versions of a conflict, and saves over it only when asked to', async () => {
    const [item] = house.local.lists.find('Deals', 'No', 'D1');
    house.local.lists.change('Deals', Number(item), { 'Close (planned)': '30.11.2026' });
    const token = await house.token('bo');
    const shown = await answer(token);
    expect(cardProblems(shown.value)).toEqual([]);
    for (const day of ['Nov 3, 2026', 'Nov 30, 2026', 'Dec 20, 2026']) expect(textsOf(shown.value)).toContain(day);
    const anyway = shown.value.actions.find((one: { title: string }) => one.title === 'Save mine anyway');
    const saved = await house.click('bo', anyway.verb, anyway.data, { token });
    expect(textsOf(saved.value)).toContain('Saved in your name.');
  });
});

describe('the morning card', () => {
  // a Tuesday, half past eight in Berlin
  const clock = { now: new Date('2026-11-24T07:30:00Z') };
  shared({ clock: () => clock.now });
  const morning = async () => {
    const plan = morningPlanner({
      db: house.db,
      clock: () => clock.now,
      accounts: house.server.accounts,
      addressOf: async () => null,
      report: () => undefined,
    });
    return plan();
  };
  const leave = async () => {
    const before = house.connector.messages().length;
    const { connector, pulse } = house.bot;
    const carrier = botCarrier({ connector, pulse, messages: outgoingMessages, allowed: async () => undefined });
    const time = { now: () => clock.now.getTime(), sleep: async () => undefined };
    const limiter = sharedLimiter(house.db);
    const parts = { db: house.db, carrier, limiter, clock: time, random: () => 0.5, report: () => undefined };
    await drain(parts, { until: clock.now.getTime() + 1 });
    return house.connector.messages().slice(before);
  };
  const welcomed = (who: string) => house.query(`update conversation set welcomed_at = '2026-11-01' where id = 'a:${who}' returning id`);

  it('shows a person the one nudge that is worth most to them, and how many more wait', async () => {
    for (const who of ['anna', 'bo', 'rita'] as const) {
      await house.say(who, 'help');
      await welcomed(who);
    }
    expect(await morning()).toBe(1);
    expect(await morning()).toBe(0);
    const sent = await leave();
    expect(sent.map((one) => one.conversationId)).toEqual(['a:anna']);
    const card = sent[0]?.body.attachments[0].content;
    expect(cardProblems(card)).toEqual([]);
    expect(textsOf(card)).toContain('Good morning, Anna');
    expect(textsOf(card)).toContain('Does their condition with Contoso Japan still stand');
    expect(sent[0]?.body.channelData).toEqual({ notification: { alert: true } });
  });

  it('waits while Teams does not tell who may see the account', async () => {
    clock.now = new Date('2026-11-25T01:30:00Z');
    expect(await morning()).toBe(1);
    house.setRosterDown(true);
    clock.now = new Date('2026-11-25T03:00:00Z');
    expect(await leave()).toEqual([]);
    expect(
      await house.query(`select state, problem ->> 'code' as code from outbox where content ->> 'directoryId' = '${people.bo.id}'`),
    ).toEqual([{ state: 'pending', code: 'rosterUnknown' }]);
    house.setRosterDown(false);
    clock.now = new Date('2026-11-25T04:00:00Z');
    expect((await leave()).map((one) => one.conversationId)).toEqual(['a:bo']);
  });

  it('is not sent to somebody who has lost access since it was planned', async () => {
    clock.now = new Date('2026-11-26T01:30:00Z');
    expect(await morning()).toBe(1);
    await house.query(`delete from link`);
    expect(await leave()).toEqual([]);
    const [row] = await house.query<{ state: string; problem: { code: string } }>(
      `select state, problem from outbox where content ->> 'directoryId' = '${people.bo.id}' and content ->> 'on' = '2026-11-26'`,
    );
    expect(row).toMatchObject({ state: 'cancelled' });
  });
});
