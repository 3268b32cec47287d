import type { ColumnDefinition } from '@microsoft/microsoft-graph-types';
import { type Field, fieldsOf, type Language, model, type RecordType, type Text } from '../model/index.ts';
import type { FieldMapping } from '../sources/mapping/types.ts';
import { kindHints, ownKey, special, words } from './special.ts';
import { listTitle } from './titles.ts';

export type PlannedKind = 'text' | 'note' | 'number' | 'date' | 'choice' | 'boolean' | 'person' | 'lookup';

/** One column of a list that Account Pulse makes. */
export interface PlannedColumn {
  /** The internal name: it stays when people rename the column. */
  name: string;
  /** The field that it gives; null: none (the mark of sample rows, the name of records that have none). */
  field: string | null;
  label: string;
  description: string;
  kind: PlannedKind;
  isSeveral: boolean;
  choices: readonly string[] | null;
  refersTo: RecordType | null;
  /** What Graph is asked for; of a lookup without the list that it points into. */
  definition: ColumnDefinition;
}
export interface ListPlan {
  recordType: RecordType;
  title: string;
  description: string;
  /** What Title is called here, and the field that it gives. */
  titleColumn: { label: string; description: string; field: string | null };
  columns: readonly PlannedColumn[];
}

const prefix = 'Pulse';
const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
export const columnName = (field: string): string => prefix + upper(field);
/** The column by which a list is known as ours, and for which records; nobody can rename it. */
export const markName = (type: RecordType): string => `${prefix}Sample_${type}`;
export const markedType = (name: string): string | null => /^PulseSample_(\w+)$/.exec(name)?.[1] ?? null;

const referred = new Set(
  Object.values(model).flatMap(({ type, fields }) =>
    Object.entries(fields).flatMap(([name, field]) => {
      const to = 'refersTo' in field ? field.refersTo : special[`${type}.${name}`]?.refersTo;
      return to ? [to] : [];
    }),
  ),
);

/** The field that names a record of the type in a list: a text of its own, or a person's name. */
export function titleFieldOf(type: RecordType): string | null {
  const { titleField, fields } = model[type];
  if (titleField && fields[titleField]?.kind === 'text' && !special[`${type}.${titleField}`]) return titleField;
  return fields.name?.kind === 'personal' ? 'name' : null;
}

/**
 * The list for a record type, as data: every field of the model as a column of its kind, in a language. Nothing is said
 * twice: labels, choices, limits and references are the model's; what its kinds do not tell stands in special.ts.
 */
export function listPlan(type: RecordType, language: Language, currency: string): ListPlan {
  const titleField = titleFieldOf(type);
  const title = listTitle(type, language);
  const titleLabel = titleField ? model[type].fields[titleField]?.label : referred.has(type) ? words.name : words.remark;
  const isNamed = titleField !== null || !referred.has(type);
  const key = ownKey[type];
  return {
    recordType: type,
    title,
    description: purposeOf(type, language),
    titleColumn: { label: titleLabel?.[language] ?? '', description: isNamed ? '' : words.nameHint[language], field: titleField },
    columns: [
      ...(key ? [personColumn(prefix + key.name, 'id', key.label[language], '')] : []),
      ...fieldsOf(type)
        .filter(([name]) => name !== titleField && !isRemembered(type, name))
        .flatMap(([name, field]) => columnsOf(type, name, field, language, currency)),
      mark(type, language),
    ],
  };
}

/** What the store keeps by itself is not asked of people. */
const isRemembered = (type: RecordType, name: string): boolean => Object.hasOwn(model[type].remembered ?? {}, name);

export const purposeOf = (type: RecordType, language: Language): string =>
  ({
    en: `${listTitle(type, 'en')} of the account, read by Account Pulse.`,
    'zh-CN': `客户的${model[type].label['zh-CN']}，由 Account Pulse 读取。`,
  })[language];

function columnsOf(type: RecordType, name: string, field: Field, language: Language, currency: string): PlannedColumn[] {
  const own = special[`${type}.${name}`] ?? {};
  const label = field.label[language];
  const description = (own.description ?? kindHints[field.kind])?.[language] ?? '';
  const base = { name: columnName(name), field: name, label, description };
  if (own.refersTo) return [lookupColumn(base, own.refersTo, own.isSeveral === true)];
  if (own.choices)
    return [
      choiceColumn(
        base,
        own.choices.map((choice) => choice.label[language]),
      ),
    ];
  switch (field.kind) {
    case 'choice':
      return [
        choiceColumn(
          base,
          Object.values(field.choices).map((text: Text) => text[language]),
        ),
      ];
    case 'date':
      return [plain(base, 'date', { dateTime: { displayAs: 'default', format: 'dateOnly' } })];
    case 'boolean':
      return [plain(base, 'boolean', { boolean: {} })];
    case 'number':
    case 'integer':
      return [plain(base, 'number', { number: numberOf(field) })];
    case 'money':
      return [plain(base, 'number', { number: numberOf({ kind: 'number' }) }), currencyColumn(type, name, label, language, currency)];
    case 'reference':
    case 'references':
      return [lookupColumn(base, field.refersTo, field.kind === 'references')];
    case 'person':
      return [personColumn(base.name, name, label, description)];
    case 'note':
    case 'texts':
      return [
        plain(base, 'note', { text: { allowMultipleLines: true, linesForEditing: field.kind === 'note' ? 6 : 3, textType: 'plain' } }),
      ];
    default:
      return [plain(base, 'text', { text: { maxLength: 255 } })];
  }
}

