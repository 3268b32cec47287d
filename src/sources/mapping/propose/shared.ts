import type { RecordType } from '../../../model/index.ts';
import type { ColumnProfile } from './column.ts';
import { both } from './texts.ts';
import type { Question } from './types.ts';
import { wordsOf } from './words.ts';

const names = [
  'customer group',
  'customer group name',
  'global account',
  'global account name',
  'global customer',
  'group customer',
  'global parent',
  'account group',
  'corporate group',
  '集团',
  '集团客户',
  '客户集团',
  '客户组',
  '集团名称',
].map((name) => {
  const { tokens, han } = wordsOf(name);
  return `${[...tokens].sort().join(' ')}|${han}`;
});
const often: ReadonlySet<RecordType> = new Set(['revenue', 'opportunity', 'agreement', 'organization', 'deployment', 'score', 'contact']);

/** One list for all customers: which rows are this account's must be said before anything of it is kept. */
export function sharedListQuestion(type: RecordType, profiles: readonly ColumnProfile[]): Question | null {
  if (!often.has(type)) return null;
  const column = profiles.find((profile) => {
    const { tokens, han } = wordsOf(profile.header);
    return names.includes(`${[...tokens].sort().join(' ')}|${han}`) && profile.values.length >= 2;
  });
  if (!column) return null;
  const { header, ref } = column;
  const candidates = column.values.slice(0, 20).map(({ text, count }) => ({
    label: both(`only rows whose ‘${header}’ is ‘${text}’`, `仅“${header}”为“${text}”的行`),
    mapping: null,
    where: { column: ref, equals: text },
    confidence: Math.round(Math.min(0.75, count / Math.max(1, column.filled)) * 100) / 100,
    reason: both(`${count} of ${column.filled} rows`, `${column.filled} 行中的 ${count} 行`),
  }));
  const every = {
    label: both('every row', '所有行'),
    mapping: null,
    confidence: 0.3,
    reason: both('all are of this account', '全部属于本客户'),
  };
  return {
    field: 'where',
    text: both(`‘${header}’ names several customers: which rows are this account’s?`, `“${header}”包含多个客户：哪些行属于本客户？`),
    candidates: [...candidates, every],
    isNeeded: true,
  };
}
