import { type Language, model } from '../../model/index.ts';
import { type Making, makingState } from '../../provision/makings.ts';
import type { ListMaking } from '../contract.ts';
import { type ProblemKey, problemTypes } from '../problems.ts';

export function presentMaking(making: Making, now: Date, language: Language): ListMaking {
  const { id, startedAt, endedAt, lists } = making;
  return {
    ...{ id, startedAt, endedAt, language: making.language },
    state: makingState(making, now),
    lists: lists.map(({ problem, ...entry }) => ({
      ...entry,
      label: model[entry.recordType].label[language],
      problem: problem && { type: problem.type, text: textOf(problem, language) },
    })),
  };
}

function textOf({ type, detail }: { type: string; detail: string | null }, language: Language): string {
  const title = Object.hasOwn(problemTypes, type) ? problemTypes[type as ProblemKey].title[language] : type;
  return detail ? `${title}. ${detail}` : title;
}
