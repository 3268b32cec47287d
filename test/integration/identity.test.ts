import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { wordsIn } from '../../bot/i18n/words.ts';
import { connectionLost } from '../../bot/messages/connectionLost.ts';
import { tellLosses, VaultKeyError } from '../../src/vault/index.ts';
import { type IdentityHouse, newKey, openIdentityHouse } from './identity.support.ts';
import { accountId, people } from './nudges.support.ts';

let house: IdentityHouse;
beforeAll(async () => {
  house = await openIdentityHouse();
});
afterAll(() => house.close());
afterEach(async () => {
  await house.ask({ personConsent: [], authenticationContext: null, refreshOnce: false });
  for (const who of Object.values(people)) {
    house.local.identity.withdrawConsent(who.id);
    await house.vault.revoke(who.id);
  }
  house.clock.ahead = 0;
});

const deal = `/api/accounts/${accountId}/records/opportunity/D4`;
let amount = 500;
const edit = (bearer: string) => {
  amount += 1;
  return house.call('bo', deal, { method: 'PATCH', bearer, body: { set: { amount: { amount: String(amount), currency: 'USD' } } } });
};
const connection = async (who: 'anna' | 'bo', purpose: string) =>
  (await house.call(who, '/api/me/connections')).json.connections.find((one: { purpose: string }) => one.purpose === purpose);

describe('a consent that is missing', () => {
  it('is said as such, with the permission and one way to give it; then the action goes on', async () => {
    await house.ask({ personConsent: ['Sites.ReadWrite.All'] });
    const token = await house.fetchToken('bo');
    const refused = await edit(token);
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({ type: 'consent-missing', consent: { permissions: ['Sites.ReadWrite.All'] } });
    const url = new URL(refused.json.consent.url);
    expect(url.searchParams.get('prompt')).toBe('consent');
    const page = await house.atTheIssuer(refused.json.consent.url, 'bo');
    expect(page).toMatchObject({ status: 200, html: expect.stringContaining('may now do this in your name') });
    expect((await edit(token)).status).toBe(200);
  });

  it('may be refused: nothing changes, and the page says whom to ask', async () => {
    await house.ask({ personConsent: ['Sites.ReadWrite.All'] });
    const { json } = await edit(await house.fetchToken('bo'));
    const back = new URL(new URL(json.consent.url).searchParams.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({
      error: 'access_denied',
      state: new URL(json.consent.url).searchParams.get('state') ?? '',
    }).toString();
    const page = await fetch(back);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('does not ask you again by itself');
  });

  it('given by somebody else counts for nobody, and its address is good once', async () => {
    await house.ask({ personConsent: ['Calendars.Read'] });
    const { json } = await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const page = await house.atTheIssuer(json.consent.url, 'otto');
    expect(page.status).toBe(403);
    expect((await fetch(page.back)).status).toBe(410);
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'off' });
    expect(await house.vault.connected('calendar')).toEqual([]);
  });
});

