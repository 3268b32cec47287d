import { type Field, model, type RecordType, type Text } from '../../../model/index.ts';
import { fieldParser } from '../fieldParser.ts';
import { type Cell, Unreadable } from '../parse/cell.ts';
import { normalizeName } from '../references.ts';
import type { FieldMapping } from '../types.ts';
import { readChoices, readStages } from './choices.ts';
import { type ColumnProfile, isEmail, looksLikeKey, oncePerColumn, shareWhere } from './column.ts';
import { readDates } from './dates.ts';
import { headerFit } from './headers.ts';
import { currencyShare, readMoney } from './money.ts';
import { both, headerSays, joined, quoted, valuesSay } from './texts.ts';
import { type KnownByType, sureFrom } from './types.ts';

/** How a column would give a field. */
export interface Match {
  field: string;
  profile: ColumnProfile;
  mapping: FieldMapping;
  /** How well the header alone fits. */
  header: number;
  confidence: number;
  reason: Text;
  /** Where the values can be read in more ways than one: what a person must choose between. */
  readings: readonly { label: Text; mapping: FieldMapping }[];
}

/** What the values of a column say about a field. */
interface Evidence {
  share: number;
  /** What values that fit tell by themselves, without any header: 0 nothing, 1 everything. */
  telling: number;
  options: Partial<FieldMapping>;
  said: Text;
  /** `said` is the whole sentence; else it completes "98 of 100 values are …". */
  isSentence?: true;
  /** However well the header fits, a person must look at it. */
  isDoubtful?: boolean;
  readings?: Match['readings'];
}

const textual: ReadonlySet<Field['kind']> = new Set(['text', 'personal', 'note', 'person', 'texts']);
const isDateLike = oncePerColumn(
  (profile) =>
    profile.column.kind !== undefined || (shareWhere(profile, (cell) => typeof cell === 'string') > 0.5 && readDates(profile).share > 0.9),
);
const isNumeric = oncePerColumn(
  (profile) => shareWhere(profile, (cell, text) => typeof cell === 'number' || /^-?[\d.,\s]+$/.test(text)) > 0.9,
);

const parsed = new Map<string, (profile: ColumnProfile) => number>();
const parses = (type: RecordType, name: string, profile: ColumnProfile): number => {
  const field = `${type}.${name}`;
  const known = parsed.get(field) ?? oncePerColumn((column) => shareParsed(type, name, column));
  parsed.set(field, known);
  return known(profile);
};
const shareParsed = (type: RecordType, name: string, profile: ColumnProfile): number => {
  const parse = fieldParser(type, name, {});
  return shareWhere(profile, (cell) => {
    const value = parse(cell as Cell);
    return value !== null && !(value instanceof Unreadable);
  });
};

function textEvidence(name: string, field: Field, profile: ColumnProfile): Evidence {
  const emails = shareWhere(profile, (_, text) => isEmail(text));
  if (field.kind === 'personal' && field.attribute === 'address')
    return { share: emails, telling: 0.55, options: {}, said: both('e-mail addresses', '邮箱地址') };
  if (isDateLike(profile) || profile.values.every(({ cell }) => typeof cell === 'boolean'))
    return { share: 0, telling: 0, options: {}, said: both('texts', '文本') };
  const numbers = isNumeric(profile) && name !== 'product' && name !== 'record';
  if (numbers) return { share: 0, telling: 0, options: {}, said: both('texts', '文本') };
  // Keys name nothing that a person would read.
  const isKey = name === 'name' && profile.filled > 0 && shareWhere(profile, (_, text) => looksLikeKey(text)) > 0.9;
  if (isKey) return { share: 0.6, telling: 0, options: {}, said: both('texts', '文本') };
  if (field.kind === 'personal' && emails > 0.5) return { share: 1 - emails, telling: 0, options: {}, said: both('names', '姓名') };
  if (field.kind === 'person')
    return {
      share: 1,
      telling: 0,
      options: {},
      said: emails > 0.5 ? both('e-mail addresses', '邮箱地址') : both('names of people', '人名'),
    };
  return { share: 1, telling: 0, options: {}, said: both('texts', '文本') };
}

function dateEvidence(column: string, profile: ColumnProfile): Evidence {
  const reading = readDates(profile);
  return {
    share: reading.share,
    telling: 0,
    options: reading.format ? { format: reading.format } : {},
    said: reading.said,
    readings: reading.undecided.map((format) => ({
      label: both(`‘${column}’ as ${format}`, `“${column}”，格式 ${format}`),
      mapping: { column, format },
    })),
  };
}

