import type { User } from '@microsoft/microsoft-graph-types';
import { sql } from 'kysely';
import type { Graph } from '../../graph/client.ts';
import { ForbiddenError, NotFoundError } from '../../graph/errors.ts';
import { collect } from '../../graph/paging.ts';
import { ianaTimeZone } from '../../graph/timeZones.ts';
import type { Database } from '../../store/database.ts';
import { type Belonging, type SourceKind, SourceNotFoundError } from '../kind.ts';
import type { Cell } from '../mapping/parse/cell.ts';
import type { SourceRow } from '../mapping/types.ts';
import { directoryColumns } from './mapping.ts';

export interface DirectoryLocation {
  groupId: string;
}

const selected = '$select=id,displayName,mail,userPrincipalName,jobTitle,country,usageLocation,preferredLanguage,userType,accountEnabled';
const permission = 'GroupMember.Read.All and User.Read.All';
type Member = User & { id: string };

/**
 * The members of the team's group, as the directory has them: read whole each time, for a team is small. Where a list of
 * members is mapped as well, the list stands: who is in it, by id or by address, is not given a second time.
 */
export function directorySource(db: Database): SourceKind<DirectoryLocation> {
  return {
    kind: 'directory',
    discover: async (_graph, site) => {
      if (!('groupId' in site))
        throw new SourceNotFoundError(
          'members are read from the team’s group, and the account is connected to a site alone: connect it to the team',
        );
      return { location: { groupId: site.groupId }, webUrl: null };
    },
    columns: async () => [...directoryColumns],
    round: async function* (graph, { groupId }, _columns, _start, _key, belonging) {
      const path = (what: string) => `/groups/${encodeURIComponent(groupId)}/${what}?${selected}&$top=999`;
      const [members, owners] = [
        await collect<Member>(graph, path('members'), { permission }),
        await collect<Member>(graph, path('owners'), { permission }),
      ];
      const isPerson = (member: Member & { '@odata.type'?: string }) =>
        (member['@odata.type'] ?? '#microsoft.graph.user') === '#microsoft.graph.user';
      // Owners of a team need not be among its members. Who has left keeps an account that is switched off.
      const people = new Map(
        [...members, ...owners].filter((one) => isPerson(one) && one.accountEnabled !== false).map((one) => [one.id, one]),
      );
      const listed = belonging ? await listedMembers(db, belonging) : new Set<string>();
      const reader = detailsReader(graph);
      const rows: SourceRow[] = [];
      for (const person of people.values()) {
        const address = person.mail || person.userPrincipalName || '';
        if (listed.has(person.id.toLowerCase()) || listed.has(address.toLowerCase())) continue;
        rows.push(rowOf(person, await reader.read(person)));
      }
      yield { rows, deleted: [], unreadable: 0, next: null, cursor: null, notice: reader.notice() };
    },
  };
}

/** Members that another source has, or would have if we did not: their ids and addresses, in lower case. */
async function listedMembers(db: Database, { accountId, sourceId }: Belonging): Promise<ReadonlySet<string>> {
  const found = await db.transaction([accountId], (tx) =>
    sql<{ id: string; address: string | null; directory_id: string | null }>`
      select m.id, p.address, p.directory_id from member m left join person p on p.account_id = m.account_id and p.id = m.person_id
      where m.account_id = ${accountId} and m.known_until = 'infinity' and m.source_id <> ${sourceId}
      union all select record_id, null, null from quarantine
      where account_id = ${accountId} and source_id <> ${sourceId} and record_type = 'member' and record_id is not null`.execute(tx),
  );
  return new Set(found.rows.flatMap((row) => [row.id, row.address, row.directory_id].flatMap((key) => (key ? [key.toLowerCase()] : []))));
}

interface Details {
  manager: string | null;
  timeZone: string | null;
  workingHours: string | null;
  language: string | null;
}
interface MailboxSettings {
  timeZone?: string | null;
  language?: { locale?: string | null } | null;
  workingHours?: { startTime?: string | null; endTime?: string | null; timeZone?: { name?: string | null } | null } | null;
}

/** Managers and mailbox settings need permissions of their own: where one is missing it is said once, and the rest is read. */
function detailsReader(graph: Graph) {
  const missing = new Set<string>();
  const optional = async <T>(permission: string, ask: () => Promise<T>): Promise<T | null> => {
    if (missing.has(permission)) return null;
    try {
      return await ask();
    } catch (error) {
      // A guest has no mailbox here, the first of all no manager.
      if (error instanceof NotFoundError) return null;
      if (!(error instanceof ForbiddenError)) throw error;
      missing.add(permission);
      return null;
    }
  };
  return {
    async read(person: Member): Promise<Details> {
      const user = `/users/${encodeURIComponent(person.id)}`;
      const manager = await optional('User.Read.All', () =>
        graph.get<{ mail?: string | null; userPrincipalName?: string | null }>(`${user}/manager?$select=id,mail,userPrincipalName`, {
          permission: 'User.Read.All',
        }),
      );
      const settings =
        person.userType === 'Guest'
          ? null
          : await optional('MailboxSettings.Read', () =>
              graph.get<MailboxSettings>(`${user}/mailboxSettings?$select=timeZone,language,workingHours`, {
                permission: 'MailboxSettings.Read',
              }),
            );
      return {
        manager: manager?.mail || manager?.userPrincipalName || null,
        timeZone: ianaTimeZone(settings?.timeZone),
        workingHours: hoursOf(settings?.workingHours),
        language: settings?.language?.locale || null,
      };
    },
    notice: () =>
      missing.size === 0
        ? null
        : { code: 'partlyRead', message: `Some of what is said of members cannot be read; grant ${[...missing].join(' and ')}` },
  };
}

/** '08:30-17:30', as members' records have it. Midnight to midnight says nothing. */
function hoursOf(hours: MailboxSettings['workingHours']): string | null {
  const [start, end] = [hours?.startTime, hours?.endTime].map((time) => /^([01]\d|2[0-3]):[0-5]\d/.exec(time ?? '')?.[0]);
  return start && end && start < end ? `${start}-${end}` : null;
}

function rowOf(person: Member, details: Details): SourceRow {
  const cells: Record<string, Cell> = {
    id: person.id,
    name: person.displayName ?? null,
    role: person.jobTitle ?? null,
    country: person.country || person.usageLocation || null,
    timeZone: details.timeZone,
    workingHours: details.workingHours,
    manager: details.manager,
    preferredLanguage: person.preferredLanguage || details.language,
    isGuest: person.userType === 'Guest',
  };
  return { id: person.id, url: null, modifiedAt: null, modifiedBy: null, cells };
}
