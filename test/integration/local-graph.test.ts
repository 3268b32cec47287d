import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalGraph } from '../../demo/graph/server.ts';
// @ts-expect-error a plain script without types
import { createChecker } from '../contract/graph-contract.mjs';
import { accessToken, appForm, asking, type Body, type Exchange, personForm, start } from './localGraphClient.ts';
import { ANNA, BO, CLEO, GENERAL_ID, OUTSIDER, PRIVATE_ID, smallTenant, TEAM_ID } from './localGraphSeed.ts';

const log: Exchange[] = [];
let graph: LocalGraph;
let site: string;
let app: ReturnType<typeof asking>;
let anna: ReturnType<typeof asking>;
let cleo: ReturnType<typeof asking>;
let delegated: ReturnType<typeof asking>;

beforeAll(async () => {
  graph = await start(smallTenant());
  site = `/sites/${graph.site.id}`;
  app = asking(graph, await accessToken(graph, appForm), log);
  anna = asking(graph, await accessToken(graph, personForm(ANNA.userPrincipalName)), log);
  cleo = asking(graph, await accessToken(graph, personForm(CLEO.userPrincipalName, 'https://graph.microsoft.com/.default')), log);
  delegated = asking(graph, await accessToken(graph, personForm(ANNA.userPrincipalName, 'https://graph.microsoft.com/.default')), log);
});
afterAll(() => graph.close());

const labels = (entries: Body[], property: string) => entries.map((entry) => entry[property]);

/** Follows nextLinks; the entries of all pages, and the last page's deltaLink. */
async function everyPage(ask: typeof app, first: string) {
  const entries: Body[] = [];
  for (let link = first, pages = 1; ; pages++) {
    const { status, body } = await ask('GET', link);
    expect(status).toBe(200);
    entries.push(...body.value);
    if (!body['@odata.nextLink']) return { entries, pages, deltaLink: body['@odata.deltaLink'] as string };
    link = body['@odata.nextLink'];
  }
}

describe('sites', () => {
  it('are found by id, by path, by group and by search', async () => {
    for (const address of [site, `/sites/${graph.site.hostname}:/${graph.site.path}`, `/groups/${TEAM_ID}/sites/root`]) {
      expect((await app('GET', address)).body).toMatchObject({ id: graph.site.id, displayName: 'Contoso account' });
    }
    expect((await delegated('GET', '/sites?search=contoso')).body.value).toHaveLength(1);
    expect((await delegated('GET', '/sites?search=fabrikam')).body.value).toHaveLength(0);
  });

  it('are closed to a person who is not on the team', async () => {
    const outsider = asking(graph, await accessToken(graph, personForm(OUTSIDER.userPrincipalName)), log);
    expect((await outsider('GET', `${site}/lists`)).body.error).toMatchObject({ code: 'accessDenied' });
  });

  it('answer 404 for another site', async () => {
    expect((await app('GET', '/sites/contoso.sharepoint.com,0,0')).status).toBe(404);
  });
});

describe('lists and columns', () => {
  it('are listed, and filtered by their label', async () => {
    expect(labels((await app('GET', `${site}/lists`)).body.value, 'displayName')).toEqual(['Deals', 'Quiet list']);
    const { body } = await app('GET', `${site}/lists?$select=id,displayName&$filter=displayName eq 'Quiet list'`);
    expect(body.value).toEqual([{ '@odata.etag': expect.any(String), id: expect.any(String), displayName: 'Quiet list' }]);
  });

  it('open by id or by label', async () => {
    const { body } = await app('GET', `${site}/lists/Quiet%20list`);
    expect((await app('GET', `${site}/lists/${body.id}?$expand=columns`)).body.columns[0]).toMatchObject({
      name: 'Name',
      displayName: 'Name',
    });
    expect((await app('GET', `${site}/lists/No-such-list`)).status).toBe(404);
  });

  it('name columns as SharePoint does', async () => {
    const { body } = await app('GET', `${site}/lists/Deals/columns`);
    expect(Object.fromEntries(body.value.slice(0, 8).map((column: Body) => [column.displayName, column.name]))).toEqual({
      'Deal id': 'Deal_x0020_id',
      'Amount (USD)': 'Amount_x0020__x0028_USD_x0029_',
      'Close date': 'Close_x0020_date',
      'Key win': 'Key_x0020_win',
      Stage: 'Stage',
      Notes: 'Notes',
      Modified: 'Modified0',
      金额: '_x91d1__x989d_',
    });
    expect(new Set(labels(body.value, 'displayName')).size).toBe(body.value.length);
  });
});

