import { type RecordType, recordTypes } from '../../../model/index.ts';
import { type ColumnProfile, looksLikeKey, shareWhere } from './column.ts';
import { typeTerms } from './headers.ts';
import { both, joined } from './texts.ts';
import type { Candidate } from './types.ts';
import { wordsOf } from './words.ts';

const keyWords = new Set([
  'id',
  'key',
  'number',
  'code',
  'cod',
  'ref',
  'referenc',
  'record',
  'internal',
  'external',
  'unique',
  'object',
  'row',
  'system',
  'nr',
]);
const keyHan = /^(编号|唯一编号|记录编号|主键|流水编号|内部编号|系统编号)$/;

/** What of a header is left when the words for a key are taken off; null: there were none. */
function keyOf(header: string): { tokens: readonly string[]; han: string } | null {
  const { tokens, han } = wordsOf(header);
  if (keyHan.test(han)) return { tokens: [], han: '' };
  if (han !== '') return han.endsWith('编号') ? { tokens: [], han: han.slice(0, -2) } : null;
  const [only] = tokens;
  const run = tokens.length === 1 ? /^(.{3,})id$/.exec(only as string)?.[1] : undefined;
  if (run !== undefined && recordTypes.some((type) => typeTerms(type).includes(run))) return { tokens: wordsOf(run).tokens, han: '' };
  const rest = tokens.filter((token) => !keyWords.has(token));
  return rest.length < tokens.length ? { tokens: rest, han: '' } : null;
}

const isNameOf = (type: RecordType, rest: { tokens: readonly string[]; han: string }): boolean =>
  typeTerms(type).some((term) => {
    const wanted = wordsOf(term);
    return rest.han !== ''
      ? wanted.han === rest.han
      : wanted.han === '' && rest.tokens.length > 0 && [...rest.tokens].sort().join(' ') === [...wanted.tokens].sort().join(' ');
  });

/** How well a header names the id of a type: 'Opportunity ID', 'Deal no.', 'Id', '商机编号'. */
function headerOfKey(header: string, type: RecordType, list: string): number {
  const rest = keyOf(header);
  const plain = wordsOf(header);
  if (!rest) return isNameOf(type, plain) ? 0.6 : 0;
  if (rest.han === '' && rest.tokens.length === 0) return 0.97;
  if (isNameOf(type, rest)) return 0.99;
  if (recordTypes.some((other) => other !== type && isNameOf(other, rest))) return 0.2;
  // 'Answer no.' of a list 'Survey answers', 'Measurement no.' of 'Deployment measurements'.
  const named = wordsOf(list);
  if (rest.tokens.length > 0 && rest.tokens.every((token) => named.tokens.includes(token))) return 0.95;
  return 0.7;
}

/** The columns that may hold the id, likeliest first; each row needs one, and each its own. */
export function keyCandidates(
  type: RecordType,
  profiles: readonly ColumnProfile[],
  list: string,
): (Candidate & { column: string | null })[] {
  const found: (Candidate & { column: string; isKey: boolean })[] = [];
  for (const profile of profiles) {
    if (profile.filled === 0 || profile.column.kind) continue;
    const header = headerOfKey(profile.header, type, list);
    const present = profile.filled / profile.rows;
    const distinct = profile.values.length / profile.filled;
    const keyLike = shareWhere(profile, (_, text) => looksLikeKey(text));
    if (present < 0.9 || distinct < 0.95 || profile.values.some(({ text }) => text.length > 300)) continue;
    const isName = (type === 'organization' || type === 'partner' || type === 'member') && isNamed(type, profile);
    // Few rows are unique by chance.
    const chance = profile.rows < 5 ? 0.9 : 1;
    const fromValues = keyLike > 0.9 && isTextKey(profile) ? 0.55 : 0;
    const confidence = Math.min(
      0.99,
      Math.max(
        header >= 0.9 ? header * (keyLike > 0.5 ? 1 : 0.95) : header >= 0.6 && keyLike > 0.9 ? header + 0.05 : header,
        fromValues,
        isName ? 0.82 : 0,
      ) * chance,
    );
    if (confidence < 0.45) continue;
    found.push({
      column: profile.ref,
      isKey: keyOf(profile.header) !== null,
      label: both(`‘${profile.header}’`, `“${profile.header}”`),
      mapping: { column: profile.ref },
      confidence,
      reason: joined(
        header >= 0.6
          ? both(`the header ‘${profile.header}’ names a key`, `列名“${profile.header}”表示编号`)
          : isName
            ? both(`‘${profile.header}’ names each record`, `“${profile.header}”可区分每条记录`)
            : null,
        both(
          `${profile.filled} of ${profile.rows} rows have a value, ${profile.values.length} of them different`,
          `${profile.rows} 行中有 ${profile.filled} 行有值，其中 ${profile.values.length} 个互不相同`,
        ),
      ),
    });
  }
  // A name stands for a key only where there is none.
  const hasKey = found.some(({ isKey, confidence }) => isKey && confidence >= 0.6);
  const ranked = found.map((candidate) =>
    hasKey && !candidate.isKey ? { ...candidate, confidence: Math.min(candidate.confidence, 0.6) } : candidate,
  );
  return ranked.sort((a, b) => b.confidence - a.confidence || (a.column < b.column ? -1 : 1));
}

const isTextKey = (profile: ColumnProfile): boolean => profile.values.every(({ cell }) => typeof cell === 'string');

/** An organization's name can stand for its id, where a list has no key. */
function isNamed(type: RecordType, profile: ColumnProfile): boolean {
  const words = wordsOf(profile.header);
  const bare = { tokens: words.tokens.filter((token) => token !== 'name'), han: words.han.replace(/名称$/, '') };
  if (type === 'member')
    return (
      shareWhere(profile, (_, text) => /\s/.test(text) || /@/.test(text)) > 0.8 &&
      /name|agent|rep|member|email|姓名|成员|销售/i.test(profile.header)
    );
  return isNameOf(type, bare) || ((words.tokens.join(' ') === 'name' || words.han === '名称') && profile.values.length === profile.filled);
}

/** Where nothing in a row is its own: the source's number of the row. */
export const rowAsKey: Candidate = {
  label: both('the number of the row', '行号'),
  mapping: { row: true },
  confidence: 0.8,
  reason: both(
    'no column holds a key of its own for each row: the source’s own number of the row stands for it',
    '没有列能唯一标识每一行，以来源的行号代替',
  ),
};
