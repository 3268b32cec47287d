import { model } from '../../model/index.ts';
import { MappingError } from './errors.ts';
import { fieldParser } from './fieldParser.ts';
import { nearest } from './nearest.ts';
import { type Cell, isEmptyCell, Unreadable } from './parse/cell.ts';
import type { AccountEntry } from './types.ts';

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};
const isMonthDay = (text: string): boolean => {
  const match = /^(\d\d)-(\d\d)$/.exec(text);
  // 28: a fiscal year does not start on a day that some months lack.
  return match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 12 && Number(match[2]) >= 1 && Number(match[2]) <= 28;
};
const further: Readonly<Record<string, { holds: (text: string) => boolean; expected: string }>> = {
  fiscalYearStart: { holds: isMonthDay, expected: 'the first day of the fiscal year as MM-DD, such as 07-01' },
  timeZone: { holds: isTimeZone, expected: 'a time zone of the IANA list, such as Europe/Berlin' },
};

/**
 * The mapping's `account`: every setting that a KPI reads, as the fields of the record type account.
 * @throws MappingError
 */
export function readAccountSettings(json: unknown): AccountEntry {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new MappingError('account', 'expected an object of settings');
  const known = Object.keys(model.account.fields);
  const settings: Record<string, AccountEntry[string]> = {};
  for (const [name, value] of Object.entries(json)) {
    if (!known.includes(name)) {
      const meant = nearest(name, known);
      throw new MappingError(
        `account.${name}`,
        `there is no such setting${meant ? `; did you mean ${meant}?` : ''} (known: ${known.join(', ')})`,
      );
    }
    const cell = value as Cell | { amount?: Cell; currency?: string };
    const isMoney = model.account.fields[name]?.kind === 'money' && typeof cell === 'object' && cell !== null && 'amount' in cell;
    const amount = (isMoney ? (cell as { amount: Cell }).amount : cell) as Cell;
    if (isEmptyCell(amount)) continue;
    const read = fieldParser('account', name, {})(amount, isMoney ? ((cell as { currency?: string }).currency ?? null) : null);
    const rule = further[name];
    if (read instanceof Unreadable || (rule && !rule.holds(String(read)))) {
      const expected = read instanceof Unreadable ? read.expected : (rule?.expected ?? '');
      throw new MappingError(`account.${name}`, `expected ${expected}, got ${JSON.stringify(value)}`);
    }
    settings[name] = read;
  }
  return settings;
}
