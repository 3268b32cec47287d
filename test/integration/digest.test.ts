import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { digestKind } from '../../src/digest/make.ts';
import { clearOut } from '../../src/outbox/index.ts';
import { cardProblems, textsOf } from '../support/cards.ts';
import { upToDate, usd, write } from '../support/database.ts';
import { person } from './apiHouse.ts';
import { channel, member, places, team } from './bot.support.ts';
import { startDigests } from './digest.support.ts';

let world: Awaited<ReturnType<typeof startDigests>>;
beforeEach(async () => {
  world = await startDigests();
});
afterEach(() => world.close());

const digestsIn = () => world.cardsIn(channel).filter((card) => /Digest \d+/.test(textsOf(card)));
const personal = (number: number) => world.cardsIn(places.personal(number).id);
const greetManager = () => world.install(1, places.personal(1));

describe('the weekly digest', () => {
  it('is posted once into the channel, numbered, with the numbers of the API', async () => {
    await world.installInChannel();
    await world.beat();
    await world.beat();
    expect(digestsIn()).toHaveLength(1);
    const [card] = digestsIn();
    expect(cardProblems(card)).toEqual([]);
    expect(textsOf(card)).toContain('Digest 1');
    const { json: scorecard } = await world.api.call('/api/accounts/fabrikam/scorecard?asOf=2026-12-01', { as: 3 });
    const { json: digest } = await world.api.call('/api/accounts/fabrikam/digests/1', { as: 3 });
    for (const headline of digest.headlines)
      expect([headline.id, headline.value]).toEqual([
        headline.id,
        scorecard.kpis.find((kpi: { id: string }) => kpi.id === headline.id).value,
      ]);
    expect(textsOf(card)).toContain('$1.4M');
    const { digests, channels } = await world.digests(3);
    expect(digests).toMatchObject([{ number: 1, channel, week: '2026-11-30', delivery: { state: 'sent', problem: null } }]);
    expect(channels).toMatchObject([{ channel, on: true, weekday: 1, time: '08:30', isInstalled: true }]);
  });

  it('tells what changed since the one before, and so does the scorecard', async () => {
    await world.installInChannel();
    await world.beat();
    await write(world.db, 'fabrikam', 'opportunity', [
      {
        id: 'o9',
        name: 'Night shift',
        organization: 'de',
        type: 'netNew',
        status: 'won',
        amount: usd(277000),
        closedOn: '2026-12-03',
        createdOn: '2026-05-01',
      },
      {
        id: 'o8',
        name: 'Night train',
        organization: 'de',
        type: 'netNew',
        status: 'lost',
        amount: usd(5000),
        closedOn: '2026-12-03',
        createdOn: '2026-05-01',
      },
    ]);
    await upToDate(world.db, 'fabrikam', '2026-12-08');
    world.setNow('2026-12-08T10:00:00Z');
    await world.beat();
    const text = textsOf(digestsIn()[1]);
    expect(text).toMatch(/Digest 2/);
    expect(text).toContain('Net-new revenue rose $277K to $1.7M, because Night shift was won (+$277K).');
    expect(text).toMatch(/Wins \(1\) · \$277K/);
    expect(text).toMatch(/Slips \(1\)/);
    // the week after, nothing is told a second time
    world.setNow('2026-12-15T10:00:00Z');
    await world.beat();
    expect(textsOf(digestsIn()[2])).not.toMatch(/Wins|Slips|Night/);
    const { json } = await world.api.call('/api/accounts/fabrikam/scorecard?asOf=2026-12-15', { as: 1 });
    expect(json.kpis.find((kpi: { id: string }) => kpi.id === 'net-new-revenue').sinceLastDigest).toEqual(usd('0'));
    const sliced = await world.api.call('/api/accounts/fabrikam/scorecard?asOf=2026-12-15&country=DE', { as: 1 });
    expect(sliced.json.kpis.every((kpi: { sinceLastDigest: unknown }) => kpi.sinceLastDigest === null)).toBe(true);
  });

  it('comes late rather than never: after an outage the newest alone', async () => {
    await world.installInChannel();
    world.setNow('2026-12-26T10:00:00Z');
    await world.beat();
    expect((await world.digests()).digests.map((digest: { week: string }) => digest.week)).toEqual(['2026-12-21']);
    expect(digestsIn()).toHaveLength(1);
  });

  it('is not due for a slot before the channel was linked', async () => {
    await world.installInChannel();
    world.setNow('2026-11-24T10:00:00Z');
    await world.beat();
    expect((await world.digests()).digests).toEqual([]);
  });

  it('closes the old fiscal year where one has ended, and shows no change across its end', async () => {
    await world.installInChannel();
    world.setNow('2027-06-29T10:00:00Z');
    await world.beat();
    world.setNow('2027-07-06T10:00:00Z');
    await world.beat();
    const { json } = await world.api.call('/api/accounts/fabrikam/digests/2', { as: 1 });
    expect(json.closed).toMatchObject({ fiscalYear: 2027, endsOn: '2027-06-30' });
    expect(json.headlines.every((headline: { change: unknown }) => headline.change === null)).toBe(true);
    expect(textsOf(digestsIn()[1])).toContain('Fiscal year 2027 closed on');
    expect(cardProblems(digestsIn()[1])).toEqual([]);
  });

  it('waits, and says why, until the bot is installed in the channel', async () => {
    await world.beat();
    expect((await world.digests()).digests).toMatchObject([
      { delivery: { state: 'pending', waitsFor: 'installation', problem: { code: 'notInstalled' } } },
    ]);
    await world.installInChannel();
    await world.beat();
    expect(digestsIn()).toHaveLength(1);
  });

  it('is made small enough, whatever the names', async () => {
    await world.installInChannel();
    const long = `${'非常に長い名前の会社 "<>&*_[]()'.repeat(12)}`;
    await write(
      world.db,
      'fabrikam',
      'organization',
      Array.from({ length: 8 }, (_, n) => ({ id: `long${n}`, name: `${n} ${long}`, country: 'JP' })),
    );
    await write(
      world.db,
      'fabrikam',
      'opportunity',
      Array.from({ length: 16 }, (_, n) => ({
        id: `long${n}`,
        name: `${n} ${long}`,
        organization: `long${n % 8}`,
        type: 'netNew',
        status: n % 2 ? 'won' : 'lost',
        amount: usd(100_000 + n),
        closedOn: '2026-11-27',
        createdOn: '2026-05-01',
        keyWin: true,
      })),
    );
    await upToDate(world.db, 'fabrikam', '2026-12-01');
    await world.beat();
    const [card] = digestsIn();
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28_000);
    expect(cardProblems(card)).toEqual([]);
    expect(textsOf(card)).toMatch(/Wins \(8\)/);
  });

  it('stores ids and numbers, never a name', async () => {
    await world.installInChannel();
    await world.beat();
    const stored = await world.db.asOwner((tx) => sql`select facts::text as facts from digest`.execute(tx));
    expect(JSON.stringify(stored.rows)).not.toMatch(/Fabrikam|Helpdesk|Data centre|Ada|Phones/);
  });
});

