import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BotHouse, channel, openBotHouse } from './nudgesBot.support.ts';
import { teamId } from './sync.support.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await openBotHouse();
});
afterAll(() => house.close());

const leaving = async () =>
  (await house.query<{ on: string | null; because: string | null }>('select delete_on as on, delete_because as because from workspace'))[0];

describe('the app, removed from the team of a linked channel', () => {
  it('ends the link, tells the managers, and leaves thirty days to link or export', async () => {
    await house.say('anna', 'help');
    const at = { ...channel, channelData: { ...channel.channelData, team: { id: '19:general', aadGroupId: teamId } } };
    await house.tell('anna', at, { type: 'installationUpdate', action: 'remove' });
    expect(await house.query('select 1 from link')).toEqual([]);
    expect(await leaving()).toEqual({ on: new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10), because: 'appRemoved' });
    expect(await house.query(`select conversation_id, content from outbox where kind = 'roomChanged'`)).toEqual([
      { conversation_id: 'a:anna', content: { event: 'appRemoved' } },
    ]);
    expect((await house.call('bo', '/scorecard')).status).toBe(404);
    expect((await house.call('anna', '/scorecard')).status).toBe(200);
  });

  it('told twice, changes nothing more', async () => {
    const before = await house.query('select count(*) as n from audit');
    await house.tell('anna', channel, { type: 'installationUpdate', action: 'remove' });
    expect(await house.query('select count(*) as n from audit')).toEqual(before);
  });

  it('linked again, keeps everything', async () => {
    const { status } = await house.call('anna', '/link', { method: 'PUT', body: { teamId, channelId: '19:general' } });
    expect([status, await leaving()]).toEqual([200, { on: null, because: null }]);
    expect((await house.call('bo', '/scorecard')).status).toBe(200);
  });
});
