import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { botCarrier } from '../../bot/carrier.ts';
import { outgoingMessages } from '../../bot/messages/index.ts';
import { drain, sharedLimiter } from '../../src/outbox/index.ts';
import { planEditNotices } from '../../src/writeback/queue/index.ts';
import { cardProblems } from '../support/cards.ts';
import { accountId, people } from './nudges.support.ts';
import { type BotHouse, openBotHouse } from './nudgesBot.support.ts';

let house: BotHouse;
let aheadMs = 0;
const clock = () => new Date(Date.now() + aheadMs);
beforeAll(async () => {
  house = await openBotHouse({ resource: 'api://account-pulse', clock });
  await house.say('bo', 'help');
});
afterAll(() => house.close());
afterEach(() => {
  calm();
  aheadMs = 0;
});

/** Graph is well again, and the time is over for which it has asked to wait. */
const calm = () => {
  house.local.setFaults(null);
  house.graphWaited();
};
const item = (key: string) => house.local.lists.find('Deals', 'No', key)[0] ?? -1;
const throttle = () => house.local.setFaults((request) => (request.method === 'PATCH' ? { status: 429, retryAfterSeconds: 30 } : null));
/** What is planned and leaves, as the heartbeat would have it. */
async function leave() {
  const before = house.connector.messages().length;
  await planEditNotices(house.db, clock());
  const { connector, pulse } = house.bot;
  const carrier = botCarrier({ connector, pulse, messages: outgoingMessages, allowed: async () => undefined });
  const time = { now: () => clock().getTime(), sleep: async () => undefined };
  await drain(
    { db: house.db, carrier, limiter: sharedLimiter(house.db), clock: time, random: () => 0.5, report: () => undefined },
    { until: clock().getTime() + 1_000 },
  );
  return house.connector.messages().slice(before);
}
const waiting = async (set: object) => {
  throttle();
  const { json } = await house.patch('bo', '/records/opportunity/D1', { set });
  calm();
  return json.edit.id as string;
};

describe('an answer that SharePoint asks to come back for', () => {
  it('is said to wait, and when', async () => {
    const { id } = await house.nudge('anna', 'keyDealWithoutPartner');
    throttle();
    const token = await house.token('cleo');
    const shown = await house.click('cleo', 'nudgeAnswer', { account: accountId, nudge: id, answer: 'P1' }, { token });
    expect(cardProblems(shown.value)).toEqual([]);
    expect(JSON.stringify(shown.value)).toContain('SharePoint is busy: this waits for its turn');
    calm();
    aheadMs = 31_000;
    await house.server.edits.tick();
    aheadMs = 0;
    expect((await house.nudge('anna', 'keyDealWithoutPartner', 'closed')).id).toBe(id);
  });
});

describe('an edit that cannot go on without its person', () => {
  it('is told them once, in their own chat, and saved by one press with their token', async () => {
    const id = await waiting({ name: 'Renamed by Bo' });
    aheadMs = 2 * 3_600_000;
    await house.server.edits.tick();
    aheadMs = 0;
    const sent = await leave();
    expect(sent.map((one) => one.conversationId)).toEqual(['a:bo']);
    const card = sent[0]?.body.attachments[0].content;
    expect(cardProblems(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain('Your edit of Late deal is not saved yet');
    expect(JSON.stringify(card)).toContain('Renamed by Bo');
    expect(await leave()).toEqual([]);
    const asked = await house.click('bo', 'editAgain', { account: accountId, edit: id });
    expect(asked).toMatchObject({ statusCode: 401, type: 'application/vnd.microsoft.activity.loginRequest' });
    const done = await house.click('bo', 'editAgain', { account: accountId, edit: id }, { token: await house.token('bo') });
    expect(JSON.stringify(done)).toContain('Saved in your name.');
    expect(house.local.lists.read('Deals', item('D1'))).toMatchObject({ Deal: 'Renamed by Bo' });
    const late = await house.click('bo', 'editWithdraw', { account: accountId, edit: id });
    expect(JSON.stringify(late)).toContain('Nothing is left to do about this edit.');
  });

  it('because somebody was quicker shows both versions and who, and is given up by one press', async () => {
    const id = await waiting({ amount: { amount: '77', currency: 'USD' } });
    house.local.lists.change('Deals', item('D1'), { Amount: 88 }, people.cleo.id);
    aheadMs = 31_000;
    await house.server.edits.tick();
    const [sent] = await leave();
    const card = sent?.body.attachments[0].content;
    expect(cardProblems(card)).toEqual([]);
    const text = JSON.stringify(card);
    expect(text).toContain('Somebody changed it meanwhile; nothing was written');
    expect(text).toContain('Cleo Diaz');
    for (const amount of ['$77', '$88']) expect(text).toContain(amount);
    expect(JSON.stringify(await house.click('cleo', 'editWithdraw', { account: accountId, edit: id }))).toContain('Nothing is left');
    expect(JSON.stringify(await house.click('bo', 'editWithdraw', { account: accountId, edit: id }))).toContain(
      'Given up; nothing was changed.',
    );
    expect(house.local.lists.read('Deals', item('D1'))).toMatchObject({ Amount: 88 });
  });
});
