import { sql } from 'kysely';
import { nearest } from '../config.ts';
import { personNames } from '../engine/breakdown.ts';
import type { Question } from '../engine/types.ts';
import { kpiById, kpis } from '../kpis/index.ts';
import type { Tx } from '../store/database.ts';
import type { House } from './house.ts';
import { ProblemError } from './problems.ts';
import { questionOf } from './question.ts';
import type { AskedOfAccount } from './route.ts';

type QuestionQuery = Parameters<typeof questionOf>[2];

/** Reads in the scope of the one account: row-level security shows nothing else. */
export const inAccount = <T>(asked: AskedOfAccount, house: House, work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.db.transaction([asked.account.id], work);

export const reading = <T>(
  asked: AskedOfAccount & { query: QuestionQuery },
  house: House,
  work: (tx: Tx, question: Question) => Promise<T>,
): Promise<T> => inAccount(asked, house, async (tx) => work(tx, await questionOf(tx, asked, asked.query)));

/** The KPI that the path names. */
export function kpiOf(asked: AskedOfAccount): string {
  const id = asked.path.kpi ?? '';
  if (kpiById(id)) return id;
  throw new ProblemError(
    'unknown-kpi',
    `There is no KPI "${id.slice(0, 80)}"; the nearest is ${nearest(
      id.slice(0, 80),
      kpis.map((kpi) => kpi.id),
    )}.`,
  );
}

/** The account's reporting currency as it was known. */
export async function currencyOf(tx: Tx, asked: AskedOfAccount, knownAt: string | null): Promise<string> {
  if (knownAt === null) return asked.account.currency;
  const found = await sql<{ currency: string | null }>`
    select currency from account where account_id = ${asked.account.id} and known_from <= ${knownAt}::timestamptz and ${knownAt}::timestamptz < known_until limit 1`.execute(
    tx,
  );
  return found.rows[0]?.currency ?? 'USD';
}

export async function namesOf(tx: Tx, accountId: string, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids.filter((id): id is string => id !== null))];
  return asked.length === 0 ? new Map() : personNames({ tx, accountId }, asked);
}

/** The path of the page after this one, or null. */
export function nextPage(url: string, { page, limit }: { page: number; limit: number }, total: number): string | null {
  if (page * limit >= total) return null;
  const next = new URL(url, 'http://localhost');
  next.searchParams.set('page', String(page + 1));
  return next.pathname + next.search;
}