describe('a digest in doubt', () => {
  beforeEach(async () => {
    await world.installInChannel();
    await greetManager();
  });
  const doubt = async () => {
    world.connector.faults.push('cut');
    await world.beat();
    await world.beat();
  };
  const settle = (from: number, arrived: boolean) =>
    world.click({ verb: 'digestSettle', data: { account: 'fabrikam', channel, number: 1, arrived } }, { from });

  it('is shown as unknown, asked of the manager in person, and never posted again by itself', async () => {
    await doubt();
    await world.beat();
    expect(digestsIn()).toHaveLength(1);
    expect((await world.digests()).digests).toMatchObject([{ number: 1, delivery: { state: 'unknown' } }]);
    const questions = personal(1).filter((card) => /may not have reached the channel/.test(textsOf(card)));
    expect(questions).toHaveLength(1);
    expect(questions[0].actions.map((action: { title: string }) => action.title)).toEqual(['Post it', 'It arrived']);
    expect(cardProblems(questions[0])).toEqual([]);
  });

  it('is posted again by the manager’s tap, once, and by nobody else’s', async () => {
    await doubt();
    expect((await settle(2, false)).value).toMatch(/Only a manager/);
    expect((await settle(9, false)).value).not.toMatch(/on its way/);
    expect((await settle(1, false)).value).toMatch(/on its way/);
    // The API's clock is the real one.
    world.setNow(new Date().toISOString());
    await world.drain();
    expect((await settle(1, false)).value).toMatch(/decided already/);
    await world.drain();
    expect(digestsIn()).toHaveLength(2);
    expect((await world.digests()).digests).toMatchObject([{ number: 1, delivery: { state: 'sent' } }]);
  });

  it('is kept as arrived where the manager says so', async () => {
    await doubt();
    expect((await settle(1, true)).value).toMatch(/kept as arrived/);
    await world.beat();
    expect(digestsIn()).toHaveLength(1);
  });

  it('is announced by the next', async () => {
    await doubt();
    world.setNow('2026-12-08T10:00:00Z');
    await world.beat();
    expect(textsOf(digestsIn()[1])).toContain('May not have arrived before this one: Digest 1');
  });

  it('stays for good; what else was sent, and who had a card that day, is kept for thirty days', async () => {
    await doubt();
    await world.db.asOwner((tx) =>
      sql`insert into person_card (directory_id, on_date, kind) values ('p1', '2026-12-01', 'morning')`.execute(tx),
    );
    const kept = () =>
      world.db.transaction('every', async (tx) => ({
        messages: (await sql<{ kind: string }>`select kind from outbox order by kind`.execute(tx)).rows.map(({ kind }) => kind),
        cards: (await sql`select from person_card`.execute(tx)).rows.length,
      }));
    const clearedOut = async (on: string) => {
      await clearOut(world.db, new Date(on), { except: [digestKind] });
      return kept();
    };
    expect(await clearedOut('2026-12-31T09:00:00Z')).toEqual({ messages: ['digest', 'digestInDoubt'], cards: 1 });
    await world.db.asOwner((tx) => sql`update outbox set state = 'pending', settled_at = null where kind = 'digestInDoubt'`.execute(tx));
    expect(await clearedOut('2027-01-02T09:00:00Z')).toEqual({ messages: ['digest', 'digestInDoubt'], cards: 0 });
    await world.db.asOwner((tx) =>
      sql`update outbox set state = 'sent', settled_at = '2026-12-01T10:00:00Z' where kind = 'digestInDoubt'`.execute(tx),
    );
    expect(await clearedOut('2027-01-02T09:00:00Z')).toEqual({ messages: ['digest'], cards: 0 });
    expect((await world.digests()).digests).toMatchObject([{ number: 1, delivery: { state: 'unknown' } }]);
  });

  it('arises from a time-out after the connector has taken it, too', async () => {
    world.connector.faults.push('hang');
    await world.beat();
    await world.beat();
    expect((await world.digests()).digests).toMatchObject([{ delivery: { state: 'unknown', problem: { code: 'TimeoutError' } } }]);
  });

  it('does not arise where it certainly was not taken: throttled, it waits as long as Teams asks', async () => {
    world.connector.faults.push({ status: 429, headers: { 'retry-after': '120' } });
    await world.beat();
    expect((await world.digests()).digests).toMatchObject([
      { delivery: { state: 'pending', waitsFor: 'anotherTry', nextTryAt: '2026-12-01T10:02:00.000Z' } },
    ]);
    world.setNow('2026-12-01T10:01:59Z');
    await world.beat();
    expect(digestsIn()).toHaveLength(0);
    await world.db.asOwner((tx) => sql`delete from send_rate`.execute(tx));
    world.setNow('2026-12-01T10:02:00Z');
    await world.beat();
    expect(digestsIn()).toHaveLength(1);
  });
});