describe('a policy that asks for more of the person', () => {
  it('is carried to the tab with its claims; with a token that satisfies them the action goes on', async () => {
    await house.ask({ authenticationContext: 'c1' });
    const refused = await edit(await house.fetchToken('bo'));
    expect(refused.status).toBe(401);
    expect(refused.json.type).toBe('claims-needed');
    expect(JSON.parse(refused.json.claims)).toEqual({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const challenge = refused.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_claims"');
    expect(Buffer.from(/claims="([^"]+)"/.exec(challenge)?.[1] ?? '', 'base64').toString()).toBe(refused.json.claims);
    expect((await edit(await house.fetchToken('bo', refused.json.claims))).status).toBe(200);
  });

  it('is met too where Graph ends the session in the middle', async () => {
    const token = await house.fetchToken('bo');
    const midway = JSON.stringify({ access_token: { nbf: { essential: true, value: '1' } } });
    let isEnded = false;
    house.local.setFaults(() => {
      // After the exchange, before Graph's first answer.
      if (!isEnded) house.local.identity.endSessions(people.bo.id);
      isEnded = true;
      return {
        status: 401,
        headers: { 'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${Buffer.from(midway).toString('base64')}"` },
      };
    });
    const refused = await edit(token);
    house.local.setFaults(null);
    expect(refused.status).toBe(401);
    expect(refused.json.type).toBe('claims-needed');
    expect(JSON.parse(refused.json.claims).access_token.nbf.essential).toBe(true);
    expect((await edit(await house.fetchToken('bo', refused.json.claims))).status).toBe(200);
  });
});

describe('a sign-in that is kept', () => {
  it('is sealed, says what it is for, and gives tokens for Graph', async () => {
    const answered = await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    expect(answered).toMatchObject({ status: 200, json: { purpose: 'calendar', state: 'connected', permissions: ['Calendars.Read'] } });
    const graphToken = await house.vault.tokenFor(people.bo.id, 'calendar');
    const [claims = ''] = graphToken.split('.').slice(1);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ oid: people.bo.id, scp: 'Calendars.Read' });
    const [row] = await house.rows<{ sealed: string; key_name: string }>(
      `select sealed, key_name from kept_sign_in where directory_id = '${people.bo.id}'`,
    );
    expect(row?.key_name).toBe('first');
    expect(Buffer.from(row?.sealed ?? '', 'base64').toString('latin1')).not.toContain('eyJ');
    expect(await house.vault.connected('calendar')).toEqual([people.bo.id]);
  });

  it('comes of the consent itself where one was missing', async () => {
    await house.ask({ personConsent: ['Tasks.Read'] });
    const refused = await house.call('bo', '/api/me/connections/planner', { method: 'POST' });
    expect(refused).toMatchObject({ status: 403, json: { type: 'consent-missing', consent: { permissions: ['Tasks.Read'] } } });
    const page = await house.atTheIssuer(refused.json.consent.url, 'bo');
    expect(page.html).toContain('Connected: Read my plans in Planner');
    expect(await connection('bo', 'planner')).toMatchObject({ state: 'connected' });
  });

  it('is the person’s own: nobody else sees or ends it', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    expect(await connection('anna', 'calendar')).toMatchObject({ state: 'off' });
    await house.call('anna', '/api/me/connections/calendar', { method: 'DELETE' });
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'connected' });
    await house.call('bo', '/api/me/connections/calendar', { method: 'DELETE' });
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'off', since: null });
    await expect(house.vault.tokenFor(people.bo.id, 'calendar')).rejects.toThrow('has not connected');
  });

  it('taken back at one server is taken back at all', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const other = house.anotherVault();
    await other.tokenFor(people.bo.id, 'calendar');
    await house.vault.revoke(people.bo.id, 'calendar');
    await expect(other.tokenFor(people.bo.id, 'calendar')).rejects.toThrow('has not connected');
  });

  it('that the issuer refuses is deleted, and its person is told why', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    await house.endSessions('bo');
    await expect(house.anotherVault().tokenFor(people.bo.id, 'calendar')).rejects.toMatchObject({ because: 'refused' });
    expect(await house.rows(`select sealed from kept_sign_in where directory_id = '${people.bo.id}'`)).toEqual([{ sealed: null }]);
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'lost', lostBecause: expect.stringContaining('no longer accepted') });
    expect((await house.vault.untold()).map((one) => one.purpose)).toEqual(['calendar']);
    expect((await house.call('bo', '/api/me/connections/calendar', { method: 'POST' })).json).toMatchObject({
      state: 'connected',
      lostBecause: null,
    });
    expect(await house.vault.untold()).toEqual([]);
  });

  it('that was lost is told to its person in the chat, once', async () => {
    await house.rows(
      `insert into conversation (id, kind, service_url, bot_id, directory_id, seen_at) values ('a:bo', 'personal', 'https://smba.example', 'b', '${people.bo.id}', now()) returning 1`,
    );
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    await house.endSessions('bo');
    await expect(house.anotherVault().tokenFor(people.bo.id, 'calendar')).rejects.toMatchObject({ because: 'refused' });
    const tell = () => tellLosses({ db: house.db, vault: house.vault, accounts: house.server.accounts, clock: () => new Date() });
    expect([await tell(), await tell()]).toEqual([1, 0]);
    expect(await house.rows(`select conversation_id, content from outbox where kind = 'connectionLost'`)).toEqual([
      { conversation_id: 'a:bo', content: { purpose: 'calendar' } },
    ]);
    const render = () =>
      connectionLost.render(
        { accountId, where: { directoryId: people.bo.id }, words: wordsIn('en') } as unknown as Parameters<typeof connectionLost.render>[0],
        { purpose: 'calendar' },
        { door: house.server.door } as unknown as Parameters<typeof connectionLost.render>[2],
      );
    expect(await render()).toMatchObject({ text: expect.stringContaining('**Read my calendar**. The sign-in is no longer accepted') });
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    await expect(render()).rejects.toThrow('connected it again');
  });

  it('whose consent was withdrawn is deleted too', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    await house.ask({ personConsent: ['Calendars.Read'] });
    await expect(house.anotherVault().tokenFor(people.bo.id, 'calendar')).rejects.toMatchObject({ because: 'consent-withdrawn' });
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'lost', lostBecause: 'The consent was withdrawn.' });
  });

  it('survives that the issuer cannot be reached', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const { openVault } = await import('../../src/vault/index.ts');
    const stranded = openVault({
      db: house.db,
      client: { tokenUrl: 'http://127.0.0.1:9/token', clientId: 'x', proof: { kind: 'secret', clientSecret: 'x' } },
      graphAudience: 'https://graph.microsoft.com',
      keys: async () => house.keys(),
      clock: () => new Date(),
    });
    await expect(stranded.tokenFor(people.bo.id, 'calendar')).rejects.toMatchObject({ name: 'UnreachableError' });
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'connected' });
    await house.anotherVault().tokenFor(people.bo.id, 'calendar');
  });

  it('renewed by several servers at once is never lost, also where each token is good for one use', async () => {
    await house.ask({ refreshOnce: true });
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const servers = Array.from({ length: 6 }, () => house.anotherVault());
    const tokens = await Promise.all(servers.map((one) => one.tokenFor(people.bo.id, 'calendar')));
    expect(tokens).toHaveLength(6);
    await house.anotherVault().tokenFor(people.bo.id, 'calendar');
    expect(await connection('bo', 'calendar')).toMatchObject({ state: 'connected' });
    const [row] = await house.rows<{ renewal: number }>('select renewal from kept_sign_in');
    expect(Number(row?.renewal)).toBe(7);
  });

  it('is renewed when its access token nears its end, and asked for once by all who wait', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const server = house.anotherVault();
    const [first, again] = await Promise.all([server.tokenFor(people.bo.id, 'calendar'), server.tokenFor(people.bo.id, 'calendar')]);
    expect(again).toBe(first);
    expect(await server.tokenFor(people.bo.id, 'calendar')).toBe(first);
    house.clock.ahead = 59 * 60_000;
    await server.tokenFor(people.bo.id, 'calendar');
    const [row] = await house.rows<{ renewal: number }>('select renewal from kept_sign_in');
    expect(Number(row?.renewal)).toBe(2);
  });
});

