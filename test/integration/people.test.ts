import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import pino from 'pino';
import { appRemoved, deleteDue } from '../../src/privacy/closing.ts';
import { keepRetention } from '../../src/privacy/retention.ts';
import { tablesHolding } from '../support/privacySpecification.ts';
import { type IdentityHouse, openIdentityHouse } from './identity.support.ts';
import { accountId, people } from './nudges.support.ts';

let house: IdentityHouse;
const logged: string[] = [];
beforeAll(async () => {
  house = await openIdentityHouse({
    config: { mode: 'local', administrators: [people.otto.userPrincipalName], production: false },
    erasureKey: Buffer.alloc(32, 9),
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
  });
});
afterAll(() => house.close());

const at = `/api/accounts/${accountId}`;
const readings = async () =>
  (await house.call('anna', `${at}/scorecard`)).json.kpis.map(
    ({ id, value, records }: { id: string; value: unknown; records: number }) => ({ id, value, records }),
  );

describe('what is held about a person', () => {
  it('is told to the person themselves, to the manager and to an administrator, and to nobody else', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    const own = await house.call('bo', `${at}/people/me/data`);
    expect(own.status).toBe(200);
    expect(own.json).toMatchObject({
      person: { name: 'Bo Chen', directoryId: people.bo.id },
      recipients: 'Nobody: it stays on this server.',
    });
    const where = own.json.held.map((one: { where: string }) => one.where);
    expect(where).toEqual(expect.arrayContaining(['opportunity', 'agreement', 'member', 'person', 'kept_sign_in']));
    expect(own.json.records).toEqual(expect.arrayContaining([expect.objectContaining({ recordType: 'opportunity', id: 'D4' })]));
    for (const [who, status] of [
      ['anna', 200],
      ['otto', 200],
      ['cleo', 403],
      ['rita', 403],
    ] as const)
      expect([who, (await house.call(who, `${at}/people/${people.bo.id}/data`)).status]).toEqual([who, status]);
  });
});

describe('an erasure', () => {
  it('is an administrator’s alone', async () => {
    for (const [who, status] of [
      ['anna', 403],
      ['bo', 403],
      ['rita', 403],
    ] as const)
      expect([who, (await house.call(who, `${at}/people/${people.bo.id}/data`, { method: 'DELETE' })).status]).toEqual([who, status]);
  });

  it('leaves nothing of the person in the database, and survives the next sync, a changed row and a full resync', async () => {
    await house.call('bo', '/api/me/connections/calendar', { method: 'POST' });
    await house.call('bo', `${at}/records/opportunity/D4`, {
      method: 'PATCH',
      body: { set: { amount: { amount: '421', currency: 'USD' } } },
    });
    const before = await readings();
    expect(await tablesHolding(house.db, ['Bo Chen', people.bo.id])).not.toEqual([]);
    const { status, json, text } = await house.call('otto', `${at}/people/${people.bo.id}/data?everywhere=true`, { method: 'DELETE' });
    expect([status, json?.pseudonym]).toEqual([200, expect.stringMatching(/^erased-/)]);
    expect(text).not.toContain('Bo Chen');
    const nowhere = () => tablesHolding(house.db, ['Bo Chen', people.bo.id, people.bo.userPrincipalName]);
    expect(await nowhere()).toEqual([]);
    expect(await readings()).toEqual(before);

    const row = house.local.lists.find('Deals', 'No', 'D1')[0] ?? -1;
    house.local.lists.change('Deals', row, { Deal: 'Late deal, asked of Bo Chen again', Owner: 'bo chen' });
    await house.sync.account(accountId);
    expect(await nowhere()).toEqual([]);
    await house.sync.account(accountId, undefined, true);
    expect(await nowhere()).toEqual([]);
    expect(await readings()).toEqual(before);
    const [deal] = (await house.call('anna', `${at}/records/opportunity?id=D1`)).json.records;
    expect(deal.fields.name).toBe(`Late deal, asked of ${json.pseudonym} again`);
    // The list itself is the customer's: what is there stays there.
    expect(house.local.lists.read('Deals', row)).toMatchObject({ Owner: 'bo chen' });
  });

  it('asked again finds nothing; and no log line names anybody', async () => {
    expect(await house.call('otto', `${at}/people/${people.bo.id}/data`, { method: 'DELETE' })).toMatchObject({
      status: 404,
      json: { type: 'nothing-held' },
    });
    expect(logged.filter((line) => /Bo Chen|bo@contoso/i.test(line))).toEqual([]);
  });

  it('of the last manager is refused: another is named first', async () => {
    expect(await house.call('otto', `${at}/people/${people.anna.id}/data`, { method: 'DELETE' })).toMatchObject({
      json: { type: 'last-manager' },
    });
  });
});

