import { Decimal } from 'decimal.js';
import { type FieldValue, fieldsOf, type Money } from '../model/index.ts';
import { type CompileContext, compileEntry } from '../sources/mapping/compile.ts';
import type { MappingEntry, Reason, SourceRow } from '../sources/mapping/types.ts';
import type { Tx } from '../store/database.ts';
import { openReferences, type References } from '../sync/references.ts';
import { resolveReferences } from '../sync/resolve.ts';

export type Understood = { fields: Readonly<Record<string, FieldValue>>; id: string } | { reasons: readonly Reason[] } | { notOurs: true };

/** How sync will read a row: the same mapping, and references looked up in the same way. */
export interface RowReader {
  read(tx: Tx, cells: SourceRow['cells']): Promise<Understood>;
  references: References;
}

export function rowReader(accountId: string, entry: MappingEntry, context: CompileContext, row: Omit<SourceRow, 'cells'>): RowReader {
  const compiled = compileEntry(entry, context);
  const references = openReferences(accountId);
  return {
    references,
    async read(tx, cells) {
      const mapped = compiled.mapRow({ ...row, cells });
      if ('notOurs' in mapped) return mapped;
      if ('quarantine' in mapped) return { reasons: mapped.quarantine.reasons };
      await resolveReferences(tx, references, entry.recordType, compiled.references, [mapped.record]);
      return { id: mapped.record.id, fields: mapped.record.fields };
    },
  };
}

/** Whether two values of a field mean the same: empty is empty, 100.00 is 100, no currency is the account's. */
export function isSame(one: FieldValue | undefined, other: FieldValue | undefined, accountCurrency: string | null): boolean {
  return comparable(one, accountCurrency) === comparable(other, accountCurrency);
}

function comparable(value: FieldValue | undefined, accountCurrency: string | null): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return 'null';
  if (Array.isArray(value)) return JSON.stringify(value);
  if (typeof value === 'object') {
    const { amount, currency } = value as Money;
    return `${new Decimal(amount).toFixed()} ${currency ?? accountCurrency}`;
  }
  return /^-?\d+(\.\d+)?$/.test(String(value)) ? new Decimal(String(value)).toFixed() : JSON.stringify(value);
}

export const labelOf = (entry: Pick<MappingEntry, 'recordType'>, field: string): string =>
  fieldsOf(entry.recordType).find(([name]) => name === field)?.[1].label.en ?? field;
