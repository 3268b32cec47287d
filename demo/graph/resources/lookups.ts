import { badRequest } from '../http/errors.ts';
import type { Cell, ListColumn } from '../state/columns.ts';
import type { ListStore } from '../state/listStore.ts';
import type { Tenant } from '../state/tenant.ts';

/** People are numbered per site; the first five numbers are the system's. */
export const firstPersonNumber = 6;

export const isLookup = (column: ListColumn): boolean => column.type === 'lookup' || column.type === 'person';

/** What a number in a cell stands for, as people read it; null: it is gone. */
function valueOf(tenant: Tenant, column: ListColumn, number: number): { LookupValue: string; Email?: string } | null {
  if (column.type === 'person') {
    const person = tenant.seed.people[number - firstPersonNumber];
    return person ? { LookupValue: person.displayName, Email: person.userPrincipalName } : null;
  }
  const target = column.lookup ? tenant.list(column.lookup.listId) : null;
  const item = target?.get(number);
  const shown = item && target ? target.fieldsOf(item)[column.lookup?.columnName ?? 'Title'] : undefined;
  return item ? { LookupValue: String(shown ?? '') } : null;
}

/**
 * A lookup or person as an item's fields show it. One: its number as `<name>LookupId`, its value as `<name>` only where
 * that is selected. Several: objects under `<name>`. https://learn.microsoft.com/graph/api/resources/fieldvalueset
 */
export function lookupFields(
  tenant: Tenant,
  column: ListColumn,
  cell: Cell | undefined,
  isSelected: (name: string) => boolean,
  isAll: boolean,
) {
  const { name } = column;
  const numbers = (Array.isArray(cell) ? cell : [cell]).filter((number): number is number => typeof number === 'number');
  const found = numbers.flatMap((number) => {
    const value = valueOf(tenant, column, number);
    return value ? [{ LookupId: number, ...value }] : [];
  });
  if (found.length === 0) return {};
  if (column.isSeveral) return isAll || isSelected(name) ? { [name]: found } : {};
  const id = isAll || isSelected(`${name}LookupId`) ? { [`${name}LookupId`]: String(found[0]?.LookupId) } : {};
  return { ...id, ...(isSelected(name) ? { [name]: found[0]?.LookupValue ?? '' } : {}) };
}

/** What is written to `<name>LookupId`: a number, or several with their type. */
export function readLookup(tenant: Tenant, column: ListColumn, value: unknown, type: unknown): Cell | null {
  if (value === null) return null;
  const field = `${column.name}LookupId`;
  if (Array.isArray(value)) {
    if (!column.isSeveral) throw badRequest(`Field '${column.name}' holds one value.`);
    if (type !== 'Collection(Edm.Int32)' && type !== 'Collection(Edm.String)')
      throw badRequest(
        `A value without a type name was found and no expected type is available: '${field}@odata.type' is expected.`,
        'invalidRequest',
      );
    return value.length === 0 ? null : value.map((one) => numberOf(tenant, column, one));
  }
  return column.isSeveral ? [numberOf(tenant, column, value)] : numberOf(tenant, column, value);
}

function numberOf(tenant: Tenant, column: ListColumn, value: unknown): number {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number))
    throw badRequest(`Field '${column.name}LookupId' takes the number of an item.`);
  if (!valueOf(tenant, column, number)) throw badRequest(`Field '${column.name}': there is no item ${number} to look up.`);
  return number;
}

/** The column that a field of a request means: 'OwnerLookupId' is Owner's. */
export const lookupOf = (list: ListStore, field: string): ListColumn | null => {
  const name = /^(.+)LookupId$/.exec(field)?.[1];
  return list.columns.find((column) => column.name === name && isLookup(column)) ?? null;
};
