import type { Language } from '../../model/index.ts';
import { clauseInChinese, inChinese } from './chinese.ts';
import { type Cause, type Change, choose } from './choose.ts';
import { clauseInEnglish, inEnglish } from './english.ts';

export type { Cause, Change } from './choose.ts';

/** Why a KPI moved, in one sentence as a person would write it; null where there is nothing worth a sentence. */
export function sentenceOf(language: Language, change: Change): string | null {
  const saying = choose(language, change);
  if (saying === null) return null;
  return language === 'en' ? inEnglish(saying) : inChinese(saying);
}

/** What happened to one cause, without how much: 'Contoso Japan renewed'. */
export const clauseOf = (language: Language, cause: Cause): string => (language === 'en' ? clauseInEnglish(cause) : clauseInChinese(cause));
