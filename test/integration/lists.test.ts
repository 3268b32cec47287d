import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ForbiddenError, UnreachableError } from '../../src/graph/errors.ts';
import { newAccount, upToDate, usd, write } from '../support/database.ts';
import { giveAccess, person, startApi } from './apiHouse.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
  const { db } = api;
  await newAccount(db, 'fabrikam', { renewalGraceDays: 30 });
  await giveAccess(db, 'fabrikam', 1, 'manager');
  await giveAccess(db, 'fabrikam', 3, 'reader');
  await write(db, 'fabrikam', 'organization', [{ id: 'de', name: 'Fabrikam GmbH', country: 'DE' }]);
  await write(db, 'fabrikam', 'rate', [{ id: 'eur', currency: 'EUR', fiscalYear: 2027, planRate: 1.2 }]);
  const ea = { organization: 'de', program: 'EA', startsOn: '2023-12-01', owner: 'Ada' };
  await write(db, 'fabrikam', 'agreement', [
    { id: 'overdue', ...ea, endsOn: '2026-11-10', annualValue: usd('100.10') },
    { id: 'beyondGrace', ...ea, endsOn: '2026-10-20', annualValue: usd(999) },
    { id: 'today', ...ea, endsOn: '2026-11-24', annualValue: { amount: '100', currency: 'EUR' } },
    // without a currency of its own: the account's
    { id: 'last', ...ea, endsOn: '2027-02-22', annualValue: { amount: '0.20', currency: null } },
    { id: 'tooLate', ...ea, endsOn: '2027-02-23', annualValue: usd(999) },
    { id: 'renewed', ...ea, endsOn: '2026-12-31', annualValue: usd(999) },
    { id: 'successor', ...ea, startsOn: '2027-01-01', endsOn: '2027-12-31', signedOn: '2026-11-01', renews: ['renewed'] },
    { id: 'extended', ...ea, endsOn: '2026-12-01', annualValue: { amount: '1', currency: 'XAF' } },
    { id: 'extension', ...ea, startsOn: '2026-12-02', endsOn: '2027-03-31', signedOn: '2026-11-01', renews: ['extended'] },
    { id: 'other', ...ea, program: 'MPSA', endsOn: '2026-12-01', annualValue: usd(999) },
  ]);
  await write(db, 'fabrikam', 'opportunity', [
    {
      id: 'r1',
      name: 'Renewal',
      type: 'renewal',
      status: 'open',
      agreement: 'last',
      amount: usd(5),
      expectedClose: '2027-02-01',
      forecastCategory: 'commit',
    },
    { id: 'r2', name: 'Lost', type: 'renewal', status: 'lost', agreement: 'today', closedOn: '2026-11-01' },
    {
      id: 'late',
      name: 'Late',
      type: 'netNew',
      status: 'open',
      stage: 'A',
      amount: { amount: '10.50', currency: null },
      expectedClose: '2026-11-23',
    },
    {
      id: 'euro',
      name: 'Euro',
      type: 'netNew',
      status: 'open',
      amount: { amount: '10', currency: 'EUR' },
      expectedClose: '2026-11-24',
      forecastCategory: 'bestCase',
    },
    { id: 'bare', name: 'Bare', type: 'netNew', status: 'open' },
    { id: 'won', name: 'Won', type: 'netNew', status: 'won', amount: usd(1000), closedOn: '2026-11-01' },
  ]);
  await upToDate(db, 'fabrikam');
});
afterAll(() => api.close());

// biome-ignore lint/suspicious/noExplicitAny: the API's JSON
const ids = (rows: any[], key: string) => rows.map((row) => row[key]);

describe('GET …/renewals', () => {
  it('lists what comes due without a signed successor of a year, from the grace period on, the earliest first', async () => {
    const { json } = await api.call('/api/accounts/fabrikam/renewals?days=90', { as: 3 });
    expect(ids(json.renewals, 'agreementId')).toEqual(['overdue', 'today', 'extended', 'last']);
    expect(ids(json.renewals, 'daysLeft')).toEqual([-14, 0, 7, 90]);
    expect(json.renewals[0]).toMatchObject({
      organization: { id: 'de', name: 'Fabrikam GmbH', country: 'DE' },
      ownerName: 'Ada',
      sourceUrl: 'https://example.test/overdue',
    });
  });
  it('sums in the reporting currency, exactly; what has no plan rate is named', async () => {
    const { json } = await api.call('/api/accounts/fabrikam/renewals?days=90', { as: 1 });
    expect(json.total).toEqual({ records: 4, amount: usd('220.3') });
    expect(json.overdue).toEqual({ records: 1, amount: usd('100.1') });
    expect(json.missingRates).toEqual(['XAF']);
    expect(json.renewals[2].annualValue).toBeNull();
  });
  it('says whether somebody works on it', async () => {
    const { json } = await api.call('/api/accounts/fabrikam/renewals?days=90', { as: 1 });
    expect(json.renewals[3].opportunity).toEqual({
      id: 'r1',
      name: 'Renewal',
      amount: usd(5),
      expectedClose: '2027-02-01',
      forecastCategory: 'commit',
    });
    expect(json.withoutOpportunity.records).toBe(3);
  });
  it('sums over all of them, however many are shown', async () => {
    const { json } = await api.call('/api/accounts/fabrikam/renewals?days=90&limit=1', { as: 1 });
    expect(json.renewals).toHaveLength(1);
    expect(json.total.records).toBe(4);
  });
  it('hides owners where figures about people are off, and refuses what it cannot read', async () => {
    await api.call('/api/accounts/fabrikam/settings', { as: 1, method: 'PUT', body: { policies: { figuresAboutPeople: 'off' } } });
    const { json } = await api.call('/api/accounts/fabrikam/renewals', { as: 1 });
    expect(ids(json.renewals, 'ownerName').filter(Boolean)).toEqual([]);
    expect((await api.call('/api/accounts/fabrikam/renewals?days=0', { as: 1 })).status).toBe(400);
    expect((await api.call('/api/accounts/fabrikam/renewals', { as: 9 })).status).toBe(404);
  });
});

