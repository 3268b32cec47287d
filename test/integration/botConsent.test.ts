import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { people, type Who } from './nudges.support.ts';
import { type BotHouse, openBotHouse } from './nudgesBot.support.ts';

let house: BotHouse;
beforeAll(async () => {
  house = await openBotHouse({ resource: 'api://pulse' });
});
afterAll(() => house.close());
afterEach(() => {
  house.local.identity.set({ personConsent: [], authenticationContext: null });
  house.local.identity.withdrawConsent(people.bo.id);
});

const about = async (rule: string) => ({ account: 'contoso', nudge: (await house.nudge('anna', rule))?.id as string });
const answer = async (who: Who, rule: string, value: string, token?: string) =>
  house.click(who, 'nudgeAnswer', { ...(await about(rule)), answer: value }, token ? { token } : {});
const signInOf = (card: object): URL => new URL(/"url":"([^"]+authorize[^"]+)"/.exec(JSON.stringify(card))?.[1] ?? '');

describe('an answer in the chat, with the token that Teams has fetched', () => {
  it('whose consent is missing leads to one page that asks for it, and goes on from there', async () => {
    house.local.identity.set({ personConsent: ['Sites.ReadWrite.All'] });
    const { type, value } = await answer('bo', 'closeDatePassed', '2026-12-20', await house.token('bo'));
    expect(type).toBe('application/vnd.microsoft.card.adaptive');
    const url = signInOf(value);
    expect(url.searchParams.get('prompt')).toBe('consent');
    expect(url.searchParams.get('scope')).toContain('Sites.ReadWrite.All');
    const page = await house.signIn(url.href, 'bo');
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('<h1>Saved</h1>')]);
    expect(await house.nudge('anna', 'closeDatePassed')).toBeUndefined();
  });

  it('of which a policy wants more leads to a sign-in with its claims, and goes on from there', async () => {
    house.local.identity.set({ authenticationContext: 'c1' });
    const { value } = await answer('anna', 'conditionUnreviewed', '2026-11-24', await house.token('anna'));
    const url = signInOf(value);
    expect(JSON.parse(url.searchParams.get('claims') ?? '{}')).toEqual({ access_token: { acrs: { essential: true, value: 'c1' } } });
    expect((await house.signIn(url.href, 'anna')).html).toContain('<h1>Saved</h1>');
  });
});