describe('items', () => {
  it('carry fields only when expanded, and leave empty columns out', async () => {
    const { body } = await app('GET', `${site}/lists/Deals/items?$top=2`);
    expect(body.value[0].fields).toBeUndefined();
    const expanded = (await app('GET', `${site}/lists/Deals/items?$expand=fields`)).body.value;
    expect(expanded[0].fields).toMatchObject({
      Close_x0020_date: '2017-03-01T00:00:00Z',
      Key_x0020_win: true,
      Modified0: 'by hand',
      id: '1',
    });
    expect(expanded[1].fields).not.toHaveProperty('Modified0');
    expect(expanded[0]).toMatchObject({ webUrl: expect.stringContaining('ID=1'), lastModifiedBy: { user: { id: ANNA.id } } });
  });

  it('are paged without losing or doubling one', async () => {
    const { entries, pages } = await everyPage(app, `${site}/lists/Deals/items?$top=2&$expand=fields($select=Stage)`);
    expect([labels(entries, 'id'), pages]).toEqual([['1', '2', '3', '4', '5'], 3]);
    expect(Object.keys(entries[0].fields)).toEqual(['@odata.etag', 'Stage']);
  });

  it('are filtered on columns without an index only at the caller’s own risk', async () => {
    const filter = `${site}/lists/Deals/items?$expand=fields&$filter=fields/Stage eq 'won' and not (fields/Amount_x0020__x0028_USD_x0029_ le 100)`;
    const refused = await app('GET', filter);
    expect(refused.body.error.message).toContain('HonorNonIndexedQueriesWarningMayFailRandomly');
    const prefer = { Prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };
    expect(labels((await app('GET', filter, undefined, prefer)).body.value, 'id')).toEqual(['3', '5']);
    const ordered = `${site}/lists/Deals/items?$orderby=fields/Deal_x0020_id desc&$filter=startswith(fields/Deal_x0020_id,'D') or id eq 1&$top=2`;
    expect(labels((await everyPageWith(ordered, prefer)).value, 'id')).toEqual(['5', '4']);
    for (const wrong of ["contains(fields/Stage,'W')", 'fields/Stage eq', '((', "fields/Nothing eq '1'", "webUrl eq 'x'"]) {
      expect(
        (
          await asking(graph, await accessToken(graph, appForm))(
            'GET',
            `${site}/lists/Deals/items?$filter=${encodeURIComponent(wrong)}`,
            undefined,
            prefer,
          )
        ).status,
      ).toBe(400);
    }
    async function everyPageWith(address: string, headers: Record<string, string>) {
      return (await app('GET', address, undefined, headers)).body;
    }
  });

  it('are written by a person, with versions and a check of the eTag', async () => {
    const items = `${site}/lists/Deals/items`;
    const added = await anna('POST', items, { fields: { Deal_x0020_id: 'D6', Stage: 'Open', Close_x0020_date: '2018-01-31' } });
    expect([added.status, added.body.fields.Close_x0020_date]).toEqual([201, '2018-01-31T00:00:00Z']);
    const item = `${items}/${added.body.id}`;
    const changed = await anna('PATCH', `${item}/fields`, { Stage: 'Won', Deal_x0020_id: null }, { 'If-Match': added.body.eTag });
    expect(changed.body).toMatchObject({ Stage: 'Won' });
    expect(changed.body).not.toHaveProperty('Deal_x0020_id');
    const stale = await anna('PATCH', `${item}/fields`, { Stage: 'Lost' }, { 'If-Match': added.body.eTag });
    expect([stale.status, stale.body.error.code]).toEqual([412, 'resourceModified']);
    const versions = (await app('GET', `${item}/versions?$expand=fields`)).body.value;
    expect(versions.map((version: Body) => [version.id, version.fields.Stage])).toEqual([
      ['2.0', 'Won'],
      ['1.0', 'Open'],
    ]);
    expect((await app('GET', `${item}/fields`)).body.Stage).toBe('Won');
    expect((await app('GET', item)).body.fields.Stage).toBe('Won');
    expect((await anna('DELETE', item, undefined, { 'If-Match': added.body.eTag })).status).toBe(412);
    expect((await anna('DELETE', item)).status).toBe(204);
    expect((await app('GET', item)).status).toBe(404);
  });

  it('refuse values that the column cannot hold, unknown columns and read-only ones', async () => {
    const wrong = [
      { Stage: 'Sold' },
      { Amount_x0020__x0028_USD_x0029_: 'much' },
      { Close_x0020_date: '2017-02-30' },
      { Key_x0020_win: 'yes' },
      { Nothing: 1 },
      { Created: 'x' },
    ];
    for (const fields of wrong) expect((await anna('PATCH', `${site}/lists/Deals/items/1/fields`, fields)).status).toBe(400);
  });

  it('are only read by the app alone', async () => {
    expect((await app('PATCH', `${site}/lists/Deals/items/1/fields`, { Stage: 'Lost' })).status).toBe(403);
  });
});