type Base = Pick<PlannedColumn, 'name' | 'field' | 'label' | 'description'>;

const plain = (base: Base, kind: PlannedKind, facet: ColumnDefinition, more: Partial<PlannedColumn> = {}): PlannedColumn => ({
  ...base,
  ...{ kind, isSeveral: false, choices: null, refersTo: null },
  ...more,
  definition: { name: base.name, displayName: base.label, description: base.description, ...facet },
});

const numberOf = (field: { kind: string; min?: number; max?: number }) => ({
  decimalPlaces: field.kind === 'integer' ? ('none' as const) : ('automatic' as const),
  displayAs: 'number' as const,
  ...(field.min === undefined ? {} : { minimum: field.min }),
  ...(field.max === undefined ? {} : { maximum: field.max }),
});

const choiceColumn = (base: Base, choices: readonly string[], allowTextEntry = false): PlannedColumn =>
  plain(base, 'choice', { choice: { allowTextEntry, choices: [...choices], displayAs: 'dropDownMenu' } }, { choices });

const lookupColumn = (base: Base, refersTo: RecordType, isSeveral: boolean): PlannedColumn =>
  plain(base, 'lookup', { lookup: { columnName: 'Title', allowMultipleValues: isSeveral } }, { refersTo, isSeveral });

const personColumn = (name: string, field: string, label: string, description: string): PlannedColumn =>
  plain({ name, field, label, description }, 'person', {
    personOrGroup: { allowMultipleSelection: false, chooseFromType: 'peopleOnly', displayAs: 'nameWithPresence' },
  });

const usualCurrencies = ['USD', 'EUR', 'GBP', 'JPY', 'CNY', 'CHF', 'INR', 'AUD', 'CAD', 'BRL'];

/**
 * An amount is a number with its currency beside it. SharePoint's own currency column shows one currency's sign on every
 * row: "$" before an amount in yen would be a lie.
 */
function currencyColumn(type: RecordType, name: string, label: string, language: Language, currency: string): PlannedColumn {
  const isOnly = fieldsOf(type).filter(([, field]) => field.kind === 'money').length === 1 && !model[type].fields.currency;
  const own = isOnly ? words.currency[language] : words.currencyOf[language](label);
  const base = { name: currencyColumnName(name), field: null, label: own, description: words.currencyHint[language] };
  return choiceColumn(base, [currency, ...usualCurrencies.filter((one) => one !== currency)], true);
}
export const currencyColumnName = (field: string): string => `${columnName(field)}Currency`;

/** Indexed, because it is what sample rows are looked up by; nothing else of a made list is filtered by us. */
function mark(type: RecordType, language: Language): PlannedColumn {
  const base = { name: markName(type), field: null, label: words.sample[language], description: words.sampleHint[language] };
  return plain(base, 'text', { text: { maxLength: 255 }, indexed: true });
}

/** A reference into records that no list of ours holds is typed: the name of the record. */
export const typedColumn = (column: PlannedColumn): PlannedColumn =>
  plain({ ...column, name: typedName(column.name) }, 'text', { text: { maxLength: 255 } });
const typedName = (name: string): string => `${name}Name`;

/** How the rows of a made list are read: known without asking anybody. Columns that are not there (yet) give nothing. */
export function mappingOf(plan: ListPlan, names: ReadonlySet<string>): Record<string, FieldMapping> {
  const { recordType, titleColumn, columns } = plan;
  const fields: Record<string, FieldMapping> = { id: { row: true } };
  if (titleColumn.field) fields[titleColumn.field] = { column: 'Title' };
  for (const column of columns) {
    const mapped = column.field === null ? null : fieldMapping(recordType, column, names);
    if (column.field !== null && mapped) fields[column.field] = mapped;
  }
  return fields;
}

function fieldMapping(type: RecordType, column: PlannedColumn, names: ReadonlySet<string>): FieldMapping | null {
  const { name, field, kind } = column;
  const own = special[`${type}.${field}`] ?? {};
  const isThere = names.has(name);
  if (kind === 'lookup') {
    // The number of a row of the other list is its record's id. A field that is no reference to the model is not matched.
    const match = (how: 'id' | 'name') => (own.refersTo ? {} : { match: how });
    if (isThere) return { column: `${name}LookupId`, ...match('id'), ...own.mapping };
    return names.has(typedName(name)) ? { column: typedName(name), ...match('name'), ...own.mapping } : null;
  }
  if (!isThere) return null;
  const currency = currencyColumnName(field ?? '');
  // In whichever language the list was made.
  const values = own.choices?.flatMap(({ key, label }) => [[label.en, key] as const, [label['zh-CN'], key] as const]);
  return {
    column: name,
    ...(names.has(currency) ? { currencyColumn: currency } : {}),
    ...(values ? { values: Object.fromEntries(values) } : {}),
    ...own.mapping,
  };
}
