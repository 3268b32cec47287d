import { standings } from '../../engine/scorecard.ts';
import { kpiById, kpis } from '../../kpis/index.ts';
import { type Language, model, type RecordType } from '../../model/index.ts';
import { evaluateNudges } from '../../nudges/evaluate.ts';
import { valueIn } from '../../nudges/wording.ts';
import { type WrittenBack, writeBack } from '../../writeback/writeBack.ts';
import type { Written } from '../contract.ts';
import type { House } from '../house.ts';
import { amountsOf, valueOrNull } from '../presenters/amounts.ts';
import { inAccount } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';
import { explained } from './problems.ts';

export interface RecordEdit {
  recordType: RecordType;
  recordId: string;
  set: Readonly<Record<string, unknown>>;
  ifMatch?: string | undefined;
}

/**
 * Writes to the source as the caller, reads that one source at once, and tells which readings of today moved.
 * @param always the KPI that is told of also where it did not move
 */
export async function edit(asked: AskedOfAccount, house: House, wish: RecordEdit, always: string | null = null): Promise<Written> {
  const { account, caller, assertion, language, today } = asked;
  const before = await readings(asked, house);
  const parts = { db: house.db, graphAs: house.graphAs, clock: house.clock };
  const written = await writeBack(parts, { ...wish, accountId: account.id, by: caller.directoryId, assertion }).catch((error: unknown) => {
    throw explained(error, wish.recordType, language);
  });
  if (written.changed) await house.sync.syncNow(account.id, written.sourceId);
  await evaluateNudges(house.db, account.id, { today, now: house.clock() });
  return present(wish, written, before, await readings(asked, house), { language, currency: account.currency, always });
}

type Readings = ReadonlyMap<string, string | null>;

const readings = ({ account, today, ...asked }: AskedOfAccount, house: House): Promise<Readings> =>
  inAccount({ account, today, ...asked }, house, async (tx) => {
    const question = { accountId: account.id, asOf: today, knownAt: null, period: 'fytd', slice: {} };
    return new Map((await standings(tx, question, kpis)).map(({ kpi, reading }) => [kpi.id, reading.value]));
  });

function present(
  { recordType, recordId }: RecordEdit,
  written: WrittenBack,
  before: Readings,
  after: Readings,
  { language, currency, always }: { language: Language; currency: string; always: string | null },
): Written {
  const moved = kpis.map((kpi) => kpi.id).filter((id) => id !== always && before.get(id) !== after.get(id));
  return {
    recordType,
    recordId,
    changed: written.changed,
    fields: written.fields.map(({ field, ...values }) => ({
      field,
      label: model[recordType].fields[field]?.label[language] ?? field,
      ...values,
    })),
    kpis: [...(always === null ? [] : [always]), ...moved].map((id) => {
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
    }),
    sourceUrl: written.sourceUrl,
  };
}

/** 'Pipeline coverage went from 172.3 % to 179 %.' */
function told(language: Language, kpi: string, before: string | null, after: string | null, currency: string): string {
  const title = kpiById(kpi)?.title[language] ?? kpi;
  const [was, is] = [valueIn(language, kpi, before, currency), valueIn(language, kpi, after, currency)];
  if (language === 'en') return before === after ? `${title} stays at ${is} today.` : `${title} went from ${was} to ${is}.`;
  return before === after ? `“${title}”今天仍为 ${is}。` : `“${title}”由 ${was} 变为 ${is}。`;
}
