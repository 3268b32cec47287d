import { sql } from 'kysely';
import type { Language } from '../model/index.ts';
import type { Tx } from '../store/database.ts';

/** What is to be said of an answer that speaks of a time before the account's lists were read. */
export async function pastNote(tx: Tx, accountId: string, knownAt: string | null, language: Language): Promise<{ pastNote?: string }> {
  if (knownAt === null) return {};
  const found = await sql<{ connected: string | null; whole: string | null; from: string | null; open: number; silent: number }>`
    select min(coalesce(h.connected_at, s.created_at)) as connected, max(h.whole_from) as whole, min(h.from_at) as "from",
      count(*) filter (where h.source_id is not null and h.done_at is null) as open, count(*) filter (where h.source_id is null) as silent
    from source s left join source_history h on h.account_id = s.account_id and h.source_id = s.id
    where s.account_id = ${accountId}`.execute(tx);
  const row = found.rows[0];
  if (!row?.connected || knownAt >= row.connected) return {};
  const day = (instant: string) => instant.slice(0, 10);
  const zh = language === 'zh-CN';
  const said = [
    zh
      ? `客户数据自 ${day(row.connected)} 起读取；此前的内容取自列表保留的历史版本，其间已删除的行无法还原。`
      : `The lists are read since ${day(row.connected)}; what is said of the time before is taken from the versions they kept. Rows that were deleted before are not in it.`,
  ];
  if (row.whole && knownAt < row.whole)
    said.push(zh ? `${day(row.whole)} 之前的历史版本已不完整。` : `Before ${day(row.whole)} some of those versions are no longer kept.`);
  if (row.open > 0) said.push(zh ? '历史版本仍在读取中。' : 'They are still being read.');
  if (row.silent > 0) said.push(zh ? '部分来源不保留历史版本。' : 'Some sources keep no versions.');
  return { pastNote: said.join(' ') };
}
