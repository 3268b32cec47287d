import { accessVersion, type Named, readNamed } from '../../access/named.ts';
import { type OutsiderSight, readSights } from '../../access/outsiders.ts';
import type { MembershipType, RosterMember } from '../../access/roster.ts';
import type { Tx } from '../../store/database.ts';
import type { Access, AccessRoom, NamedPerson, RoomMember } from '../contract.ts';
import type { House } from '../house.ts';

interface LinkRow {
  team_id: string;
  channel_id: string;
  membership_type: MembershipType;
}
interface Stored {
  version: string;
  named: readonly Named[];
  links: readonly LinkRow[];
  sights: readonly OutsiderSight[];
}

export async function storedAccess(tx: Tx, accountId: string): Promise<Stored> {
  const links = await tx
    .selectFrom('link')
    .select(['team_id', 'channel_id', 'membership_type'])
    .where('account_id', '=', accountId)
    .orderBy('linked_at')
    .orderBy('channel_id')
    .execute();
  return {
    version: await accessVersion(tx, accountId),
    named: await readNamed(tx, accountId),
    links: links as LinkRow[],
    sights: await readSights(tx, accountId),
  };
}

export type Rosters = ReadonlyMap<string, readonly RosterMember[] | null>;
/** Who is in each linked channel, by channel; null where Teams does not tell. Asked outside any transaction. */
export async function rostersOf({ rosters }: House, links: readonly LinkRow[]): Promise<Rosters> {
  const asked = links.map(
    async ({ team_id, channel_id, membership_type }) => [channel_id, await rosters.listed(team_id, channel_id, membership_type)] as const,
  );
  return new Map(await Promise.all(asked));
}

/** Who may see the account, with names put in by Teams and the directory: none of them is kept here. */
export async function presentAccess(stored: Stored, rosters: Rosters, house: House, today: string): Promise<Access> {
  const { version, named, links, sights } = stored;
  const inRooms = new Map(
    [...rosters.values()].flatMap((members) => (members ?? []).map((member) => [member.directoryId, member] as const)),
  );
  const nameless = named.map(({ directoryId }) => directoryId).filter((id) => !inRooms.get(id)?.name);
  const known = await house.people.known(nameless);
  const holds = new Map(named.filter((one) => !hasEnded(one, today)).map((one) => [one.directoryId, one.role]));
  const sightOf = new Map(sights.map((sight) => [sight.roomId, sight]));
  const people = named.map(
    (one): NamedPerson => ({
      directoryId: one.directoryId,
      name: inRooms.get(one.directoryId)?.name ?? known.get(one.directoryId)?.name ?? null,
      address: inRooms.get(one.directoryId)?.address ?? known.get(one.directoryId)?.address ?? null,
      role: one.role,
      until: one.until,
      hasEnded: hasEnded(one, today),
      hasLeft: one.hasLeft,
      isOutsider: inRooms.get(one.directoryId)?.isOutsider ?? known.get(one.directoryId)?.isGuest ?? false,
      namedAt: one.namedAt,
      namedBy: one.namedBy,
    }),
  );
  const channels = links.map((link): AccessRoom => {
    const members = rosters.get(link.channel_id) ?? null;
    const shown = (members ?? []).map((member): RoomMember => presentMember(member, holds.get(member.directoryId) ?? null));
    return {
      id: link.channel_id,
      kind: 'channel',
      teamId: link.team_id,
      membershipType: link.membership_type,
      isKnown: members !== null,
      members: shown,
      outsiders: shown.filter(({ isOutsider, role }) => isOutsider && role === null).length,
      ...presentSight(sightOf.get(link.channel_id)),
    };
  });
  const linked = new Set(links.map((link) => link.channel_id));
  const chats = sights
    .filter(({ roomId }) => !linked.has(roomId))
    .map((sight): AccessRoom => {
      const room = { id: sight.roomId, kind: 'groupChat' as const, teamId: null, membershipType: null };
      return { ...room, isKnown: false, members: [], outsiders: 0, ...presentSight(sight) };
    });
  return { version, people, rooms: [...channels, ...chats] };
}

export const hasEnded = ({ until }: Pick<Named, 'until'>, today: string): boolean => until !== null && until < today;

const presentMember = (member: RosterMember, named: Named['role'] | null): RoomMember => ({
  directoryId: member.directoryId,
  name: member.name ?? null,
  address: member.address ?? null,
  role: named ?? (member.isOutsider ? null : 'member'),
  isImplied: named === null && !member.isOutsider,
  isOutsider: member.isOutsider,
});

const presentSight = (sight: OutsiderSight | undefined) => ({
  outsidersSee: sight?.see ?? ('nothing' as const),
  confirmedAt: sight?.confirmedAt ?? null,
  confirmedBy: sight?.confirmedBy ?? null,
});