describe('a channel that may not be shown numbers', () => {
  const withGuest = [member(1), member(2), { ...member(8), userRole: 'guest' }];

  it('gets no digest, and its manager is told once', async () => {
    await world.installInChannel();
    await greetManager();
    world.connector.members.set(channel, withGuest);
    for (const day of ['2026-12-01', '2026-12-08', '2026-12-15']) {
      world.setNow(`${day}T10:00:00Z`);
      await world.beat();
      await world.beat();
    }
    expect(digestsIn()).toHaveLength(0);
    expect((await world.digests()).digests).toMatchObject([
      { number: 3, delivery: { state: 'cancelled', problem: { code: 'outsiders' } } },
      { number: 2, delivery: { state: 'cancelled' } },
      { number: 1, delivery: { state: 'cancelled' } },
    ]);
    expect(personal(1).filter((card) => /was not posted/.test(textsOf(card)))).toHaveLength(1);
    world.connector.members.set(channel, [member(1), member(2)]);
    world.setNow('2026-12-22T10:00:00Z');
    await world.beat();
    expect(textsOf(digestsIn()[0])).toContain('Not posted before this one: Digest 1, 2, and 3');
  });

  it('gets none where a member may not see the account', async () => {
    await world.installInChannel();
    world.connector.members.set(channel, [member(1), member(9)]);
    await world.beat();
    expect((await world.digests()).digests).toMatchObject([{ delivery: { state: 'cancelled', problem: { code: 'withoutAccess' } } }]);
  });

  describe('where a member is there by the team’s roster alone', () => {
    const roster = (...numbers: readonly number[]) =>
      world.api.rosters.set(
        `${team}/${channel}`,
        numbers.map((number) => ({ directoryId: person(number), isOutsider: false })),
      );
    const delivery = async () => (await world.digests()).digests[0].delivery;

    it('gets it later while Teams does not tell the roster; a room is shown nothing meanwhile', async () => {
      await world.installInChannel();
      world.connector.members.set(channel, [member(1), member(9)]);
      world.api.rosters.set(`${team}/${channel}`, new Error('Teams does not answer'));
      await world.beat();
      expect(await delivery()).toMatchObject({ state: 'pending', problem: { code: 'rosterUnknown' } });
      const { sent } = await world.say('scorecard', { at: places.channel });
      expect(JSON.stringify(sent)).not.toContain('26.9%');
      expect(JSON.stringify(sent)).toContain('Not everybody here may see this account');
      roster(1, 9);
      world.pass(1);
      world.setNow('2026-12-01T11:00:00Z');
      await world.beat();
      expect(digestsIn()).toHaveLength(1);
    });

    it('gets it at once though they joined since the roster was read', async () => {
      await world.installInChannel();
      await world.api.call('/api/accounts/fabrikam/digests', { as: 9 });
      world.connector.members.set(channel, [member(1), member(9)]);
      roster(1, 9);
      world.pass(5);
      await world.beat();
      expect(digestsIn()).toHaveLength(1);
    });
  });
});

