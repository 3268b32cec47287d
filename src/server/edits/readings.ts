import { standings } from '../../engine/scorecard.ts';
import { kpiById, kpis } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import { valueIn } from '../../nudges/wording.ts';
import type { Written } from '../contract.ts';
import type { House } from '../house.ts';
import { amountsOf, valueOrNull } from '../presenters/amounts.ts';
import { inAccount } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';

/** Every KPI's reading of today. */
export type Readings = ReadonlyMap<string, string | null>;

export const readings = (asked: AskedOfAccount, house: House): Promise<Readings> =>
  inAccount(asked, house, async (tx) => {
    const question = { accountId: asked.account.id, asOf: asked.today, knownAt: null, period: 'fytd', slice: {} };
    return new Map((await standings(tx, question, kpis)).map(({ kpi, reading }) => [kpi.id, reading.value]));
  });

/** Those that moved. @param always the KPI that is told of also where it did not move */
export function moves(
  before: Readings,
  after: Readings,
  { language, currency, always }: { language: Language; currency: string; always: string | null },
): Written['kpis'] {
  const moved = kpis.map((kpi) => kpi.id).filter((id) => id !== always && before.get(id) !== after.get(id));
  return [...(always === null ? [] : [always]), ...moved].map((id) => {
    const [was, is] = [before.get(id) ?? null, after.get(id) ?? null];
    const amounts = amountsOf(id, currency);
    return {
      id,
      title: kpiById(id)?.title[language] ?? id,
      unit: kpiById(id)?.unit ?? 'count',
      before: valueOrNull(amounts, was),
      after: valueOrNull(amounts, is),
      text: told(language, id, was, is, currency),
    };
  });
}

/** 'Pipeline coverage went from 172.3 % to 179 %.' */
function told(language: Language, kpi: string, before: string | null, after: string | null, currency: string): string {
  const title = kpiById(kpi)?.title[language] ?? kpi;
  const [was, is] = [valueIn(language, kpi, before, currency), valueIn(language, kpi, after, currency)];
  if (language === 'en') return before === after ? `${title} stays at ${is} today.` : `${title} went from ${was} to ${is}.`;
  return before === after ? `“${title}”今天仍为 ${is}。` : `“${title}”由 ${was} 变为 ${is}。`;
}
