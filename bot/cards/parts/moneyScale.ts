import type { Language } from '../../../src/model/index.ts';

/** The largest first: what a language counts large amounts in. */
const steps: Readonly<Record<Language, readonly (readonly [size: number, sign: string])[]>> = {
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ],
  'zh-CN': [
    [1e8, '亿'],
    [1e4, '万'],
  ],
};

/**
 * In what a chart's bars are written, so that the numbers over them fit: 4.07 beside an axis of "USD M", not 4065068.
 * @returns what to multiply amounts by, and the axis's title
 */
export function moneyScale(largest: number, currency: string, language: Language): { scale: number; title: string } {
  const step = steps[language].find(([size]) => Math.abs(largest) >= size);
  return step
    ? { scale: 1 / step[0], title: language === 'en' ? `${currency} ${step[1]}` : `${step[1]} ${currency}` }
    : { scale: 1, title: currency };
}
