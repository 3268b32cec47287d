import { probablyOwnPersonIds } from '../../access/ownPersons.ts';
import { isManager } from '../../access/visit.ts';
import { fiscalYearBounds, fiscalYearOf } from '../../engine/index.ts';
import type { Tx } from '../../store/database.ts';
import type { NudgeReader } from '../presenters/nudges.ts';
import type { AskedOfAccount } from '../route.ts';

/** Who reads the nudges, and what of them is theirs. In a room nothing is anybody's. */
export async function readerOf(tx: Tx, asked: AskedOfAccount): Promise<NudgeReader> {
  const { account, caller, visit, language, today } = asked;
  const personIds = caller.directoryId === '' ? new Set<string>() : await probablyOwnPersonIds(tx, account.id, caller);
  return {
    accountId: account.id,
    visit,
    mine: { personIds, isManager: isManager(visit) },
    language,
    days: { asOf: today, yearEnd: fiscalYearBounds(fiscalYearOf(today, account.fiscalYearStart), account.fiscalYearStart).end },
    currency: account.currency,
  };
}
