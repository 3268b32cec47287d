import type { Channel as GraphChannel, Team } from '@microsoft/microsoft-graph-types';
import { sql } from 'kysely';
import { ForbiddenError } from '../../graph/errors.ts';
import { collect } from '../../graph/paging.ts';
import { channelOf, memberIn, rosterOf } from '../channels.ts';
import { type Channels, operations } from '../contract.ts';
import type { House } from '../house.ts';
import { asPerson } from '../mappings/asPerson.ts';
import { ProblemError } from '../problems.ts';
import { type AskedByCaller, callerRoute } from '../route.ts';

type Shown = Channels['channels'][number];
type Found = Omit<Shown, 'accounts' | 'mayCreate'>;

/** Where an account can be set up: the channel that is asked for, or those of the caller's teams. */
export const channels = callerRoute({
  operation: operations.channels,
  async answer(asked, house) {
    const { teamId, channelId } = asked.query;
    if (teamId !== undefined && channelId !== undefined) {
      const channel = await channelOf(house, { teamId, channelId });
      const me = memberIn(await rosterOf(house, { teamId, channelId }, channel), asked.caller.directoryId);
      if (!me) throw new ProblemError('not-in-channel');
      const { displayName, membershipType } = channel;
      const found = { teamId, teamName: null, channelId, channelName: displayName ?? null, membershipType };
      const body: Channels = { channels: await withAccounts([found], asked, house, !me.isOutsider), canList: true };
      return { body };
    }
    const { found, canList } = await ownChannels(asked, house);
    const body: Channels = { channels: await withAccounts(found, asked, house, true), canList };
    return { body };
  },
});

/** The caller's teams and what they see of their channels, asked in their name. */
async function ownChannels(asked: AskedByCaller, house: House): Promise<{ found: Found[]; canList: boolean }> {
  if (!house.teamsAs) return { found: [], canList: false };
  try {
    const found = await asPerson(asked, { graphAs: house.teamsAs }, async (graph) => {
      const listed: Found[] = [];
      for (const team of await collect<Team>(graph, '/me/joinedTeams?$select=id,displayName')) {
        const path = `/teams/${encodeURIComponent(team.id ?? '')}/channels?$select=id,displayName,membershipType`;
        for (const channel of await collect<GraphChannel>(graph, path, { headers: { Prefer: 'include-unknown-enum-members' } })) {
          const membershipType = channel.membershipType as Found['membershipType'];
          if (!channel.id || !team.id || !['standard', 'private', 'shared'].includes(membershipType)) continue;
          const names = { teamName: team.displayName ?? null, channelName: channel.displayName ?? null };
          listed.push({ teamId: team.id, channelId: channel.id, membershipType, ...names });
        }
      }
      return listed;
    });
    return { found, canList: true };
  } catch (error) {
    const cannot =
      error instanceof ForbiddenError ||
      (error instanceof ProblemError && ['consent-missing', 'list-not-readable', 'sign-in-needed'].includes(error.key));
    if (cannot) return { found: [], canList: false };
    throw error;
  }
}

/** Which accounts a channel has: who is in it knows of them. Whether somebody may make one is checked again when they do. */
async function withAccounts(
  found: readonly Found[],
  { caller }: AskedByCaller,
  { db, accounts }: House,
  isMember: boolean,
): Promise<Shown[]> {
  const linked = await db.transaction('every', (tx) =>
    sql<{ channel_id: string; account_id: string }>`
      select channel_id, account_id from link where channel_id in (select jsonb_array_elements_text(${JSON.stringify(found.map((one) => one.channelId))}::jsonb))`.execute(
      tx,
    ),
  );
  const mine = new Map((await accounts.of(caller.directoryId)).map(({ id, slug, name }) => [id, { id, slug, name }]));
  return found.map((channel) => {
    const there = linked.rows.filter((row) => row.channel_id === channel.channelId);
    const seen = there.flatMap((row) => mine.get(row.account_id) ?? []);
    return { ...channel, accounts: seen, mayCreate: isMember && there.length === 0 };
  });
}
