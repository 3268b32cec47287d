import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { together } from '../store/together.ts';
import { type OutsidersSee, sightIn } from './outsiders.ts';
import { type MembershipType, type Roster, RosterUnknownError } from './roster.ts';
import type { Role } from './visit.ts';

/** An account as a caller finds it: who they are there, and what requests need to know of it. */
export interface FoundAccount {
  id: string;
  slug: string;
  role: Role | null;
  revision: number;
  /** The last time that one of its sources was read or tried: shown with every reading. */
  sourcesTriedAt: string | null;
  settings: Readonly<Record<string, unknown>>;
  name: string | null;
  currency: string;
  timeZone: string;
  fiscalYearStart: string;
}

interface Row {
  account_id: string;
  slug: string;
  revision: number;
  sources_tried_at: string | null;
  settings: Record<string, unknown>;
  name: string | null;
  currency: string | null;
  time_zone: string | null;
  fiscal_year_start: string | null;
  named: Role | null;
  links: { team: string; channel: string; kind: MembershipType }[] | null;
}

/** An account w, the named role x while it lasts, and the channels whose rosters give membership. */
const shown = sql`w.account_id, w.slug, w.revision, w.settings, a.name, a.currency, a.time_zone, a.fiscal_year_start, x.role as named,
    (select max(greatest(s.last_attempt_at, s.last_success_at)) from source s where s.account_id = w.account_id) as sources_tried_at,
    case when x.role is null then
      (select jsonb_agg(jsonb_build_object('team', l.team_id, 'channel', l.channel_id, 'kind', l.membership_type)) from link l where l.account_id = w.account_id)
    end as links`;
const current = sql`left join account a on a.account_id = w.account_id and a.id = 'account' and a.known_until = 'infinity'`;

/** Who may see which account: what a manager has named stands; whoever else is in the linked channel is a member. */
export interface AccountDirectory {
  /** By id or slug; the role is null for whom it is not there. */
  find(idOrSlug: string, directoryId: string): Promise<FoundAccount | null>;
  /**
   * The roles of several people at an account, in their order; null for whom it is not there. Nobody is taken for absent
   * by what is kept alone: somebody may have joined the channel a moment ago.
   * @throws RosterUnknownError where it cannot be told who is in a linked channel, and that decides
   */
  rolesAt(accountId: string, directoryIds: readonly string[]): Promise<(Role | null)[]>;
  /**
   * What people from outside see of an account in a room: as readers, where the account names every one of them; else what
   * its manager has confirmed for the room.
   * @param outsiders directory ids; null: somebody whom nobody can name
   */
  outsidersSee(accountId: string, outsiders: readonly (string | null)[], room: string | null): Promise<OutsidersSee>;
  /** Every account that the person may see, by name. */
  of(directoryId: string): Promise<(FoundAccount & { role: Role })[]>;
}

/** @param today the civil date (UTC) by which a role named until a day has ended. */
export function accountDirectory(db: Database, roster: Roster, today: () => string): AccountDirectory {
  const roleOf = async (row: Row, directoryId: string): Promise<Role | null> => {
    if (row.named) return row.named;
    for (const { team, channel, kind } of row.links ?? []) {
      if ((await roster.of(team, channel, kind)).has(directoryId)) return 'member';
    }
    return null;
  };
  const found = async (row: Row, directoryId: string): Promise<FoundAccount> => ({
    id: row.account_id,
    slug: row.slug,
    role: await roleOf(row, directoryId),
    revision: row.revision,
    sourcesTriedAt: row.sources_tried_at,
    settings: row.settings,
    name: row.name,
    currency: row.currency ?? 'USD',
    timeZone: row.time_zone ?? 'UTC',
    fiscalYearStart: row.fiscal_year_start ?? '07-01',
  });
  // Finding out who may see what looks at every account; figures are read in the caller's own scope afterwards.
  const rowsOf = together<{ account: string; person: string }, Row | null>(async (asked) => {
    const rows = await db.statement(
      'every',
      sql<Row & { n: number }>`
        select asked.n, ${shown}
        from jsonb_to_recordset(${JSON.stringify(asked.map((one, n) => ({ n, ...one })))}::jsonb) as asked(n integer, account text, person text)
        cross join lateral (
          select * from workspace where (account_id = asked.account or slug = asked.account) and closed_at is null order by account_id = asked.account desc limit 1
        ) w
        left join access x on x.account_id = w.account_id and x.directory_id = asked.person and x.until_on >= ${today()}::date
        ${current}`,
    );
    const byNumber = new Map(rows.map((row) => [row.n, row]));
    return asked.map((_, n) => byNumber.get(n) ?? null);
  });

  return {
    async find(idOrSlug, directoryId) {
      const row = await rowsOf({ account: idOrSlug, person: directoryId });
      return row ? found(row, directoryId) : null;
    },
    async rolesAt(accountId, directoryIds) {
      const named = await db.transaction('every', async (tx) => {
        const roles = await sql<{ directory_id: string; role: Role }>`
          select directory_id, role from access where account_id = ${accountId} and until_on >= ${today()}::date
            and directory_id in (select jsonb_array_elements_text(${JSON.stringify(directoryIds)}::jsonb))`.execute(tx);
        const links = await tx
          .selectFrom('link')
          .select(['team_id', 'channel_id', 'membership_type'])
          .where('account_id', '=', accountId)
          .execute();
        return { roles: new Map(roles.rows.map((row) => [row.directory_id, row.role])), links };
      });
      const members = new Set<string>();
      const roleOf = (id: string): Role | null => named.roles.get(id) ?? (members.has(id) ? 'member' : null);
      const isOpen = () => directoryIds.some((id) => roleOf(id) === null);
      for (const afresh of [false, true]) {
        const unknown: RosterUnknownError[] = [];
        for (const { team_id, channel_id, membership_type } of named.links) {
          if (!isOpen()) break;
          const there = await roster.known([team_id, channel_id, membership_type as MembershipType], afresh).catch((error: unknown) => {
            if (!(error instanceof RosterUnknownError)) throw error;
            unknown.push(error);
            return [];
          });
          for (const id of there) members.add(id);
        }
        if (afresh && isOpen() && unknown[0]) throw unknown[0];
      }
      return directoryIds.map(roleOf);
    },
    async outsidersSee(accountId, outsiders, room) {
      return db.transaction([accountId], async (tx) => {
        const named = await sql<{ directory_id: string }>`
          select directory_id from access where account_id = ${accountId} and until_on >= ${today()}::date
            and directory_id in (select jsonb_array_elements_text(${JSON.stringify(outsiders.filter((id) => id !== null))}::jsonb))`.execute(
          tx,
        );
        const ids = new Set(named.rows.map((row) => row.directory_id));
        return outsiders.every((id) => id !== null && ids.has(id)) ? 'reader' : sightIn(tx, accountId, room);
      });
    },
    async of(directoryId) {
      const rows = await db.statement(
        'every',
        sql<Row>`
          select ${shown} from workspace w
          left join access x on x.account_id = w.account_id and x.directory_id = ${directoryId} and x.until_on >= ${today()}::date
          ${current}
          where w.closed_at is null and (x.role is not null or exists (select from link l where l.account_id = w.account_id))
          order by a.name, w.account_id`,
      );
      const accounts = await Promise.all(rows.map((row) => found(row, directoryId)));
      return accounts.filter((account): account is FoundAccount & { role: Role } => account.role !== null);
    },
  };
}
