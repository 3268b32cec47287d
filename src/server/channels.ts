import type { RosterMember } from '../access/roster.ts';
import type { Channel } from '../graph/channel.ts';
import { ForbiddenError, NotFoundError } from '../graph/errors.ts';
import type { House } from './house.ts';
import { ProblemError } from './problems.ts';

export interface Place {
  teamId: string;
  channelId: string;
}

/** What the channel is, by Teams and by nobody else: a private one must not open the account to the whole team. */
export async function channelOf({ channel, log }: House, { teamId, channelId }: Place): Promise<Channel> {
  try {
    return await channel(teamId, channelId);
  } catch (error) {
    log.warn({ err: error }, 'a channel that is to be linked cannot be read');
    if (error instanceof NotFoundError) throw new ProblemError('channel-unreadable', 'The team has no such channel.');
    if (error instanceof ForbiddenError) throw new ProblemError('channel-unreadable', `Not granted: ${error.permission ?? error.code}.`);
    throw new ProblemError('channel-unreachable');
  }
}

export async function rosterOf(house: House, { teamId, channelId }: Place, { membershipType }: Channel): Promise<readonly RosterMember[]> {
  try {
    return await house.roster(teamId, channelId, membershipType);
  } catch (error) {
    house.log.warn({ err: error }, 'the roster of a channel that is to be linked cannot be read');
    throw new ProblemError('channel-unreadable');
  }
}

/** How the person stands in the channel; null: not at all. */
export const memberIn = (roster: readonly RosterMember[], directoryId: string): RosterMember | null =>
  roster.find((member) => member.directoryId.toLowerCase() === directoryId.toLowerCase()) ?? null;
