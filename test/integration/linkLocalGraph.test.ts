import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type LocalGraph, startLocalGraph } from '../../demo/graph/server.ts';
import { channelReader } from '../../src/graph/channel.ts';
import { rosterReader } from '../../src/graph/roster.ts';
import { newAccount } from '../support/database.ts';
import { type Api, startApi } from './apiHouse.ts';
import { ANNA, BO, GENERAL_ID, PRIVATE_ID, smallTenant, TEAM_ID } from './localGraphSeed.ts';
import { graphOf, secret } from './sync.support.ts';

let local: LocalGraph;
let api: Api;
beforeAll(async () => {
  local = await startLocalGraph({ seed: smallTenant(), port: 0, ...secret });
  const graph = graphOf(local);
  api = await startApi({ roster: rosterReader(graph, local.tenantId), channel: channelReader(graph) });
  await newAccount(api.db, 'fabrikam');
  await api.db.transaction(['fabrikam'], (tx) =>
    sql`insert into access (account_id, directory_id, role, until_on, named_at) values ('fabrikam', ${ANNA.id}, 'manager', 'infinity', now())`.execute(
      tx,
    ),
  );
});
afterAll(async () => {
  await api.close();
  await local.close();
});

const link = async (channelId: string, more: object = {}, teamId = TEAM_ID) =>
  api.call('/api/accounts/fabrikam/link', {
    as: await api.issuer.token(ANNA.id),
    method: 'PUT',
    body: { teamId, channelId, ...more },
  });
const mayBoSee = async () => (await api.call('/api/accounts/fabrikam/scorecard', { as: await api.issuer.token(BO.id) })).status === 200;

describe('the link of a channel that Teams knows', () => {
  it('opens the account to those who are in a private channel, and not to its team', async () => {
    expect((await link(PRIVATE_ID)).json).toEqual({ channelId: PRIVATE_ID, members: 1, outsiders: 0 });
    expect(await mayBoSee()).toBe(false);
  });
  it('takes nobody’s word for how a channel is shared', async () => {
    const { status, json } = await link(PRIVATE_ID, { membershipType: 'standard' });
    expect([status, json.type]).toEqual([400, 'invalid-body']);
    expect(await mayBoSee()).toBe(false);
  });
  it('is refused for a channel that the team does not have', async () => {
    for (const refused of [await link('19:nowhere@thread.tacv2'), await link(GENERAL_ID, {}, '33333333-3333-4333-8333-333333333333')])
      expect([refused.status, refused.json.type, refused.json.detail]).toEqual([
        422,
        'channel-unreadable',
        'The team has no such channel.',
      ]);
    expect(await mayBoSee()).toBe(false);
  });
  it('opens the account to the team by a standard one', async () => {
    expect((await link(GENERAL_ID)).json).toEqual({ channelId: GENERAL_ID, members: 2, outsiders: 1 });
    expect(await mayBoSee()).toBe(true);
  });
});