describe('retention', () => {
  it('is read and set by the manager, within what the design allows', async () => {
    expect((await house.call('cleo', `${at}/retention`)).status).toBe(403);
    const refused = await house.call('anna', `${at}/retention`, { method: 'PUT', body: { quarantineAfterDays: 31 } });
    expect(refused.status).toBe(400);
    const body = { auditAfterDays: 365, recordTypes: { opportunity: { versionsAfterDays: 10 } } };
    const { json } = await house.call('anna', `${at}/retention`, { method: 'PUT', body });
    expect(json).toMatchObject({
      auditAfterDays: 365,
      quarantineAfterDays: 30,
      recordTypes: { opportunity: { versionsAfterDays: 10, deletedAfterDays: null } },
    });
    expect((await house.call('anna', `${at}/retention`)).json).toEqual(json);
  });

  it('deletes what is older: versions, quarantined rows, audit; and persons whom no record names any more', async () => {
    const before = await readings();
    await house.db.transaction([accountId], async (tx) => {
      const { sql } = await import('kysely');
      await sql`insert into quarantine (account_id, source_id, row_id, record_type, reasons, cells, quarantined_at)
        select ${accountId}, id, 'x', 'opportunity', '[]', '{}', now() - interval '31 days' from source where name = 'Deals'`.execute(tx);
      await sql`insert into audit (account_id, at, directory_id, action, subject) values (${accountId}, now() - interval '366 days', 'old', 'x', 'y')`.execute(
        tx,
      );
      await sql`insert into person (account_id, id, name) values (${accountId}, 'p_stranger', 'Nobody Names')`.execute(tx);
    });
    const versions = async () =>
      Number((await house.rows<{ n: number }>(`select count(*) as n from opportunity where known_until <> 'infinity'`))[0]?.n);
    expect(await versions()).toBeGreaterThan(0);
    await keepRetention(house.db, new Date());
    expect(await versions()).toBeGreaterThan(0);
    expect(await house.rows(`select 1 from quarantine where row_id = 'x'`)).toEqual([]);
    expect(await house.rows(`select 1 from audit where directory_id = 'old'`)).toEqual([]);
    expect(await tablesHolding(house.db, ['Nobody Names'])).toEqual([]);
    await keepRetention(house.db, new Date(Date.now() + 11 * 24 * 3_600_000));
    expect(await versions()).toBe(0);
    expect(await readings()).toEqual(before);
  });
});

describe('an export', () => {
  const archive = async (who: 'anna' | 'cleo' = 'anna') => {
    const response = await fetch(`${house.url}${at}/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await house.token(who)}`, connection: 'close' },
    });
    return { response, files: response.ok ? unzipSync(new Uint8Array(await response.arrayBuffer())) : {} };
  };
  const rowsOf = (files: Record<string, Uint8Array>, name: string): Record<string, string>[] =>
    parse(Buffer.from(files[name] ?? []), { columns: true, bom: true });

  it('is a manager’s, and is audited', async () => {
    expect((await archive('cleo')).response.status).toBe(403);
    const { response } = await archive();
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="account-pulse-contoso-\d{4}-\d\d-\d\d\.zip"/);
    expect(await house.rows(`select directory_id from audit where action = 'export' order by id desc limit 1`)).toEqual([
      { directory_id: people.anna.id },
    ]);
  });

  it('holds every record, readings, notes and settings, with a manifest that counts them', async () => {
    const { files } = await archive();
    const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
    for (const { name, rows } of manifest.files) expect([name, rowsOf(files, name).length]).toEqual([name, rows]);
    const [{ n } = { n: 0 }] = await house.rows<{ n: number }>('select count(*) as n from opportunity');
    expect(rowsOf(files, 'records/opportunity.csv')).toHaveLength(Number(n));
    expect(rowsOf(files, 'records/opportunity.csv').find((row) => row.id === 'D2')).toMatchObject({
      name: 'Key deal',
      amount: '9000',
      amount_currency: 'USD',
      key_win: 'true',
    });
    expect(JSON.parse(Buffer.from(files['settings.json'] ?? []).toString())).toMatchObject({ slug: accountId });
  });

  it('is read page by page: more rows than fit into one are all there, once', async () => {
    const { sql } = await import('kysely');
    await house.db.transaction([accountId], (tx) =>
      sql`insert into note (account_id, id, text) select ${accountId}, 'bulk' || g, 'note ' || g from generate_series(1, 2500) g`.execute(
        tx,
      ),
    );
    const { files } = await archive();
    const ids = rowsOf(files, 'notes.csv')
      .map((row) => row.id)
      .filter((id) => id?.startsWith('bulk'));
    expect([ids.length, new Set(ids).size]).toEqual([2500, 2500]);
  });

  it('lets no cell become a formula, and leaves numbers numbers', async () => {
    const texts = ['=HYPERLINK("http://evil")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1', '-12.50', 'plain, "quoted"'];
    const { sql } = await import('kysely');
    await house.db.transaction([accountId], async (tx) => {
      for (const [index, text] of texts.entries())
        await sql`insert into note (account_id, id, text) values (${accountId}, ${`formula${index}`}, ${text})`.execute(tx);
    });
    const { files } = await archive();
    const written = rowsOf(files, 'notes.csv')
      .filter((row) => row.id?.startsWith('formula'))
      .map((row) => row.text);
    expect(written).toEqual([
      '\'=HYPERLINK("http://evil")',
      "'+1+1",
      "'-2+3",
      "'@SUM(A1)",
      "'\t=1",
      "' =1",
      "'＝1",
      '-12.50',
      'plain, "quoted"',
    ]);
  });

  it('names nobody as an owner where the policy shows no figures about people', async () => {
    const { sql } = await import('kysely');
    const setPolicy = (policy: string) =>
      house.db.transaction([accountId], (tx) =>
        sql`update workspace set settings = settings || ${JSON.stringify({ policies: { figuresAboutPeople: policy } })}::jsonb, revision = revision + 1`.execute(
          tx,
        ),
      );
    await setPolicy('named');
    expect(rowsOf((await archive()).files, 'records/opportunity.csv').some((row) => row.owner_id !== '')).toBe(true);
    await setPolicy('off');
    const { files } = await archive();
    expect(rowsOf(files, 'records/opportunity.csv').every((row) => row.owner_id === '' && row.modified_by_id === '')).toBe(true);
    await setPolicy('named');
  });
});