describe('delta', () => {
  const delta = () => `${site}/lists/Deals/items/delta`;

  it('enumerates all, then only what changed, deletions too', async () => {
    const first = await everyPage(app, `${delta()}?$expand=fields($select=Stage)&$top=2`);
    expect(labels(first.entries, 'id')).toEqual(['1', '2', '3', '4', '5']);
    expect((await everyPage(app, first.deltaLink)).entries).toEqual([]);

    graph.lists.change('Deals', 1, { Stage: 'Lost' });
    graph.lists.change('Deals', 1, { Stage: 'Open' });
    graph.lists.change('Deals', 2, { Stage: 'Won' });
    const added = graph.lists.add('Deals', { 'Deal id': 'D7' });
    graph.lists.remove('Deals', 3);
    const next = await everyPage(app, first.deltaLink);
    expect(next.pages).toBe(2);
    expect(next.entries.map((entry) => [entry.id, entry.deleted?.state ?? entry.fields.Stage ?? null])).toEqual([
      ['1', 'Open'],
      ['2', 'Won'],
      [String(added), null],
      ['3', 'deleted'],
    ]);
    // The old link still answers the same: replays are allowed.
    expect((await everyPage(app, first.deltaLink)).entries).toEqual(next.entries);
    expect((await everyPage(app, next.deltaLink)).entries).toEqual([]);
  });

  it('tells again what changed while it enumerated', async () => {
    const { body } = await app('GET', `${delta()}?$expand=fields&$top=2`);
    graph.lists.change('Deals', 1, { Notes: 'while reading' });
    const { entries, deltaLink } = await everyPage(app, body['@odata.nextLink']);
    expect(labels(entries, 'id')).not.toContain('1');
    expect((await everyPage(app, deltaLink)).entries[0].fields.Notes).toBe('while reading');
  });

  it('can begin now', async () => {
    const { entries, deltaLink } = await everyPage(app, `${delta()}?token=latest`);
    expect(entries).toEqual([]);
    graph.lists.change('Deals', 2, { Notes: 'later' });
    expect(labels((await everyPage(app, deltaLink)).entries, 'id')).toEqual(['2']);
  });

  it('answers 410 with the place to start over when a token is too old, and 400 for none of its own', async () => {
    const { deltaLink } = await everyPage(app, delta());
    graph.lists.expireDeltaTokens('Deals');
    const gone = await app('GET', deltaLink);
    expect([gone.status, gone.body.error.code]).toEqual([410, 'resyncRequired']);
    expect((await app('GET', gone.headers.get('location') ?? '')).status).toBe(200);
    expect((await asking(graph, await accessToken(graph, appForm))('GET', `${delta()}?token=nonsense`)).status).toBe(400);
  });
});

describe('people and groups', () => {
  it('are read by id or address', async () => {
    expect((await app('GET', `/users/${BO.userPrincipalName.toUpperCase()}`)).body).toMatchObject({
      id: BO.id,
      preferredLanguage: 'zh-CN',
    });
    expect((await app('GET', `/users/${BO.id}?$select=id,userType,country`)).body).toMatchObject({ userType: 'Member', country: 'CN' });
    expect((await app('GET', '/users/nobody@contoso.example')).status).toBe(404);
    const page = await everyPage(app, `/users?$top=3&$select=id,displayName`);
    expect([labels(page.entries, 'id'), page.pages]).toEqual([[ANNA.id, BO.id, CLEO.id, OUTSIDER.id], 2]);
    expect(labels((await app('GET', `/users?$filter=startswith(displayName,'Bo')`)).body.value, 'id')).toEqual([BO.id]);
    expect((await anna('GET', '/me')).body.id).toBe(ANNA.id);
    expect((await asking(graph, await accessToken(graph, appForm))('GET', '/me')).status).toBe(403);
  });

  it('have managers, memberships, hours and a time zone', async () => {
    expect((await app('GET', `/users/${BO.id}/manager`)).body.id).toBe(ANNA.id);
    expect((await app('GET', `/users/${ANNA.id}/manager`)).status).toBe(404);
    for (const path of ['memberOf', 'transitiveMemberOf'])
      expect(labels((await app('GET', `/users/${BO.id}/${path}`)).body.value, 'id')).toEqual([TEAM_ID]);
    expect((await delegated('GET', '/me/manager')).status).toBe(404);
    expect((await delegated('GET', '/me/memberOf')).body.value).toHaveLength(1);
    expect((await delegated('GET', '/me/transitiveMemberOf')).body.value).toHaveLength(1);
    expect((await app('GET', `/users/${BO.id}/mailboxSettings`)).body).toMatchObject({
      timeZone: 'Asia/Shanghai',
      workingHours: { startTime: '09:00:00.0000000' },
    });
    expect((await delegated('GET', '/me/mailboxSettings')).body.timeZone).toBe('Europe/Berlin');
    expect((await delegated('GET', `/users/${BO.id}/mailboxSettings`)).status).toBe(403);
  });

  it('stand in the group', async () => {
    expect((await app('GET', '/groups')).body.value).toHaveLength(1);
    expect((await app('GET', `/groups/${TEAM_ID}`)).body.resourceProvisioningOptions).toEqual(['Team']);
    for (const path of ['members', 'transitiveMembers']) {
      expect(labels((await app('GET', `/groups/${TEAM_ID}/${path}?$select=id`)).body.value, 'id')).toEqual([ANNA.id, BO.id, CLEO.id]);
    }
    expect(labels((await app('GET', `/groups/${TEAM_ID}/owners`)).body.value, 'id')).toEqual([ANNA.id]);
    expect((await app('GET', `/groups/${BO.id}/members`)).status).toBe(404);
  });
});