describe('the keys of the vault', () => {
  it('rotate: the newest seals, the older still open, and in the background all comes under the newest', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const [old] = house.keys();
    const next = newKey('second');
    house.setKeys([next, ...(old ? [old] : [])]);
    await house.call('anna', '/api/me/connections/calendar', { method: 'POST' });
    const names = () => house.rows<{ key_name: string }>('select key_name from kept_sign_in order by key_name');
    expect(await names()).toEqual([{ key_name: 'first' }, { key_name: 'second' }]);
    expect(await house.vault.reseal()).toEqual({ resealed: 1, unreadable: [] });
    expect(await names()).toEqual([{ key_name: 'second' }, { key_name: 'second' }]);
    house.setKeys([next]);
    await house.anotherVault().tokenFor(people.bo.id, 'calendar');
  });

  it('that are not there, or wrong, are told by name; nothing is deleted, and nothing falls over', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const [right] = house.keys();
    const name = right?.name ?? '';
    const missing = house.anotherVault(() => [newKey('other')]);
    await expect(missing.tokenFor(people.bo.id, 'calendar')).rejects.toThrow(`the key "${name}", which this server does not have`);
    const wrong = house.anotherVault(() => [newKey(name)]);
    await expect(wrong.tokenFor(people.bo.id, 'calendar')).rejects.toBeInstanceOf(VaultKeyError);
    expect((await missing.reseal()).unreadable.map((error) => error.keyName)).toEqual([name]);
    await house.anotherVault().tokenFor(people.bo.id, 'calendar');
  });

  it('bind a sign-in to its person and purpose: copied to another row it does not open', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    await house.call('anna', '/api/me/connections/calendar', { method: 'POST' });
    await house.rows(
      `update kept_sign_in set sealed = (select sealed from kept_sign_in where directory_id = '${people.bo.id}') where directory_id = '${people.anna.id}' returning 1`,
    );
    await expect(house.anotherVault().tokenFor(people.anna.id, 'calendar')).rejects.toBeInstanceOf(VaultKeyError);
  });

  it('are needed: without one it is said what does not work, and nothing is kept', async () => {
    const keys = house.keys();
    house.setKeys([]);
    const { json } = await house.call('bo', '/api/me/connections');
    expect(json).toMatchObject({ available: false, because: expect.stringContaining('TOKEN_KEY') });
    const refused = await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    expect(refused).toMatchObject({ status: 503, json: { type: 'vault-closed' } });
    expect(await house.rows('select 1 from kept_sign_in')).toEqual([]);
    house.setKeys(keys);
  });

  it('are asked by row-level security for one person at a time', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const { sql } = await import('kysely');
    const seen = await house.db.transaction([accountId], async (tx) => (await sql`select 1 from kept_sign_in`.execute(tx)).rows);
    expect(seen).toEqual([]);
  });
});
