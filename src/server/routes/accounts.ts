import type { NewestReading } from '../../engine/storedReadings.ts';
import { kpiById, kpis } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import { type Accounts, type HeadlineReading, operations } from '../contract.ts';
import { amountsOf, valueOrNull } from '../presenters/amounts.ts';
import { callerRoute } from '../route.ts';

/** In their order. */
const headlineKpis = kpis.filter((kpi) => kpi.headline !== undefined).sort((a, b) => (a.headline ?? 0) - (b.headline ?? 0));

/** The portfolio: the newest stored readings, in the caller's accounts alone. */
export const accounts = callerRoute({
  operation: operations.accounts,
  async answer({ caller, language }, { accounts, db, engine }) {
    const mine = await accounts.of(caller.directoryId);
    const ids = mine.map((account) => account.id);
    const stored = await db.transaction(ids, async (tx) => {
      const ofRole = (isManagers: boolean) => mine.filter(({ role }) => (role === 'manager') === isManagers).map(({ id }) => id);
      return [
        ...(await engine.newestReadings(tx, ofRole(true), headlineKpis, 'each')),
        ...(await engine.newestReadings(tx, ofRole(false), headlineKpis, 'together')),
      ];
    });
    const byAccount = Map.groupBy(stored, (reading) => reading.accountId);
    const body: Accounts = {
      accounts: mine.map(({ id, slug, name, role, currency }) => ({
        id,
        slug,
        name,
        role,
        headline: (byAccount.get(id) ?? []).flatMap((reading) => presentHeadline(reading, currency, language)),
      })),
    };
    return { body };
  },
});

function presentHeadline(stored: NewestReading, currency: string, language: Language): HeadlineReading[] {
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
