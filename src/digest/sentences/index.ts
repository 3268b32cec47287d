import type { Language } from '../../model/index.ts';
import { inChinese } from './chinese.ts';
import { type Change, choose } from './choose.ts';
import { inEnglish } from './english.ts';

export type { Cause, Change } from './choose.ts';

/** Why a KPI moved, in one sentence as a person would write it; null where there is nothing worth a sentence. */
export function sentenceOf(language: Language, change: Change): string | null {
  const saying = choose(language, change);
  if (saying === null) return null;
  return language === 'en' ? inEnglish(saying) : inChinese(saying);
}
