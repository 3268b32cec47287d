/** A member of a channel, as Teams lists them. */
export interface RosterMember {
  directoryId: string;
  /** A guest, or a person of another tenant: partners, often the customer's own staff. */
  isOutsider: boolean;
  name?: string | null;
  /** user@domain. */
  address?: string | null;
}
export type MembershipType = 'standard' | 'private' | 'shared';

/** Asks Teams who is in a channel: the team's members, or the channel's own where it is private or shared. */
export type ReadRoster = (teamId: string, channelId: string, membershipType: MembershipType) => Promise<readonly RosterMember[]>;
type Channel = Parameters<ReadRoster>;

/** The insiders of channels. */
export interface Roster {
  /** For one person's access: nobody, where they have been unknown for over an hour. */
  of(...channel: Channel): Promise<ReadonlySet<string>>;
  /**
   * For what is concluded of somebody's absence.
   * @param afresh past what is kept, though at most once in 30 s
   * @throws RosterUnknownError where Teams has not told for over an hour, or does not tell afresh
   */
  known(channel: Channel, afresh: boolean): Promise<ReadonlySet<string>>;
  /** Everybody who is there, outsiders too, for whoever keeps the list; null where Teams has not told for over an hour. */
  listed(...channel: Channel): Promise<readonly RosterMember[] | null>;
}

/** Teams does not tell who is in a channel: later it may. */
export class RosterUnknownError extends Error {
  override name = 'RosterUnknownError';
}

const keptForMs = 10 * 60_000;
/** Where Teams does not answer, what it said last holds for this long; then nobody is let in. */
const trustedForMs = 60 * 60_000;
/** After a question Teams is left alone for a moment. */
const askAgainMs = 30_000;

interface Entry {
  members: ReadonlySet<string>;
  all: readonly RosterMember[];
  readAt: number;
  triedAt: number;
  asking: Promise<void> | null;
}

/** Kept ten minutes, and asked for once however many wait. */
export function rosters(read: ReadRoster, clock: () => number, onFailure: (error: unknown) => void): Roster {
  const entries = new Map<string, Entry>();

  const ask = async (entry: Entry, channel: Channel): Promise<void> => {
    entry.triedAt = clock();
    try {
      const members = await read(...channel);
      entry.all = members.map((member) => ({ ...member, directoryId: member.directoryId.toLowerCase() }));
      entry.members = new Set(entry.all.filter((member) => !member.isOutsider).map((member) => member.directoryId));
      entry.readAt = clock();
    } catch (error) {
      onFailure(error);
    } finally {
      entry.asking = null;
    }
  };

  /** Asks Teams where what is kept is older than `ageMs`, and it was left alone for long enough. */
  const brought = async (channel: Channel, ageMs: number): Promise<Entry> => {
    const key = channel.join('\n');
    const entry = entries.get(key) ?? {
      members: new Set<string>(),
      all: [],
      readAt: Number.NEGATIVE_INFINITY,
      triedAt: Number.NEGATIVE_INFINITY,
      asking: null,
    };
    entries.set(key, entry);
    const now = clock();
    if (now - entry.readAt >= ageMs && now - entry.triedAt >= askAgainMs) entry.asking ??= ask(entry, channel);
    if (entry.asking) await entry.asking;
    return entry;
  };
  const isTrusted = ({ readAt }: Entry): boolean => clock() - readAt < trustedForMs;

  return {
    async of(...channel) {
      const entry = await brought(channel, keptForMs);
      return isTrusted(entry) ? entry.members : new Set();
    },
    async listed(...channel) {
      const entry = await brought(channel, keptForMs);
      return isTrusted(entry) ? entry.all : null;
    },
    async known(channel, afresh) {
      const entry = await brought(channel, afresh ? 0 : keptForMs);
      const isTold = afresh ? entry.readAt >= entry.triedAt : isTrusted(entry);
      if (!isTold) throw new RosterUnknownError('Teams does not tell who is in the channel');
      return entry.members;
    },
  };
}
