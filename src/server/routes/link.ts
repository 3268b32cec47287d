import { sql } from 'kysely';
import type { z } from 'zod';
import type { RosterMember } from '../../access/roster.ts';
import { isManager } from '../../access/visit.ts';
import { audit } from '../../audit/audit.ts';
import type { Channel } from '../../graph/channel.ts';
import { ForbiddenError, NotFoundError } from '../../graph/errors.ts';
import type { LinkBody } from '../contract/lists.ts';
import { type Linked, operations } from '../contract.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/**
 * Links an account to a channel: from then on its members are members of the account. The channel must be one that this
 * installation can read, and the manager must be in it, so that nobody opens an account to a room that they do not know.
 */
export const link = accountRoute({
  operation: operations.link,
  may: isManager,
  async answer(asked, house) {
    const { account, caller, body } = asked;
    const channel = await channelOf(house, body);
    const roster = await rosterOf(house, body, channel);
    const isIn = roster.some((member) => member.directoryId.toLowerCase() === caller.directoryId.toLowerCase());
    if (!isIn) throw new ProblemError('not-in-channel');
    const at = house.clock();
    await inAccount(asked, house, async (tx) => {
      const linked = await sql<{ isNew: boolean }>`
        insert into link (account_id, team_id, channel_id, membership_type, linked_at, linked_by, language)
        values (${account.id}, ${body.teamId}, ${body.channelId}, ${channel.membershipType}, ${at.toISOString()}, ${caller.directoryId}, ${body.language})
        on conflict (account_id, channel_id) do nothing returning true as "isNew"`.execute(tx);
      if (linked.rows.length === 0) return;
      await audit(tx, {
        accountId: account.id,
        at,
        directoryId: caller.directoryId,
        action: 'link',
        subject: body.channelId,
        before: null,
        after: { ...body, membershipType: channel.membershipType },
      });
    });
    const outsiders = roster.filter((member) => member.isOutsider).length;
    const answer: Linked = { channelId: body.channelId, members: roster.length - outsiders, outsiders };
    return { body: answer };
  },
});

export const unlink = accountRoute({
  operation: operations.unlink,
  may: isManager,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { account, caller, query } = asked;
      const found = await tx
        .deleteFrom('link')
        .where('account_id', '=', account.id)
        .where('channel_id', '=', query.channelId)
        .returning(['team_id', 'membership_type', 'linked_at', 'linked_by'])
        .execute();
      const before = found[0];
      if (before) {
        const entry = { accountId: account.id, at: house.clock(), directoryId: caller.directoryId, action: 'unlink' };
        await audit(tx, { ...entry, subject: query.channelId, before, after: null });
      }
      return { body: { channelId: query.channelId, wasLinked: before !== undefined } };
    }),
});

type Place = Pick<z.infer<typeof LinkBody>, 'teamId' | 'channelId'>;

/** What the channel is, by Teams and by nobody else: a private one must not open the account to the whole team. */
async function channelOf({ channel, log }: House, { teamId, channelId }: Place): Promise<Channel> {
  try {
    return await channel(teamId, channelId);
  } catch (error) {
    log.warn({ err: error }, 'a channel that is to be linked cannot be read');
    if (error instanceof NotFoundError) throw new ProblemError('channel-unreadable', 'The team has no such channel.');
    if (error instanceof ForbiddenError) throw new ProblemError('channel-unreadable', `Not granted: ${error.permission ?? error.code}.`);
    throw new ProblemError('channel-unreachable');
  }
}

async function rosterOf(house: House, { teamId, channelId }: Place, { membershipType }: Channel): Promise<readonly RosterMember[]> {
  try {
    return await house.roster(teamId, channelId, membershipType);
  } catch (error) {
    house.log.warn({ err: error }, 'the roster of a channel that is to be linked cannot be read');
    throw new ProblemError('channel-unreadable');
  }
}