describe('GET …/pipeline', () => {
  it('lists what is open, the largest first, with what keeps it from moving', async () => {
    const { json } = await api.call('/api/accounts/fabrikam/pipeline', { as: 3 });
    expect(ids(json.opportunities, 'opportunityId')).toEqual(['euro', 'late', 'r1', 'bare']);
    expect(ids(json.opportunities, 'stalls')).toEqual([[], ['closeDatePassed'], [], ['noCloseDate', 'noAmount']]);
    expect(json.total).toEqual({ records: 4, amount: usd('27.5') });
    expect(json.stalled).toEqual({ records: 2, amount: usd('10.5') });
    expect(json.byCategory).toEqual([
      { category: 'commit', records: 1, amount: usd(5) },
      { category: 'bestCase', records: 1, amount: usd(12) },
      { category: null, records: 2, amount: usd('10.5') },
    ]);
  });
  it('knows from the versions how long a stage has lasted', async () => {
    const later = '2099-01-01';
    const { json } = await api.call(`/api/accounts/fabrikam/pipeline?asOf=${later}`, { as: 1 });
    const late = json.opportunities.find((row: { opportunityId: string }) => row.opportunityId === 'late');
    expect(late.stalls).toEqual(['closeDatePassed', 'stageUnchanged']);
    expect(late.stageSince).toBe(new Date().toISOString().slice(0, 10));
  });
});

describe('PUT and DELETE …/link', () => {
  const team = 'c1f0d6a4-52b7-4f0d-9f3a-1d2e3f405060';
  const body = { teamId: team, channelId: '19:x@thread.tacv2' };
  it('links a channel whose members then see the account, and ends it', async () => {
    api.rosters.set(`${team}/19:x@thread.tacv2`, [
      { directoryId: person(1), isOutsider: false },
      { directoryId: person(5), isOutsider: false },
      { directoryId: person(6), isOutsider: true },
    ]);
    expect((await api.call('/api/accounts/fabrikam/link', { as: 3, method: 'PUT', body })).status).toBe(403);
    const { json } = await api.call('/api/accounts/fabrikam/link', { as: 1, method: 'PUT', body });
    expect(json).toEqual({ channelId: body.channelId, members: 2, outsiders: 1 });
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 5 })).status).toBe(200);
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 6 })).status).toBe(404);
    const ended = await api.call(`/api/accounts/fabrikam/link?channelId=${encodeURIComponent(body.channelId)}`, {
      as: 1,
      method: 'DELETE',
    });
    expect(ended.json).toEqual({ channelId: body.channelId, wasLinked: true });
    expect((await api.call('/api/accounts/fabrikam/scorecard', { as: 5 })).status).toBe(404);
  });
  it('is refused where the manager is not in the channel, or it cannot be read', async () => {
    api.rosters.set(`${team}/19:x@thread.tacv2`, []);
    expect((await api.call('/api/accounts/fabrikam/link', { as: 1, method: 'PUT', body })).json.type).toBe('not-in-channel');
    api.rosters.set(`${team}/19:x@thread.tacv2`, new Error('no consent'));
    expect((await api.call('/api/accounts/fabrikam/link', { as: 1, method: 'PUT', body })).json.type).toBe('channel-unreadable');
  });
  it('says what is missing where Teams does not tell what the channel is, and links nothing', async () => {
    const ask = async (failure: Error) => {
      api.channels.set(`${team}/${body.channelId}`, failure);
      const { status, json } = await api.call('/api/accounts/fabrikam/link', { as: 1, method: 'PUT', body });
      return [status, json.type, json.detail];
    };
    const refused = { status: 403, code: 'Forbidden', message: 'no', permission: 'ChannelSettings.Read.Group' };
    expect(await ask(new ForbiddenError(refused))).toEqual([422, 'channel-unreadable', 'Not granted: ChannelSettings.Read.Group.']);
    expect(await ask(new UnreachableError('no answer', null))).toEqual([503, 'channel-unreachable', undefined]);
    api.channels.clear();
  });
});