describe('teams', () => {
  it('show their channels to those who may see them', async () => {
    expect((await app('GET', `/teams/${TEAM_ID}`)).body.displayName).toBe('Contoso account');
    expect(labels((await app('GET', `/teams/${TEAM_ID}/channels`)).body.value, 'id')).toEqual([GENERAL_ID, PRIVATE_ID]);
    expect(labels((await cleo('GET', `/teams/${TEAM_ID}/channels`)).body.value, 'id')).toEqual([GENERAL_ID]);
    expect((await cleo('GET', `/teams/${TEAM_ID}/channels/${PRIVATE_ID}`)).status).toBe(404);
    expect((await app('GET', `/teams/${TEAM_ID}/primaryChannel`)).body.id).toBe(GENERAL_ID);
    expect((await app('GET', `/teams/${TEAM_ID}/channels/${PRIVATE_ID}`)).body.membershipType).toBe('private');
    expect(labels((await delegated('GET', '/me/joinedTeams')).body.value, 'id')).toEqual([TEAM_ID]);
  });

  it('name their members with their roles', async () => {
    const { body } = await app('GET', `/teams/${TEAM_ID}/members`);
    expect(body.value.map((member: Body) => [member.userId, ...member.roles])).toEqual([[ANNA.id, 'owner'], [BO.id], [CLEO.id, 'guest']]);
    expect((await app('GET', `/teams/${TEAM_ID}/channels/${PRIVATE_ID}/members`)).body.value).toHaveLength(1);
    expect((await app('GET', `/teams/${TEAM_ID}/channels/${GENERAL_ID}/members`)).body.value).toHaveLength(3);
  });
});

describe('$batch', () => {
  it('answers each request on its own', async () => {
    const { body } = await anna('POST', '/$batch', {
      requests: [
        { id: '1', method: 'GET', url: '/me' },
        { id: '2', method: 'GET', url: `/groups/${TEAM_ID}` },
        { id: '3', method: 'GET', url: `/users/${BO.id}`, dependsOn: ['2'] },
        {
          id: '4',
          method: 'PATCH',
          url: `${site}/lists/Deals/items/2/fields`,
          headers: { 'Content-Type': 'application/json' },
          body: { Stage: 'Open' },
        },
      ],
    });
    expect(body.responses.map((response: Body) => [response.id, response.status])).toEqual([
      ['1', 200],
      ['2', 403],
      ['3', 424],
      ['4', 200],
    ]);
  });

  it('refuses doubled ids and more than twenty requests', async () => {
    const ask = asking(graph, await accessToken(graph, appForm));
    const of = (ids: string[]) => ({ requests: ids.map((id) => ({ id, method: 'GET', url: '/users' })) });
    expect((await ask('POST', '/$batch', of(['a', 'A']))).status).toBe(400);
    expect((await ask('POST', '/$batch', of(Array.from({ length: 21 }, (_, index) => `${index}`)))).status).toBe(400);
  });
});

describe('the contract of Microsoft Graph', () => {
  it('is kept by every exchange above', () => {
    const slice = JSON.parse(readFileSync(new URL('../contract/graph-v1-slice.json', import.meta.url), 'utf8'));
    const checker = createChecker(slice, { strictLinks: true });
    const findings = log.flatMap((exchange) =>
      checker
        .check(exchange)
        .findings.filter(({ severity }: Body) => severity === 'error')
        .map((finding: Body) => ({ method: exchange.method, url: exchange.url, status: exchange.status, ...finding })),
    );
    expect(findings).toEqual([]);
    expect(log.length).toBeGreaterThan(70);
  });
});
