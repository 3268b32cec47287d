import type { Text } from '../../../model/index.ts';
import { Unreadable } from '../parse/cell.ts';
import { currenciesOf, parseCurrency } from '../parse/currency.ts';
import { profilesOf } from './column.ts';
import { currencyColumns } from './currencies.ts';
import { round } from './entry.ts';
import { both } from './texts.ts';
import { type ListProposal, type ListSample, sureFrom } from './types.ts';

export interface SettingProposal {
  setting: 'currency' | 'fiscalYearStart' | 'timeZone';
  /** Likeliest first; the first is sure where its confidence says so. */
  candidates: readonly { value: string; confidence: number; reason: Text }[];
}

/** In which currencies the amounts of these lists are, the most frequent first. */
function currenciesIn(samples: readonly ListSample[], proposals: readonly ListProposal[]): [string, number][] {
  const counted = new Map<string, number>();
  const add = (currency: string, count: number) => counted.set(currency, (counted.get(currency) ?? 0) + count);
  for (const [index, sample] of samples.entries()) {
    const entry = proposals[index]?.entry;
    if (!entry || entry.recordType === 'rate') continue;
    const profiles = profilesOf(sample.columns, sample.rows);
    for (const profile of currencyColumns(profiles)) {
      for (const { text, count } of profile.values) {
        const currency = parseCurrency(text);
        if (currency !== null && !(currency instanceof Unreadable)) add(currency, count);
      }
    }
    for (const { mapping } of entry.fields) {
      const profile = profiles.find(({ ref }) => ref === mapping.column);
      if (mapping.currency && profile) add(mapping.currency, profile.filled);
      else if (profile && !mapping.currencyColumn)
        for (const { text, count } of profile.values)
          for (const mark of text.match(/[€£₹₩]|US\$|HK\$/g) ?? []) add(currenciesOf(mark)[0] as string, count);
    }
  }
  return [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** The account's settings, as far as lists can tell. `timeZone`: of the computer that asks. */
export function proposeSettings(samples: readonly ListSample[], proposals: readonly ListProposal[], timeZone: string): SettingProposal[] {
  const currencies = currenciesIn(samples, proposals);
  const all = currencies.reduce((sum, [, count]) => sum + count, 0);
  const isOne = currencies.length === 1;
  const seen = currencies.map(([value, count]) => ({
    value,
    // Several currencies: in which of them the account reports is the account's own decision.
    confidence: isOne ? 0.9 : round(Math.min(sureFrom - 0.05, count / all)),
    reason: isOne
      ? both('every amount whose currency is stated is in it', '所有注明货币的金额均为此货币')
      : both(`${count} of ${all} amounts are in it`, `${all} 个金额中有 ${count} 个为此货币`),
  }));
  const usual = ['USD', 'EUR', 'CNY'].map((value) => ({
    value,
    confidence: 0.2,
    reason: both('nothing in the lists says a currency', '列表中没有货币信息'),
  }));
  const starts: readonly (readonly [string, Text])[] = [
    ['07-01', both('what is taken unless it is said', '未说明时采用')],
    ['01-01', both('the calendar year', '自然年')],
    ['04-01', both('from April', '四月起')],
    ['10-01', both('from October', '十月起')],
  ];
  return [
    { setting: 'currency', candidates: seen.length > 0 ? seen.slice(0, 8) : usual },
    { setting: 'fiscalYearStart', candidates: starts.map(([value, reason]) => ({ value, confidence: 0.3, reason })) },
    {
      setting: 'timeZone',
      candidates: [{ value: timeZone, confidence: 0.85, reason: both('the time zone of this computer', '本机的时区') }],
    },
  ];
}
