import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountId, type NudgeHouse, openNudgeHouse, people } from './nudges.support.ts';

let house: NudgeHouse;
beforeAll(async () => {
  house = await openNudgeHouse();
  house.local.lists.add('Companies', { No: 'US', Name: 'Contoso Retail Inc.', Land: 'US' });
  house.local.lists.add('Companies', { No: 'CA', Name: 'Contoso Retail', Land: 'CA' });
  house.local.lists.add('Companies', { No: 'CN', Name: '康托索（上海）有限公司', Land: 'CN' });
  const deal = (No: string, Company: string) =>
    house.local.lists.add('Deals', {
      No,
      Deal: `Deal ${No}`,
      Company,
      Kind: 'Net new',
      Stage: 'Won',
      Amount: 100,
      Currency: 'USD',
      Closed: '2026-08-02',
      Created: '2026-07-02',
      Key: 'no',
    });
  for (const [no, company] of [
    ['L1', 'CONTOSO JAPAN K.K.'],
    ['L2', 'Contoso Jpn'],
    ['L3', 'Contoso Jpn '],
    ['L4', 'Contoso Retail, Inc'],
    ['L5', 'contoso retail llc'],
    ['L6', '康托索(上海)'],
    ['L7', 'Wholly Unknown Ltd'],
  ] as const)
    deal(no, company);
  await house.sync.account(accountId);
});
afterAll(() => house.close());

const organizationOf = async (id: string) => (await house.get('anna', `/records/opportunity?id=${id}`)).records[0].fields.organization;
const unmatched = async (who: 'anna' | 'bo' = 'anna') => (await house.get(who, '/sources/unmatched')).unmatched;
const saying = async (said: string) => (await unmatched()).find((one: { key: string }) => one.key.trim() === said);
const answer = (said: string, recordId: string | null, who: 'anna' | 'bo' = 'anna') =>
  house.call(who, '/links', { method: 'PUT', body: { refersTo: 'organization', said, recordId } });
const takeBack = (said: string) =>
  house.call('anna', `/links?refersTo=organization&said=${encodeURIComponent(said)}`, { method: 'DELETE' });

describe('what a cell says of another record', () => {
  it('is found by its name whatever the letters, the width and the legal form', async () => {
    expect(await organizationOf('L1')).toBe('JP');
    expect(await organizationOf('L6')).toBe('CN');
  });

  it('is asked where several have the name, or none, with those that it may mean', async () => {
    expect(await organizationOf('L5')).toBeNull();
    expect(
      (await saying('contoso retail llc')).candidates.slice(0, 2).map((one: { id: string; why: string }) => [one.id, one.why]),
    ).toEqual([
      ['CA', 'sameName'],
      ['US', 'sameName'],
    ]);
    const [likeliest] = (await saying('Contoso Jpn')).candidates;
    expect(likeliest).toMatchObject({ id: 'JP', title: 'Contoso Japan', why: 'similarName' });
    expect((await saying('Wholly Unknown Ltd')).candidates).toEqual([]);
  });

  it('is answered once for all that say the same, moves the readings, and is remembered for what comes later', async () => {
    const slice = async () => (await house.get('anna', '/kpis/net-new-revenue?organization=JP')).value;
    const before = await slice();
    const { status, json } = await answer('Contoso Jpn', 'JP');
    expect([status, json]).toEqual([200, { changed: 2 }]);
    expect([await organizationOf('L2'), await organizationOf('L3')]).toEqual(['JP', 'JP']);
    expect(await saying('Contoso Jpn')).toBeUndefined();
    expect(Number((await slice()).amount) - Number(before.amount)).toBe(200);
    house.local.lists.add('Deals', {
      No: 'L8',
      Deal: 'Later',
      Company: 'contoso JPN',
      Kind: 'Net new',
      Stage: 'Open',
      Amount: 5,
      Currency: 'USD',
    });
    await house.sync.account(accountId);
    expect(await organizationOf('L8')).toBe('JP');
    expect((await house.get('anna', '/links')).links).toMatchObject([
      {
        refersTo: 'organization',
        said: 'Contoso Jpn',
        record: { id: 'JP', title: 'Contoso Japan', isGone: false },
      },
    ]);
    const [entry] = await house.query<object>(`select directory_id, subject, before, after from audit where action = 'answerLink'`);
    expect(entry).toEqual({ directory_id: people.anna.id, subject: 'organization Contoso Jpn', before: null, after: { recordId: 'JP' } });
  });

  it('may be said to mean nothing, and is asked no more', async () => {
    expect((await answer('Wholly Unknown Ltd', null)).json).toEqual({ changed: 0 });
    expect(await saying('Wholly Unknown Ltd')).toBeUndefined();
    expect(await organizationOf('L7')).toBeNull();
  });

  it('is asked again when the answer is taken back', async () => {
    expect((await takeBack('Contoso Jpn')).json).toEqual({ changed: 3 });
    expect(await organizationOf('L2')).toBeNull();
    expect(await saying('Contoso Jpn')).toBeDefined();
    expect((await takeBack('Contoso Jpn')).json).toMatchObject({ status: 404, type: 'unknown-link' });
    expect((await takeBack('Wholly Unknown Ltd')).status).toBe(200);
    expect(await saying('Wholly Unknown Ltd')).toBeDefined();
  });

  it('is asked again when the record that was meant is gone', async () => {
    await answer('contoso retail llc', 'US');
    expect(await organizationOf('L5')).toBe('US');
    house.local.lists.remove('Companies', house.local.lists.find('Companies', 'No', 'US')[0] ?? -1);
    await house.sync.account(accountId);
    // One is left that has this name.
    expect(await organizationOf('L5')).toBe('CA');
    const { links } = await house.get('anna', '/links');
    expect(links.find((one: { said: string }) => one.said === 'contoso retail llc').record).toMatchObject({ id: 'US', isGone: true });
  });

  it('is for the manager to answer, and only with a record that there is', async () => {
    expect((await answer('Contoso Jpn', 'JP', 'bo')).json).toMatchObject({ status: 403, type: 'forbidden' });
    expect((await unmatched('bo'))[0].candidates).toEqual([]);
    expect((await answer('Contoso Jpn', 'nowhere')).json).toMatchObject({ status: 404, type: 'unknown-link' });
    const found = await house.get('anna', `/links/candidates?refersTo=organization&said=${encodeURIComponent('Deutschland')}`);
    expect(found.candidates[0]).toMatchObject({ id: 'DE' });
  });
});
