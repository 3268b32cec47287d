import { sql } from 'kysely';
import { forgetSight } from '../../access/outsiders.ts';
import { isManager } from '../../access/visit.ts';
import { audit } from '../../audit/audit.ts';
import { keepLinked } from '../../privacy/closing.ts';
import { channelOf, memberIn, rosterOf } from '../channels.ts';
import { type Linked, operations } from '../contract.ts';
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
    if (!memberIn(roster, caller.directoryId)) throw new ProblemError('not-in-channel');
    const at = house.clock();
    await inAccount(asked, house, async (tx) => {
      const linked = await sql<{ isNew: boolean }>`
        insert into link (account_id, team_id, channel_id, membership_type, linked_at, linked_by, language)
        values (${account.id}, ${body.teamId}, ${body.channelId}, ${channel.membershipType}, ${at.toISOString()}, ${caller.directoryId}, ${body.language})
        on conflict (account_id, channel_id) do nothing returning true as "isNew"`.execute(tx);
      if (linked.rows.length === 0) return;
      await keepLinked(tx, account.id);
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
      await forgetSight(tx, account.id, query.channelId);
      if (before) {
        const entry = { accountId: account.id, at: house.clock(), directoryId: caller.directoryId, action: 'unlink' };
        await audit(tx, { ...entry, subject: query.channelId, before, after: null });
      }
      return { body: { channelId: query.channelId, wasLinked: before !== undefined } };
    }),
});
