import { type Field, model, type RecordType } from '../../../model/index.ts';
import { distance } from '../nearest.ts';
import { type Words, wordsOf } from './words.ts';

/** How well a header fits a field, and the name of the field that it fits. */
export interface HeaderFit {
  score: number;
  term: string;
}
const none: HeaderFit = { score: 0, term: '' };

/** Words that many headers share: two names that have only these in common have nothing in common. */
const generic = new Set([
  'date',
  'on',
  'at',
  'time',
  'day',
  'nam',
  'name',
  'id',
  'number',
  'valu',
  'value',
  'type',
  'cod',
  'code',
  'amount',
  'key',
]);
const dateWords = new Set(['date', 'on', 'at', 'time', 'day', 'timestamp']);
/** Beside the name of a field these change nothing. */
const harmless = new Set([
  'current',
  'primary',
  'main',
  'total',
  'local',
  'global',
  'customer',
  'sale',
  'sales',
  'display',
  'full',
  'associat',
  'is',
  'to',
  'with',
  'for',
  'in',
]);
/** These turn a name into another: 'Last modified', 'Loss reason', 'Parent account', 'Amount (converted)'. */
const turning = new Set(
  wordsOf(
    'last previous next reason probability parent modified changed weighted duration count source phone fax street city zip postal url link notes description converted base stage next old score history created by',
  ).tokens,
);

/** The names under which a field is known: its label, its name in the model, what others call it, and for a reference what it refers to. */
function termsOf(type: RecordType, name: string, field: Field): readonly string[] {
  // An organization's column 'Customer name' is its own name, not that of another.
  const refers = (field.kind === 'reference' || field.kind === 'references') && field.refersTo !== type;
  const referred = refers ? typeTerms(field.refersTo) : [];
  return [field.label.en, field.label['zh-CN'], name, ...(field.alsoCalled ?? []), ...referred];
}
export const typeTerms = (type: RecordType): readonly string[] => {
  const { label, alsoCalled = [] } = model[type];
  return [label.en, label['zh-CN'], ...alsoCalled];
};

const isEmpty = (words: Words) => words.tokens.length === 0 && words.han === '';
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((word, index) => word === b[index]);
const sorted = (words: readonly string[]) => [...words].sort();
const without = (words: readonly string[], gone: ReadonlySet<string>) => words.filter((word) => !gone.has(word));

/** Takes a type's own name off a header: 'Opportunity name' of an opportunity is its name. */
function unqualified(words: Words, type: RecordType): Words[] {
  const results: Words[] = [];
  for (const term of typeTerms(type)) {
    const own = wordsOf(term);
    if (own.han && words.han.startsWith(own.han) && words.han.length > own.han.length)
      results.push({ ...words, han: words.han.slice(own.han.length) });
    if (own.tokens.length > 0 && own.tokens.every((token) => words.tokens.includes(token))) {
      const rest = without(words.tokens, new Set(own.tokens));
      if (rest.length > 0) results.push({ ...words, tokens: rest });
    }
  }
  return results;
}

/** A header as it stands, and without the type's own name. */
function formsOf(header: string, type: RecordType): readonly { words: Words; factor: number }[] {
  const key = `${type}\n${header}`;
  const known = formsKnown.get(key);
  if (known) return known;
  const words = wordsOf(header);
  const forms = [{ words, factor: 1 }, ...unqualified(words, type).map((form) => ({ words: form, factor: 0.97 }))];
  if (formsKnown.size < 20_000) formsKnown.set(key, forms);
  return forms;
}
const formsKnown = new Map<string, readonly { words: Words; factor: number }[]>();

/** Words that may stand or miss by the kind of the field. */
function optional(field: Field): ReadonlySet<string> {
  if (field.kind === 'date') return dateWords;
  if (field.kind === 'reference' || field.kind === 'references') return new Set(['name', 'nam', 'id', 'number', 'cod', 'code', 'key']);
  if (field.kind === 'person') return new Set(['name', 'nam', 'email', 'id']);
  if (field.kind === 'text' || field.kind === 'choice') return new Set(['name', 'nam', 'typ', 'type']);
  return new Set();
}

function hanScore(header: string, term: string, field: Field): number {
  if (header === term) return 1;
  const trim = (text: string) =>
    field.kind === 'reference' || field.kind === 'references' || field.kind === 'text' || field.kind === 'person'
      ? text.replace(/(名称|编号)$/, '')
      : text;
  if (trim(header) === trim(term) && trim(term) !== '') return 0.95;
  if (term.length >= 2 && header.includes(term)) return header.length - term.length <= 2 ? 0.7 : 0.55;
  if (header.length >= 2 && term.includes(header)) return 0.5;
  return 0;
}