describe('the command "digest"', () => {
  const here = { at: places.channel };
  beforeEach(() => world.installInChannel());
  const textOf = async (said: string, options: Parameters<typeof world.say>[1] = {}) => {
    const { sent } = await world.say(said, options);
    return sent.map(({ body }) => body.text ?? textsOf(body.attachments?.[0]?.content)).join('\n');
  };

  it('says so where there is none yet, and shows the newest where there is', async () => {
    expect(await textOf('digest', here)).toMatch(/no digest yet/);
    await world.beat();
    expect(textsOf(await world.card('digest', here))).toContain('Digest 1');
    expect(textsOf(await world.card('周报', { ...here, locale: 'zh-CN' }))).toContain('第 1 期');
  });

  it('previews, without storing or posting anything', async () => {
    const card = await world.card('digest preview', here);
    expect(cardProblems(card)).toEqual([]);
    expect(textsOf(card)).toContain('Preview of the digest');
    expect((await world.digests()).digests).toEqual([]);
  });

  it('posts now for a manager who confirms it; clicked twice, once', async () => {
    expect(await textOf('digest now', { ...here, from: 2 })).toMatch(/Only a manager/);
    const card = await world.card('digest now', here);
    const [button] = card.actions;
    const again = { verb: button.verb, data: button.data };
    expect((await world.click(again, { ...here, from: 2 })).value).toMatch(/Only a manager/);
    const answers = await Promise.all([world.click(again, here), world.click(again, here)]);
    for (const answer of answers) expect(answer.value).toMatch(/Digest 1 is on its way/);
    world.setNow(new Date().toISOString());
    await world.drain();
    expect(digestsIn()).toHaveLength(1);
    expect((await world.digests()).digests).toMatchObject([{ number: 1, week: null, delivery: { state: 'sent' } }]);
  });

  it('shows the schedule to all, and sets it for a manager in both languages', async () => {
    expect(await textOf('digest schedule', { ...here, from: 2 })).toMatch(/Monday at 08:30/);
    expect(await textOf('digest schedule tuesday 9:00', { ...here, from: 2 })).toMatch(/Only a manager/);
    expect(await textOf('digest schedule tuesday 9:00', here)).toMatch(/Tuesday at 09:00/);
    expect(await textOf('周报 计划 周五下午3点半', { ...here, locale: 'zh-CN' })).toMatch(/每周五 15:30/);
    expect(await textOf('digest schedule blue moon', here)).toMatch(/did not understand when/);
    expect(await textOf('digest schedule off', here)).toMatch(/switched off/);
    const { json } = await world.api.call('/api/accounts/fabrikam/settings', { as: 1 });
    expect(json.digest).toMatchObject([{ channel, on: false, weekday: 5, time: '15:30' }]);
    const audited = await world.db.asOwner((tx) =>
      sql<{ subject: string }>`select subject from audit where action = 'settings'`.execute(tx),
    );
    expect(audited.rows.map((row) => row.subject)).toEqual(['digest', 'digest', 'digest']);
  });
});

