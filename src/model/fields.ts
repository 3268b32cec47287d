/**
 * The kinds of field that a record type can have. A field is declared once, as data; the table's columns, the
 * mapping's targets, the labels on the screens and the validation all derive from that declaration.
 */
export type Language = 'en' | 'zh-CN';
export type Text = Readonly<Record<Language, string>>;

export type FieldKind =
  /** Business text without personal data. Column: text. */
  | 'text'
  /** One of `choices` (camelCase). Column: text. */
  | 'choice'
  /** A civil date, 1990-01-01 to 2100-12-31. Column: date. Value: 'YYYY-MM-DD'. */
  | 'date'
  /** A decimal number. Column: numeric. Value: decimal string such as '1234.50'. */
  | 'number'
  /** A whole number. Column: integer. Value: number. */
  | 'integer'
  | 'boolean'
  /** An amount in its own currency. Columns: <name> numeric and <name>_currency text (ISO 4217; null: the account's). Value: {amount, currency}. */
  | 'money'
  /** ISO 3166-1 alpha-2. Column: text. */
  | 'country'
  /** Several countries. Column: text[]. */
  | 'countries'
  /** ISO 4217. Column: text. */
  | 'currency'
  /** The id of a record of type `refersTo`. Column: <name>_id text. Value: the id. */
  | 'reference'
  /** Several such ids. Column: <name>_ids text[]. Value: ids. */
  | 'references'
  /** Several plain keys or texts. Column: text[]. */
  | 'texts'
  /** A person, by name, address or directory id. Column: <name>_id text, a key into `person`; the name stays there. Value in a RecordInput: the source's own key (a name, an address, a directory id). */
  | 'person'
  /** Personal: stored in `person` under the record's own person, never in the record's table. `attribute` says which column of person. */
  | 'personal'
  /** Personal: free text that may speak of people; stored in `note`, never in the record's table. Column: <name>_note_id text. Value: the text. */
  | 'note';

interface FieldBase {
  label: Text;
  /** Other headers under which real sources keep this field; the mapper proposes from them. */
  alsoCalled?: readonly string[];
  required?: boolean;
}
export type Field = FieldBase &
  (
    | { kind: 'choice'; choices: Readonly<Record<string, Text>> }
    | { kind: 'reference' | 'references'; refersTo: RecordType }
    | { kind: 'personal'; attribute: 'name' | 'address' | 'title' }
    | { kind: 'integer' | 'number'; min?: number; max?: number }
    | { kind: Exclude<FieldKind, 'choice' | 'reference' | 'references' | 'personal' | 'integer' | 'number'> }
  );

/** In the order in which one refers to another. */
export const recordTypes = [
  'account',
  'organization',
  'partner',
  'agreement',
  'opportunity',
  'revenue',
  'target',
  'rate',
  'contact',
  'meeting',
  'survey',
  'score',
  'condition',
  'planItem',
  'review',
  'deployment',
  'commitment',
  'member',
] as const;
export type RecordType = (typeof recordTypes)[number];

/** A record type, declared once. `remembered` are fields that the store itself carries from version to version. */
export interface RecordDefinition {
  type: RecordType;
  label: Text;
  /** Other names under which real systems keep such a list; the mapper proposes from them. */
  alsoCalled?: readonly string[];
  /** What one record is called in a sentence or list: the field that names it. */
  titleField?: string;
  fields: Readonly<Record<string, Field>>;
  /** Columns that the store fills or keeps from version to version: the first due date that was known, an opportunity as it stood at close. */
  remembered?: Readonly<Record<string, 'date' | 'boolean' | 'text[]'>>;
}

export const defineRecord = <const D extends RecordDefinition>(definition: D): D => definition;

/** Other names for `alsoCalled`, separated by commas: those in western languages, then those in Chinese. */
export const called = (...lists: readonly string[]): readonly string[] => lists.flatMap((list) => list.split(', '));

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** The table, and the name of the relation that a KPI's select reads, for a record type: planItem → plan_item. */
export const tableOf = (type: RecordType): string => snakeCase(type);