function stageEvidence(profile: ColumnProfile): Evidence {
  const { keys, unfamiliar, unknown, values } = readStages(profile);
  const isClear = keys.includes('won') || keys.includes('lost');
  if (!isClear && keys.length === 0) return { share: 0, telling: 0, options: {}, said: both('open, won and lost', '进行中、赢单和丢单') };
  const odd = quoted(unfamiliar, 3);
  const open = quoted(
    unknown.filter((text) => !unfamiliar.includes(text)),
    4,
  );
  const exact = readChoices('opportunity', 'status', profile);
  return {
    // Whether a stage that nobody knows is open is a question, not a fault of the column.
    share: Math.max(
      shareWhere(profile, (_, text) => !unfamiliar.includes(text)),
      isClear ? 0.85 : 0,
    ),
    telling: isClear && unfamiliar.length === 0 ? 0.85 : isClear ? 0.6 : 0,
    isDoubtful: unfamiliar.length > 0,
    options: unknown.length > 0 ? { values: values ?? {} } : exact.values ? { values: exact.values } : {},
    said: both(
      `${keys.join(', ')}${open.en ? `; ${open.en} are read as open` : ''}${unfamiliar.length > 0 ? ` (not known: ${odd.en})` : ''}`,
      `${keys.join('、')}${open.zh ? `；${open.zh} 视为进行中` : ''}${unfamiliar.length > 0 ? `（未知：${odd.zh}）` : ''}`,
    ),
  };
}

function choiceEvidence(type: RecordType, name: string, profile: ColumnProfile): Evidence {
  if (type === 'opportunity' && name === 'status') return stageEvidence(profile);
  const reading = readChoices(type, name, profile);
  const keys = reading.keys.join(', ');
  const isWhole = reading.unknown.length === 0 && reading.keys.length >= 2;
  const odd = quoted(reading.unknown, 3);
  return {
    share: reading.share,
    telling: isWhole ? 0.85 : reading.keys.length >= 2 && reading.share >= 0.9 ? 0.6 : 0,
    options: reading.values ? { values: reading.values } : {},
    said: both(
      `${keys}${reading.unknown.length > 0 ? ` (not known: ${odd.en})` : ''}`,
      `${keys}${reading.unknown.length > 0 ? `（未知：${odd.zh}）` : ''}`,
    ),
  };
}

function referenceEvidence(field: Extract<Field, { refersTo: RecordType }>, profile: ColumnProfile, known: KnownByType): Evidence {
  const records = known.get(field.refersTo);
  const label = model[field.refersTo].label;
  const isMany = field.kind === 'references';
  if (isDateLike(profile) || profile.values.every(({ cell }) => typeof cell === 'boolean'))
    return { share: 0, telling: 0, options: {}, said: label };
  const parts = (text: string) => (isMany ? text.split(/[;；]/).map((part) => part.trim()) : [text]);
  if (!records || records.ids.size === 0) {
    const isKey = isNumeric(profile);
    return {
      share: 1,
      telling: 0,
      options: isKey ? {} : { match: 'name' },
      isSentence: true,
      said: both(`there are no records of the type ${label.en} yet to compare its values with`, `尚无${label['zh-CN']}记录可与其值比对`),
    };
  }
  const byId = shareWhere(profile, (_, text) => parts(text).every((part) => records.ids.has(part)));
  const byName = shareWhere(profile, (_, text) => parts(text).every((part) => records.names.has(normalizeName(part))));
  const isById = byId > byName;
  const share = Math.max(byId, byName);
  // Nothing of it is known: it may be another system's key. What is partly known is unmatched, and listed as such.
  return {
    share: share === 0 ? 0.6 : Math.max(share, 0.9),
    telling: share >= 0.9 && profile.values.length >= 2 ? (isById && isNumeric(profile) ? 0.3 : 0.7) : 0,
    options: isById ? {} : { match: 'name' },
    isSentence: true,
    said: isById
      ? both(
          `${Math.round(share * 100)} % of its values are ids of records of the type ${label.en}`,
          `${Math.round(share * 100)} % 的值是${label['zh-CN']}的编号`,
        )
      : both(
          `${Math.round(share * 100)} % of its values are names of records of the type ${label.en}`,
          `${Math.round(share * 100)} % 的值是${label['zh-CN']}的名称`,
        ),
  };
}

function moneyEvidence(type: RecordType, name: string, column: string, profile: ColumnProfile): Evidence {
  if (profile.column.kind) return { share: 0, telling: 0, options: {}, said: both('amounts', '金额') };
  const reading = readMoney(profile);
  const share = type === 'target' ? parses(type, name, profile) : reading.share;
  const currencies = reading.currencies.length > 1 ? reading.currencies : [];
  const readings = reading.undecidedDecimal
    ? [',' as const, '.' as const].map((decimal) => ({
        label: both(`‘${column}’ with ${decimal} before the decimals`, `“${column}”，小数点为 ${decimal}`),
        mapping: { column, ...reading.options, decimal },
      }))
    : currencies.map((currency) => ({
        label: both(`‘${column}’ in ${currency}`, `“${column}”，货币 ${currency}`),
        mapping: { column, ...reading.options, currency },
      }));
  return { share: readings.length > 0 ? Math.max(share, 0.95) : share, telling: 0, options: reading.options, said: reading.said, readings };
}

