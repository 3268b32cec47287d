import { sql } from 'kysely';
import { type FieldValue, fieldsOf, type RecordInput, type RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { hashingOf } from './hashing.ts';
import { scrub } from './texts.ts';

/** Puts pseudonyms in the place of erased persons, in what a source says. */
export interface Withheld {
  record(type: RecordType, input: RecordInput): RecordInput;
  /** Of the row of a record that is about an erased person nothing is kept. */
  cells(type: RecordType, recordId: string | null, cells: Readonly<Record<string, unknown>>): Record<string, unknown>;
  text(text: string): string;
  value<T>(value: T): T;
}

/** Asked at the beginning of each transaction that writes what a source says; null: nobody was erased. @throws ErasureKeyError */
export type Withhold = (tx: Tx, accountId: string) => Promise<Withheld | null>;

/** Records that are about one person: with the person goes all that is personal in them. */
const aboutPerson: ReadonlySet<RecordType> = new Set(['contact', 'member']);
/** Where a record says what one person said, the field that names that person. */
const saidBy: Partial<Record<RecordType, string>> = { score: 'contact' };
const mostRemembered = 20_000;

/** @param key null: there is none, which is an error only where somebody was erased */
export const withholding =
  (key: Buffer | null): Withhold =>
  async (tx, accountId) => {
    const listed = await sql<{ hash: string; pseudonym: string; shape: string }>`
      select hash, pseudonym, shape from erased_key where account_id = ${accountId}`.execute(tx);
    if (listed.rows.length === 0) return null;
    const { ofKey, ofRecord } = await hashingOf(tx, key);
    const pseudonyms = new Map(listed.rows.map((row) => [row.hash, row.pseudonym]));
    const shapes = new Set(listed.rows.map((row) => row.shape));
    const remembered = new Map<string, string | null>();
    const find = (text: string): string | null => {
      const known = remembered.get(text);
      if (known !== undefined) return known;
      const found = pseudonyms.get(ofKey(text)) ?? null;
      if (remembered.size > mostRemembered) remembered.clear();
      remembered.set(text, found);
      return found;
    };
    const ofRow = (type: RecordType, id: string): string | null => pseudonyms.get(ofRecord(type, id)) ?? find(id);
    const text = (given: string) => scrub(given, shapes, find);
    const value = <T>(given: T): T => {
      if (typeof given === 'string') return text(given) as T;
      if (Array.isArray(given)) return given.map((one) => value(one)) as T;
      if (given === null || typeof given !== 'object') return given;
      return Object.fromEntries(Object.entries(given).map(([name, one]) => [text(name), value(one)])) as T;
    };

    /** Whose record it is, if it is that of somebody who was erased. */
    const subjectOf = (type: RecordType, { id, fields }: RecordInput): string | null => {
      if (aboutPerson.has(type)) {
        const named = fieldsOf(type)
          .filter(([, field]) => field.kind === 'personal' && field.attribute !== 'title')
          .map(([name]) => fields[name])
          .find((one) => typeof one === 'string' && find(one) !== null);
        return ofRow(type, id) ?? (typeof named === 'string' ? find(named) : null);
      }
      const by = fields[saidBy[type] ?? ''];
      return typeof by === 'string' ? ofRow('contact', by) : null;
    };

    return {
      text,
      value,
      record(type, input) {
        const subject = subjectOf(type, input);
        const fields: Record<string, FieldValue> = {};
        for (const [name, field] of fieldsOf(type)) {
          const given = input.fields[name];
          if (given === undefined) continue;
          if (given === null) fields[name] = null;
          else if (field.kind === 'personal') {
            const withheld = field.attribute === 'name' ? subject : null;
            fields[name] = subject === null ? value(given) : withheld;
          } else if (field.kind === 'note') fields[name] = subject === null ? value(given) : null;
          else fields[name] = ['text', 'texts', 'person', 'reference', 'references'].includes(field.kind) ? value(given) : given;
        }
        return {
          ...input,
          id: find(input.id) ?? input.id,
          sourceRowId: find(input.sourceRowId) ?? input.sourceRowId,
          sourceUrl: input.sourceUrl === null ? null : text(input.sourceUrl),
          modifiedBy: input.modifiedBy === null ? null : value(input.modifiedBy),
          fields,
        };
      },
      cells: (type, recordId, cells) => (recordId !== null && aboutPerson.has(type) && ofRow(type, recordId) ? {} : value({ ...cells })),
    };
  };
