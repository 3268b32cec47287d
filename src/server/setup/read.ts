import { z } from 'zod';
import { kpis } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import { askReadiness } from '../../readiness/ask.ts';
import { stepsOf } from '../../readiness/steps.ts';
import { missingText, stepTitles, waitText } from '../../readiness/texts.ts';
import { stepOf, type Waiting } from '../../readiness/waits.ts';
import type { Tx } from '../../store/database.ts';
import type { Setup } from '../contract.ts';
import type { House } from '../house.ts';
import { questionOf } from '../question.ts';
import type { AskedOfAccount } from '../route.ts';

/** What the manager has said of setting up: kept with the workspace, for no KPI reads it. */
const Said = z.object({ skipped: z.array(z.string()).default([]), dismissed: z.array(z.string()).default([]) });
export type Said = z.infer<typeof Said>;
export const saidOf = (settings: Readonly<Record<string, unknown>>): Said =>
  Said.catch({ skipped: [], dismissed: [] }).parse(settings.setup ?? {});

/** The steps of setting up, and what is missing per KPI, as the account stands now. */
export async function readSetup(
  tx: Tx,
  house: Pick<House, 'engine'>,
  asked: Pick<AskedOfAccount, 'account' | 'visit' | 'today' | 'language'>,
  said: Said,
): Promise<Setup> {
  const { account, language } = asked;
  const question = await questionOf(tx, asked, {});
  const { facts, waits, scorecard, period } = await askReadiness(tx, house.engine, question, account.fiscalYearStart);
  const dismissed = new Set(said.dismissed);
  const open = waits.filter(({ key }) => !dismissed.has(key));
  const headline = scorecard.kpis.filter((kpi) => kpi.headline !== null);
  const { currency, fiscalYearStart, timeZone } = account;
  const steps = stepsOf({
    ...{ facts, language, waits: open, skipped: new Set(said.skipped) },
    account: { name: account.name ?? account.slug, currency, fiscalYearStart, timeZone },
    headlines: { count: headline.length, withTarget: headline.filter((kpi) => kpi.target !== null).length, period },
  });
  const needed = open.filter(({ neededBy }) => neededBy.length > 0);
  const waiting = new Set(needed.flatMap(({ neededBy }) => neededBy));
  return {
    steps: steps.map((step) => ({ ...step, title: stepTitles[step.key][language], waits: [...step.waits] })),
    missing: {
      ...{ waiting: waiting.size, of: kpis.length },
      text: waiting.size > 0 ? missingText[language](waiting.size, kpis.length) : null,
      waits: waits.map((wait) => presentWait(wait, dismissed.has(wait.key), language)),
      kpis: scorecard.kpis.map(({ id, title, group, value, note }) => ({
        ...{ id, title: title[language], group },
        hasReading: value !== null || note !== null,
        waitsFor: open.filter(({ neededBy, usefulFor }) => neededBy.includes(id) || usefulFor.includes(id)).map(({ key }) => key),
      })),
    },
    isComplete: needed.length === 0 && steps.every(({ state }) => state === 'done' || state === 'skipped'),
  };
}

function presentWait(wait: Waiting, isDismissed: boolean, language: Language): Setup['missing']['waits'][number] {
  const { key, kind, recordType, field, source, currencies, period, neededBy, usefulFor } = wait;
  const isNeeded = neededBy.length > 0;
  return {
    ...{ key, kind, recordType, field, period, isNeeded, isDismissed },
    step: stepOf[kind],
    source: source?.id ?? null,
    currencies: [...currencies],
    kpis: [...(isNeeded ? neededBy : usefulFor)],
    ...waitText(wait, kpis.length, language),
  };
}
