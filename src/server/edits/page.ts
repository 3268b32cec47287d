import { sql } from 'kysely';
import { canSeeEveryEdit, canSeeWhoEdited } from '../../access/policies/edits.ts';
import { model } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import { type EditRow, fromStored, keptForDays } from '../../writeback/queue/index.ts';
import type { Edit } from '../contract.ts';
import { namesByDirectoryId, titlesOf } from '../records/names.ts';
import type { AskedOfAccount } from '../route.ts';

const openStates = ['waiting', 'writing', 'asking', 'conflict', 'refused'];

interface Wanted {
  id?: string;
  state?: string | undefined;
  mine?: boolean;
}

/** The caller's edits; a manager's of everybody. The newest first. */
export async function editsPage(
  tx: Tx,
  asked: Pick<AskedOfAccount, 'account' | 'visit' | 'caller' | 'language'>,
  { id, state, mine }: Wanted,
  { page, limit }: { page: number; limit: number },
  now: Date,
): Promise<{ total: number; edits: Edit[] }> {
  const { account, visit, caller } = asked;
  const states = state === 'open' ? openStates : state === 'waiting' ? ['waiting', 'writing'] : state === undefined ? null : [state];
  const conditions = sql`account_id = ${account.id}
    and ${id === undefined ? sql`true` : sql`id::text = ${id}`}
    and ${states === null ? sql`true` : sql`state in (${sql.join(states)})`}
    and ${mine || !canSeeEveryEdit(visit) ? sql`directory_id = ${caller.directoryId}` : sql`true`}`;
  const total = await sql<{ n: number }>`select count(*)::int as n from edit where ${conditions}`.execute(tx);
  const found = await sql<Parameters<typeof fromStored>[0]>`
    select * from edit where ${conditions} order by seq desc limit ${limit} offset ${(page - 1) * limit}`.execute(tx);
  const rows = found.rows.map(fromStored);
  const names = await namesOf(tx, account.id, rows);
  return { total: total.rows[0]?.n ?? 0, edits: rows.map((row) => present(row, asked, names, now)) };
}

interface Names {
  titles: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
}
const keyOf = ({ recordType, recordId }: Pick<EditRow, 'recordType' | 'recordId'>) => `${recordType} ${recordId}`;

async function namesOf(tx: Tx, accountId: string, rows: readonly EditRow[]): Promise<Names> {
  const titles = new Map<string, string>();
  for (const recordType of new Set(rows.map((row) => row.recordType))) {
    const ids = rows.filter((row) => row.recordType === recordType).map((row) => row.recordId);
    for (const [recordId, title] of await titlesOf(tx, accountId, recordType, ids)) titles.set(keyOf({ recordType, recordId }), title);
  }
  return {
    titles,
    people: await namesByDirectoryId(
      tx,
      accountId,
      rows.map((row) => row.by),
    ),
  };
}

function present(
  row: EditRow,
  { visit, caller, language }: Pick<AskedOfAccount, 'visit' | 'caller' | 'language'>,
  names: Names,
  now: Date,
): Edit {
  const isMine = row.by === caller.directoryId;
  const state = row.state === 'writing' ? 'waiting' : row.state;
  const isRecent = row.settledAt !== null && Date.parse(row.settledAt) > now.getTime() - keptForDays.undo * 86_400_000;
  const label = (field: string) => model[row.recordType].fields[field]?.label[language] ?? field;
  return {
    ...{ id: row.id, recordType: row.recordType, recordId: row.recordId, title: names.titles.get(keyOf(row)) ?? null, state },
    fields: Object.keys(row.wished ?? {}).map((field) => ({
      ...{ field, label: label(field), before: row.seen?.[field] ?? null, after: row.wished?.[field] ?? null },
    })),
    isMine,
    by: isMine || canSeeWhoEdited(visit) ? (names.people.get(row.by) ?? null) : null,
    ...{ askedAt: row.askedAt, retryAt: state === 'waiting' ? row.notBefore : null, settledAt: row.settledAt, undoes: row.undoes },
    problem: row.problem as Edit['problem'],
    canUndo: row.state === 'written' && isRecent && row.cellsBefore !== null,
    canRetry: isMine && ['asking', 'conflict', 'refused'].includes(row.state),
    canWithdraw: ['waiting', 'asking', 'conflict', 'refused'].includes(row.state),
  };
}