describe('digests in the API', () => {
  it('are posted by a manager with a key, once per key', async () => {
    const send = (as: number, key: string) => world.api.call('/api/accounts/fabrikam/digests/send', { as, method: 'POST', body: { key } });
    expect((await send(2, 'first-click')).status).toBe(403);
    const [one, two] = [await send(1, 'first-click'), await send(1, 'first-click')];
    expect([one.status, one.json.number, two.json.number]).toEqual([202, 1, 1]);
    expect((await send(1, 'second-click')).json.number).toBe(2);
    expect((await world.api.call('/api/accounts/fabrikam/digests/send', { as: 1, method: 'POST', body: { key: 'x' } })).status).toBe(400);
  });

  it('are not there for whom the account is not, nor under numbers that were never given', async () => {
    for (const path of ['digests', 'digests/preview', 'digests/1'])
      expect((await world.api.call(`/api/accounts/fabrikam/${path}`, { as: 9 })).json.type).toMatch(/unknown-account/);
    for (const number of ['1', '0', '-1', '1e3', '99999999999'])
      expect((await world.api.call(`/api/accounts/fabrikam/digests/${number}`, { as: 1 })).json.type).toMatch(/unknown-digest/);
  });

  it('keep the schedule of a linked channel alone, and refuse what is no time', async () => {
    const put = (digest: unknown) => world.api.call('/api/accounts/fabrikam/settings', { as: 1, method: 'PUT', body: { digest } });
    expect((await put([{ channel: '19:other', weekday: 2 }])).status).toBe(422);
    expect((await put([{ channel, time: '25:00' }])).status).toBe(400);
    expect((await put([{ channel, timeZone: 'Mars/Olympus' }])).status).toBe(400);
    expect((await put([{ channel, timeZone: 'Asia/Tokyo', language: 'zh-CN' }])).json.digest).toMatchObject([
      { channel, timeZone: 'Asia/Tokyo', language: 'zh-CN', weekday: 1 },
    ]);
  });
});