function evidenceOf(type: RecordType, name: string, field: Field, profile: ColumnProfile, known: KnownByType): Evidence {
  const column = profile.ref;
  switch (field.kind) {
    case 'date':
      return dateEvidence(column, profile);
    case 'choice':
      return choiceEvidence(type, name, profile);
    case 'reference':
    case 'references':
      return referenceEvidence(field, profile, known);
    case 'money':
      return moneyEvidence(type, name, column, profile);
    case 'boolean': {
      const words = new Set(profile.values.map(({ text }) => text.toLowerCase()));
      return {
        share: words.size > 2 ? Math.min(0.4, parses(type, name, profile)) : parses(type, name, profile),
        telling: 0,
        options: {},
        said: both('yes or no', '是或否'),
      };
    }
    case 'country':
    case 'countries':
      return {
        share: parses(type, name, profile),
        telling: profile.values.length >= 3 && shareWhere(profile, (_, text) => text.length >= 2) === 1 ? 0.55 : 0,
        options: {},
        said: both('countries', '国家或地区'),
      };
    case 'currency':
      return { share: currencyShare(profile), telling: 0.5, options: {}, said: both('currencies', '货币') };
    case 'number':
    case 'integer': {
      if (profile.column.kind) return { share: 0, telling: 0, options: {}, said: both('numbers', '数字') };
      return { share: parses(type, name, profile), telling: 0, options: {}, said: both('numbers', '数字') };
    }
    default:
      if (`${type}.${name}` === 'target.period')
        return { share: parses(type, name, profile), telling: 0.55, options: {}, said: both('fiscal years or quarters', '财年或季度') };
      return textEvidence(name, field, profile);
  }
}

/** How sure header and values together make it. */
function confidenceOf(header: number, isFilled: boolean, { share, telling }: Evidence): number {
  if (!isFilled) return header >= 0.93 ? header * 0.9 : header * 0.7;
  if (share < 0.5) return 0;
  const fit = share >= 0.95 ? 1 : share >= 0.85 ? 0.95 : share * 0.8;
  // Values that tell much lift a header that tells little, and the other way round.
  return Math.min(0.99, fit * Math.max(header, telling, 1 - (1 - header) * (1 - telling * 0.8)));
}

/** How a column would give a field, or null where it would not. */
export function matchColumn(type: RecordType, name: string, profile: ColumnProfile, known: KnownByType): Match | null {
  const field = model[type].fields[name] as Field;
  const { score } = headerFit(profile.header, type, name, field);
  if (score < 0.3 && (textual.has(field.kind) || ['date', 'number', 'integer', 'money', 'boolean'].includes(field.kind))) {
    if (!(field.kind === 'personal' && field.attribute === 'address') && name !== 'period') return null;
  }
  const evidence = evidenceOf(type, name, field, profile, known);
  const confidence = confidenceOf(score, profile.filled > 0, evidence);
  if (confidence < 0.3) return null;
  const readings = evidence.readings ?? [];
  return {
    field: name,
    profile,
    mapping: { column: profile.ref, ...evidence.options },
    header: score,
    // What can be read in two ways is never sure, however clear the header.
    confidence: readings.length > 0 || evidence.isDoubtful ? Math.min(confidence, sureFrom - 0.05) : confidence,
    reason: joined(
      headerSays(profile.header, name, score),
      evidence.isSentence && profile.filled > 0
        ? evidence.said
        : valuesSay(Math.round(evidence.share * profile.filled), profile.filled, evidence.said),
    ),
    readings,
  };
}

const told: ReadonlySet<Field['kind']> = new Set(['date', 'number', 'integer', 'money', 'boolean', 'choice', 'country', 'currency']);

/** A column whose values, and nothing else, would do for a field: good for a question only. */
export function matchByValues(type: RecordType, name: string, profile: ColumnProfile): Match | null {
  const field = model[type].fields[name] as Field;
  if (!told.has(field.kind) || profile.filled === 0) return null;
  const evidence = evidenceOf(type, name, field, profile, new Map());
  if (evidence.share < 0.9) return null;
  return {
    field: name,
    profile,
    mapping: { column: profile.ref, ...evidence.options },
    header: 0,
    confidence: 0.45,
    reason: joined(
      headerSays(profile.header, name, 0),
      valuesSay(Math.round(evidence.share * profile.filled), profile.filled, evidence.said),
    ),
    readings: [],
  };
}
