import type * as engine from '../../engine/types.ts';
import { kpiById } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import type * as contract from '../contract.ts';
import { amountsOf, presentReading, valueOrNull } from './amounts.ts';
import type { Owner } from './lists.ts';
import { isSliced, withoutTooFew } from './respondents.ts';

export function presentWhatIf(whatIf: engine.WhatIf, question: engine.Question, currency: string, language: Language): contract.WhatIf {
  return {
    horizon: whatIf.horizon,
    kpis: whatIf.kpis.flatMap((read) => {
      const kpi = kpiById(read.id);
      if (!kpi) return [];
      const amounts = amountsOf(read.id, currency);
      const reading = (end: engine.Reading) => presentReading(amounts, withoutTooFew(read.id, isSliced(question), end));
      return {
        id: read.id,
        title: kpi.title[language],
        unit: kpi.unit,
        better: kpi.better,
        headline: kpi.headline !== undefined,
        horizon: read.horizon,
        before: reading(read.before),
        after: reading(read.after),
        target: valueOrNull(amounts, read.target),
        statusBefore: read.statusBefore,
        statusAfter: read.statusAfter,
      };
    }),
  };
}

/** @param ownerOf whose a move is, as far as the caller may know. */
export function presentGoalSeek(
  goal: engine.GoalSeek,
  asked: { kpi: string; question: engine.Question; currency: string; language: Language; ownerOf: (ownerId: string | null) => Owner },
): contract.GoalSeek {
  const amounts = amountsOf(asked.kpi, asked.currency);
  const reading = (read: engine.Reading) => presentReading(amounts, withoutTooFew(asked.kpi, isSliced(asked.question), read));
  return {
    kpi: asked.kpi,
    unit: kpiById(asked.kpi)?.unit ?? 'count',
    target: valueOrNull(amounts, goal.target),
    horizon: goal.horizon,
    before: reading(goal.before),
    after: reading(goal.after),
    moves: goal.moves.map((move) => ({
      kind: move.kind,
      recordType: move.recordType,
      recordId: move.recordId,
      label: move.label,
      text: move.text[asked.language],
      changes: move.changes.map(({ recordType, recordId, set, delete: deleted }) => ({
        recordType,
        recordId,
        set: { ...set },
        ...(deleted === undefined ? {} : { delete: deleted }),
      })),
      adds: valueOrNull(amounts, move.adds),
      readingAfter: reading(move.readingAfter),
      dueOn: move.dueOn,
      ...asked.ownerOf(move.ownerId),
      sourceUrl: move.sourceUrl,
    })),
    reached: goal.reached,
    smallest: goal.smallest,
  };
}