function tokenScore(header: readonly string[], term: readonly string[], field: Field): number {
  if (term.length === 0 || header.length === 0) return 0;
  if (same(header, term)) return 1;
  const isFar = !header.some((word) => term.includes(word));
  if (isFar && (header.length !== term.length || Math.abs(header.join('').length - term.join('').length) > 2)) return 0;
  if (same(sorted(header), sorted(term))) return 0.96;
  const droppable = optional(field);
  const core = without(term, droppable);
  const shown = without(header, droppable);
  if (core.length > 0 && same(sorted(shown), sorted(core))) return 0.93;
  const joined = header.join('');
  const wanted = term.join('');
  if (header.length === term.length && joined.length >= 6 && distance(joined, wanted, 2) <= (wanted.length >= 10 ? 2 : 1)) return 0.78;
  const meaning = core.filter((word) => !generic.has(word));
  if (meaning.length > 0 && core.every((word) => shown.includes(word))) {
    const extras = without(shown, new Set(core));
    if (extras.some((word) => turning.has(word))) return 0.3;
    const heavy = extras.filter((word) => !harmless.has(word));
    return heavy.length === 0 ? 0.88 : heavy.length === 1 ? 0.6 : 0.45;
  }
  if (shown.some((word) => !generic.has(word)) && shown.every((word) => core.includes(word))) return 0.5;
  return 0;
}

/** Exports in capitals run words together: STAGENAME, OWNERID. */
function runTogether(header: Words, term: Words, field: Field): number {
  if (header.tokens.length !== 1 || header.letters.length < 5) return 0;
  if (header.letters === term.letters) return 0.97;
  const ending = field.kind === 'reference' || field.kind === 'references' || field.kind === 'person' ? /(name|id|number)$/ : /name$/;
  const bare = header.letters.replace(ending, '');
  return bare !== header.letters && bare === term.letters.replace(/name$/, '') ? 0.92 : 0;
}

/** Brackets can turn a name too: 'Amount (converted)'. */
const asideTurns = (words: Words): boolean => words.aside.some((aside) => wordsOf(aside).tokens.some((token) => turning.has(token)));

const fits = new Map<string, HeaderFit>();

/** How well a header names a field of a record type: 1 exactly, 0 not at all. */
export function headerFit(header: string, type: RecordType, name: string, field: Field): HeaderFit {
  const key = `${type}.${name}\n${header}`;
  const known = fits.get(key);
  if (known) return known;
  const fit = compare(header, type, name, field);
  if (fits.size < 50_000) fits.set(key, fit);
  return fit;
}

const keyWords = new Set(['id', 'number', 'cod', 'code', 'key']);
const named: ReadonlySet<Field['kind']> = new Set(['text', 'personal', 'note', 'choice', 'date', 'money', 'boolean']);
const isKeyed = (words: Words): boolean => words.tokens.some((token) => keyWords.has(token)) || words.han.endsWith('编号');

function compare(header: string, type: RecordType, name: string, field: Field): HeaderFit {
  const words = wordsOf(header);
  if (isEmpty(words)) return none;
  const forms = formsOf(header, type);
  let best = none;
  for (const term of termsOf(type, name, field)) {
    const wanted = wordsOf(term);
    if (best.score === 1) break;
    // 'Opportunity ID' does not name what 'Opportunity' names.
    if (named.has(field.kind) && isKeyed(words) && !isKeyed(wanted)) continue;
    for (const { words: form, factor } of forms) {
      const score =
        factor *
        (words.isShortened === wanted.isShortened ? 1 : 0.99) *
        Math.max(
          wanted.han && form.han ? hanScore(form.han, wanted.han, field) : 0,
          wanted.han ? 0 : form.han ? 0.5 * tokenScore(form.tokens, wanted.tokens, field) : tokenScore(form.tokens, wanted.tokens, field),
          wanted.han || form.han ? 0 : runTogether(form, wanted, field),
        );
      if (score > best.score) best = { score, term };
    }
  }
  return asideTurns(words) ? { ...best, score: Math.min(best.score, 0.55) } : best;
}

/** How well a list's name names a record type. */
export function listNameFit(list: string, type: RecordType): number {
  const words = wordsOf(list);
  let best = 0;
  for (const term of typeTerms(type)) {
    const wanted = wordsOf(term);
    if (wanted.han && words.han) {
      if (wanted.han === words.han) best = Math.max(best, 1);
      else if (words.han.includes(wanted.han) && wanted.han.length >= 2) best = Math.max(best, 0.8);
    }
    if (!wanted.han && wanted.tokens.length > 0) {
      if (same(sorted(words.tokens), sorted(wanted.tokens))) best = Math.max(best, 1);
      else if (wanted.tokens.every((token) => words.tokens.includes(token))) best = Math.max(best, 0.7);
    }
  }
  return best;
}
