import type { Tx } from '../store/database.ts';
import { type FreshAsOf, freshness } from './freshness.ts';
import { type QuarantinedOf, quarantined } from './quarantined.ts';

/** What a reading rests on: how fresh its sources are, and which of their rows could not be understood. */
export interface DataHealth {
  freshAsOf: FreshAsOf;
  quarantined: QuarantinedOf;
}

export const dataHealth = async (tx: Tx, accountId: string): Promise<DataHealth> => ({
  freshAsOf: await freshness(tx, accountId),
  quarantined: await quarantined(tx, accountId),
});