describe('closing an account', () => {
  it('is confirmed by typing its short name, and is a manager’s', async () => {
    expect((await house.call('cleo', `${at}?confirm=${accountId}`, { method: 'DELETE' })).status).toBe(403);
    expect(await house.call('anna', `${at}?confirm=contosso`, { method: 'DELETE' })).toMatchObject({
      status: 422,
      json: { type: 'close-unconfirmed' },
    });
  });

  it('hides it from everybody at once, syncs and sends nothing, and can be taken back', async () => {
    const { json } = await house.call('anna', `${at}?confirm=${accountId}`, { method: 'DELETE' });
    expect(json).toMatchObject({ slug: accountId, deletedOn: new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10) });
    for (const who of ['anna', 'cleo', 'rita', 'otto'] as const) {
      expect((await house.call(who, `${at}/scorecard`)).json.type).toBe('unknown-account');
      expect((await house.call(who, '/api/accounts')).json.accounts).toEqual([]);
    }
    expect(await house.sync.accounts()).toEqual([]);
    expect(await house.rows(`select 1 from outbox where state = 'pending'`)).toEqual([]);
    expect((await house.call('cleo', '/api/me/closed-accounts')).json.accounts).toEqual([]);
    expect((await house.call('cleo', `${at}/reopen`, { method: 'POST' })).status).toBe(404);
    expect((await house.call('anna', '/api/me/closed-accounts')).json.accounts).toEqual([
      expect.objectContaining({ slug: accountId, name: 'Contoso' }),
    ]);
    expect((await house.call('anna', `${at}/reopen`, { method: 'POST' })).json).toEqual({ id: accountId, slug: accountId });
    expect((await house.call('anna', `${at}/scorecard`)).status).toBe(200);
    expect((await house.call('cleo', `${at}/scorecard`)).status).toBe(200);
  });

  it('follows after thirty days where the app was removed from its last channel: managers still see it, its members no more', async () => {
    expect(await appRemoved(house.db, { channelId: '19:general', teamId: null }, new Date())).toEqual([accountId]);
    expect((await house.call('anna', `${at}/scorecard`)).status).toBe(200);
    expect((await house.call('cleo', `${at}/scorecard`)).status).toBe(404);
    expect(await house.rows('select delete_because from workspace')).toEqual([{ delete_because: 'appRemoved' }]);
    expect(await deleteDue(house.db, new Date(Date.now() + 29 * 24 * 3_600_000))).toEqual([]);
  });

  it('deletes everything on its day, and nothing of others', async () => {
    await house.rows(`insert into workspace (account_id, slug, created_at) values ('other', 'other', now()) returning 1`);
    expect(await deleteDue(house.db, new Date(Date.now() + 31 * 24 * 3_600_000))).toEqual([accountId]);
    expect(await tablesHolding(house.db, ['Contoso', people.anna.id, 'Anna Berg'])).toEqual([]);
    expect(await house.rows('select slug from workspace')).toEqual([{ slug: 'other' }]);
  });
});
