/** A member of a channel, as Teams lists them. */
export interface RosterMember {
  directoryId: string;
  /** A guest, or a person of another tenant: partners, often the customer's own staff. */
  isOutsider: boolean;
}
export type MembershipType = 'standard' | 'private' | 'shared';

/** Asks Teams who is in a channel: the team's members, or the channel's own where it is private or shared. */
export type ReadRoster = (teamId: string, channelId: string, membershipType: MembershipType) => Promise<readonly RosterMember[]>;
export type Roster = (teamId: string, channelId: string, membershipType: MembershipType) => Promise<ReadonlySet<string>>;

const keptForMs = 10 * 60_000;
/** Where Teams does not answer, what it said last holds for this long; then nobody is let in. */
const trustedForMs = 60 * 60_000;
/** After a failure Teams is left alone for a moment. */
const retryAfterMs = 30_000;

interface Entry {
  members: ReadonlySet<string>;
  readAt: number;
  triedAt: number;
  asking: Promise<void> | null;
}

/** The insiders of a channel, kept ten minutes; unknown for over an hour: nobody. */
export function rosters(read: ReadRoster, clock: () => number, onFailure: (error: unknown) => void): Roster {
  const entries = new Map<string, Entry>();

  const ask = async (entry: Entry, ...channel: Parameters<ReadRoster>): Promise<void> => {
    entry.triedAt = clock();
    try {
      const members = await read(...channel);
      entry.members = new Set(members.filter((member) => !member.isOutsider).map((member) => member.directoryId));
      entry.readAt = clock();
    } catch (error) {
      onFailure(error);
    } finally {
      entry.asking = null;
    }
  };

  return async (...channel) => {
    const key = channel.join('\n');
    const entry = entries.get(key) ?? {
      members: new Set<string>(),
      readAt: Number.NEGATIVE_INFINITY,
      triedAt: Number.NEGATIVE_INFINITY,
      asking: null,
    };
    entries.set(key, entry);
    const now = clock();
    if (now - entry.readAt >= keptForMs && now - entry.triedAt >= retryAfterMs) entry.asking ??= ask(entry, ...channel);
    if (entry.asking) await entry.asking;
    return clock() - entry.readAt < trustedForMs ? entry.members : new Set();
  };
}
