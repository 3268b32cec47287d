import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clouds } from '../../src/graph/clouds.ts';
import { newAccount } from '../support/database.ts';
import { type Api, giveAccess, startApi } from './apiHouse.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi({ cloud: { cloud: clouds.china, bot: false } });
  await newAccount(api.db, 'fabrikam', { name: 'Fabrikam Global' });
  await giveAccess(api.db, 'fabrikam', 1, 'manager');
});
afterAll(() => api.close());

describe('an installation in 21Vianet, with the bot switched off', () => {
  it.each([
    ['en', 'Microsoft 365 operated by 21Vianet', 'The bot is switched off'],
    ['zh-CN', '由世纪互联运营的 Microsoft 365', '机器人已关闭'],
  ])('says with the sources what is not there, in %s', async (language, title, bot) => {
    const { status, json } = await api.call('/api/accounts/fabrikam/sources', { as: 1, headers: { 'accept-language': language } });
    expect(status).toBe(200);
    expect(json.cloud).toMatchObject({ name: 'china', title });
    expect(json.cloud.lacks.map(({ capability }: { capability: string }) => capability)).toEqual(clouds.china.lacks);
    expect(json.cloud.lacks.at(-1).text).toContain(bot);
  });
  it('has nothing at the address of the bot', async () => {
    const { status } = await api.call('/api/messages', { method: 'POST', body: { type: 'message' } });
    expect([404, 405]).toContain(status);
  });
});
