import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { textsOf } from '../support/cards.ts';
import { giveAccess, person } from './apiHouse.ts';
import { channel, member, places } from './bot.support.ts';
import { startDigests } from './digest.support.ts';

/** What no person from outside may read before it is confirmed: amounts, ratios, names. */
const figures = /\d+([.,]\d+)? ?%|\$ ?\d|Fabrikam GmbH|Data centre/;

describe('a room that holds people from outside', () => {
  let world: Awaited<ReturnType<typeof startDigests>>;
  const guest = { ...member(8), userRole: 'guest', userPrincipalName: 'gus_partner.example#EXT#@contoso.example' };
  const foreigner = { ...member(7), tenantId: '11111111-2222-4333-8444-555555555555' };
  const at = places.channel;
  beforeAll(async () => {
    world = await startDigests();
    await world.installInChannel();
    await world.say('hello', { from: 1 });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.connector.members.set(channel, [member(1), member(2), guest, foreigner]);
    await world.db.transaction(['fabrikam'], (tx) => sql`delete from outsider_sight`.execute(tx));
    await world.db.transaction(['fabrikam'], (tx) =>
      sql`delete from access where directory_id in (${person(7)}, ${person(8)})`.execute(tx),
    );
  });
  const confirm = (see: string, from = 1) => world.click({ verb: 'confirmOutsiders', data: { see } }, { from, at });

  it('is told that they are here, and no number', async () => {
    const card = await world.card('scorecard', { at });
    expect(textsOf(card)).toContain('People from outside are here');
    expect(JSON.stringify(card)).not.toMatch(figures);
    expect(JSON.stringify(card)).not.toContain('Fabrikam');
    expect(JSON.stringify(await world.click({ verb: 'run', data: { command: 'scorecard', args: '' } }, { from: 8, at }))).not.toMatch(
      figures,
    );
  });

  it('has its manager decide what they see, and nobody else', async () => {
    const asked = await world.card('outsiders', { at });
    expect(textsOf(asked)).toContain('2 guests or people of other organisations are here');
    expect(asked.actions.map((action: { title: string }) => action.title)).toEqual([
      'Nothing',
      'The headline figures',
      'All that a reader sees',
    ]);
    for (const from of [2, 7, 8]) {
      await confirm('reader', from);
      expect(JSON.stringify(await world.card('scorecard', { at }))).not.toMatch(figures);
    }
    expect((await world.say('outsiders', { from: 2, at })).sent[0]?.body.text).toContain('Only a manager');
  });

  it('shows the headlines alone once these are confirmed, and nothing behind them', async () => {
    await confirm('headlines');
    const card = await world.card('scorecard', { at });
    expect(textsOf(card)).toMatch(figures);
    for (const command of [
      'renewals',
      'pipeline',
      'why ea renewal rate',
      'kpi ea renewal rate',
      'nudges',
      'sources',
      'settings',
      'digest preview',
    ]) {
      expect([command, JSON.stringify(await world.card(command, { at })).match(figures)]).toEqual([command, null]);
    }
    const refreshed = card.refresh.userIds;
    expect(refreshed).toEqual([member(1).id, member(2).id]);
  });

  it('shows what a reader sees once that is confirmed, and still nothing to them in person', async () => {
    await confirm('reader');
    expect(textsOf(await world.card('renewals', { at }))).toMatch(figures);
    const own = await world.click({ verb: 'run', data: { command: 'renewals', args: '' } }, { from: 8, at });
    expect(JSON.stringify(own)).not.toMatch(figures);
  });

  it('needs no confirmation for those whom the account names, and none of it holds for others', async () => {
    await giveAccess(world.db, 'fabrikam', 8, 'reader');
    await giveAccess(world.db, 'fabrikam', 7, 'reader');
    expect(textsOf(await world.card('scorecard', { at }))).toMatch(figures);
    world.connector.members.set(channel, [member(1), guest, foreigner, { ...member(6), userRole: 'guest' }]);
    expect(JSON.stringify(await world.card('scorecard', { at }))).not.toMatch(figures);
    // A person of another tenant is refused in person, named or not.
    expect(JSON.stringify(await world.click({ verb: 'run', data: { command: 'scorecard', args: '' } }, { from: 7, at }))).not.toMatch(
      figures,
    );
  });

  it('is decided anew for every room', async () => {
    await confirm('reader');
    const chat = places.group;
    world.connector.members.set(chat.id, [member(1), guest]);
    expect(JSON.stringify(await world.card('scorecard', { at: chat }))).not.toMatch(figures);
    await world.click({ verb: 'confirmOutsiders', data: { see: 'headlines' } }, { at: chat });
    expect(textsOf(await world.card('scorecard', { at: chat }))).toMatch(figures);
    await world.click({ verb: 'confirmOutsiders', data: { see: 'nothing' } }, { at: chat });
    expect(JSON.stringify(await world.card('scorecard', { at: chat }))).not.toMatch(figures);
  });

  it('has its digest held and its manager asked, and posts it once this is answered: as much as was confirmed', async () => {
    await world.beat();
    const posted = () => world.cardsIn(channel).filter((card) => /Digest \d/.test(JSON.stringify(card)));
    expect(posted()).toHaveLength(0);
    await world.beat();
    const asked = world.cardsIn(places.personal(1).id).at(-1);
    expect(textsOf(asked)).toContain('It is held');
    const button = asked.actions.find((action: { title: string }) => action.title === 'The headline figures');
    await world.click({ verb: button.verb, data: button.data });
    world.setNow(new Date(Date.now() + 60_000).toISOString());
    await world.drain();
    expect(posted()).toHaveLength(1);
    expect(textsOf(posted()[0])).toMatch(/%/);
    expect(JSON.stringify(posted()[0])).not.toMatch(/Fabrikam GmbH|Data centre|Helpdesk/);
    await world.drain();
    expect(posted()).toHaveLength(1);
  });
});
