import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import type { State } from './state.ts';
import { relations } from './state.ts';

/** The account's settings that the engine reads, in a state, with the defaults of KPIS.md filled in. */
export interface AccountSettings {
  name: string;
  currency: string;
  /** 'MM-DD'. */
  fiscalYearStart: string;
  timeZone: string;
}

const defaults: AccountSettings = { name: '', currency: 'USD', fiscalYearStart: '07-01', timeZone: 'UTC' };
const isMonthDay = (text: string | null): text is string =>
  text !== null && /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) && text !== '02-29';

export async function accountSettings(tx: Tx, accountId: string, state: State): Promise<AccountSettings> {
  const found = await sql<{ name: string | null; currency: string | null; fiscal_year_start: string | null; time_zone: string | null }>`
    with ${relations(accountId, state, ['account'])} select name, currency, fiscal_year_start, time_zone from account`.execute(tx);
  const row = found.rows[0];
  return {
    name: row?.name ?? defaults.name,
    currency: row?.currency ?? defaults.currency,
    fiscalYearStart: isMonthDay(row?.fiscal_year_start ?? null) ? (row?.fiscal_year_start as string) : defaults.fiscalYearStart,
    timeZone: row?.time_zone ?? defaults.timeZone,
  };
}
