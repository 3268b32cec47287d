import { sql } from 'kysely';
import { isAdministrator, isManager } from '../access/visit.ts';
import type { Language, Text } from '../model/index.ts';
import { calendarName } from '../sources/calendar/mapping.ts';
import type { Belonging } from '../sources/kind.ts';
import { readMapping } from '../sources/mapping/schema.ts';
import type { MappingEntry } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';
import { connectSource, kindedSourceId } from '../sync/connect.ts';
import type { Calendars } from './contract.ts';
import type { House } from './house.ts';
import type { siteOf } from './mappings/site.ts';
import type { AskedOfAccount } from './route.ts';

const problems: Readonly<Record<string, Text>> = {
  notConnected: { en: 'It is no longer connected: its owner connects it again', 'zh-CN': '已断开连接：请其所有者重新连接' },
  forbidden: { en: 'It may not be read: Calendars.Read is missing for this mailbox', 'zh-CN': '无权读取：该邮箱缺少 Calendars.Read 权限' },
  noMailbox: { en: 'There is no such mailbox here', 'zh-CN': '此处没有该邮箱' },
  unreachable: { en: 'It could not be reached: the next sync tries again', 'zh-CN': '暂时无法访问：下次同步将重试' },
};

export const calendarEntries = (): readonly MappingEntry[] => readMapping({ meeting: { calendar: 'team' } }).entries;
export const calendarSourceId = kindedSourceId('calendar', calendarName);

/** The account's source of calendars, wherever its mapping comes from; made where there is none yet. */
export async function openCalendars(
  tx: Tx,
  asked: AskedOfAccount,
  house: House,
  site: Awaited<ReturnType<typeof siteOf>>,
): Promise<Belonging> {
  const accountId = asked.account.id;
  const found = await sql<{ id: string }>`select id from source where account_id = ${accountId} and kind = 'calendar' limit 1`.execute(tx);
  const known = found.rows[0]?.id;
  if (known) return { accountId, sourceId: known };
  const at = house.clock().toISOString();
  await connectSource(tx, {
    ...{ accountId, id: calendarSourceId, kind: 'calendar', name: calendarName, site, at },
    ...{ found: { calendars: true }, webUrl: null, entries: calendarEntries() },
  });
  return { accountId, sourceId: calendarSourceId };
}

export async function presentCalendars(tx: Tx, { account, caller, visit, language }: AskedOfAccount): Promise<Calendars> {
  const found = await sql<{
    source_id: string;
    directory_id: string | null;
    name: string | null;
    is_scoped: boolean;
    added_at: string;
    read_at: string | null;
    problem: { code: string } | null;
  }>`
    select s.id as source_id, m.directory_id, coalesce(p.name, p.address) as name, m.is_scoped, m.added_at, m.read_at, m.problem
    from source s left join calendar_mailbox m on m.account_id = s.account_id and m.source_id = s.id
    left join person p on p.account_id = m.account_id and p.id = m.person_id
    where s.account_id = ${account.id} and s.kind = 'calendar' order by name, m.directory_id`.execute(tx);
  const all = found.rows.flatMap((row) =>
    row.directory_id === null
      ? []
      : [
          {
            directoryId: row.directory_id,
            name: row.name,
            by: row.is_scoped ? ('installation' as const) : ('person' as const),
            addedAt: row.added_at,
            readAt: row.read_at,
            problem: row.problem && { code: row.problem.code, text: textOf(row.problem.code, language) },
          },
        ],
  );
  return {
    source: found.rows[0]?.source_id ?? null,
    read: all.length,
    mine: all.find(({ directoryId }) => directoryId === caller.directoryId.toLowerCase()) ?? null,
    calendars: isManager(visit) || isAdministrator(visit) ? all : null,
  };
}
const textOf = (code: string, language: Language): string => problems[code]?.[language] ?? code;
