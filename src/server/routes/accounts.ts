import { kpiById } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import { type Accounts, type HeadlineReading, operations } from '../contract.ts';
import type { Headlines } from '../house.ts';
import { amountsOf, valueOrNull } from '../presenters/amounts.ts';
import { callerRoute } from '../route.ts';

/** The portfolio: the newest stored readings, in the caller's accounts alone. */
export const accounts = callerRoute({
  operation: operations.accounts,
  async answer({ caller, language }, { accounts, db, engine }) {
    const mine = await accounts.of(caller.directoryId);
    const ids = mine.map((account) => account.id);
    const headlines = ids.length === 0 ? [] : await db.transaction(ids, (tx) => engine.headlines(tx, ids));
    const byAccount = new Map(headlines.map((entry) => [entry.accountId, entry.kpis]));
    const body: Accounts = {
      accounts: mine.map(({ id, slug, name, role, currency }) => ({ id, slug, name, role, headline: (byAccount.get(id) ?? []).flatMap((stored) => presentHeadline(stored, currency, language)) })),
    };
    return { body };
  },
});

function presentHeadline(stored: Headlines['kpis'][number], currency: string, language: Language): HeadlineReading[] {
  const kpi = kpiById(stored.kpi);
  if (!kpi) return [];
  const amounts = amountsOf(kpi.id, currency);
  return [
    {
      id: kpi.id,
      title: kpi.title[language],
      unit: kpi.unit,
      better: kpi.better,
      value: valueOrNull(amounts, stored.value),
      numerator: amounts.part(stored.numerator),
      denominator: amounts.part(stored.denominator),
      records: stored.records,
      asOf: stored.onDate,
      knownAt: stored.knownAt,
    },
  ];
}
