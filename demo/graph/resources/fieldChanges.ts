import { badRequest } from '../http/errors.ts';
import type { GraphRequest } from '../http/exchange.ts';
import { type Cell, type ListColumn, RESERVED_NAMES } from '../state/columns.ts';
import type { ListStore } from '../state/listStore.ts';
import type { Tenant } from '../state/tenant.ts';
import { isLookup, lookupOf, readLookup } from './lookups.ts';

/** A request's JSON body, which must be an object. */
export function readJsonObject(request: GraphRequest, what: string): Record<string, unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw badRequest(`The Content-Type application/json is expected with ${what}.`, 'BadRequest');
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest('Unable to read JSON request payload.', 'BadRequest');
    throw error;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest(`The body is not ${what}.`, 'BadRequest');
  return body as Record<string, unknown>;
}

const TITLE: ListColumn = { name: 'Title', displayName: 'Title', type: 'text' };

/** The columns to write, by their internal names; null empties one. */
export function readFieldChanges(tenant: Tenant, list: ListStore, fields: Record<string, unknown>): Record<string, Cell | null> {
  const changes: Record<string, Cell | null> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name.includes('@')) continue;
    const lookup = lookupOf(list, name);
    if (lookup) {
      changes[lookup.name] = readLookup(tenant, lookup, value, fields[`${name}@odata.type`]);
      continue;
    }
    const column = name === TITLE.name ? TITLE : list.columns.find((known) => known.name === name);
    if (column && isLookup(column)) throw badRequest(`Field '${name}' is written by its number, as '${name}LookupId'.`);
    if (!column) {
      const isReserved = RESERVED_NAMES.some((reserved) => reserved.toLowerCase() === name.toLowerCase());
      throw badRequest(isReserved ? `Field '${name}' is read-only` : `Field '${name}' is not recognized`);
    }
    changes[name] = readCell(column, value);
  }
  return changes;
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

function readCell(column: ListColumn, value: unknown): Cell | null {
  if (value === null || value === '') return null;
  const refuse = (expected: string) => badRequest(`Invalid value for field '${column.name}': ${expected} is expected.`);
  if (column.type === 'number') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw refuse('a number');
    return number;
  }
  if (column.type === 'boolean') {
    if (typeof value !== 'boolean') throw refuse('true or false');
    return value;
  }
  if (typeof value !== 'string') throw refuse(column.type === 'date' ? 'a date' : 'text');
  if (column.type === 'date') {
    const day = DATE.exec(value)?.[1];
    const instant = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
    if (day === undefined || Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== day) throw refuse('a date');
    return `${day}T00:00:00Z`;
  }
  if (column.type !== 'note' && value.length > 255) throw refuse('text of at most 255 characters');
  if (column.type === 'choice' && column.choices && !column.choices.includes(value) && column.facet?.allowTextEntry !== true)
    throw refuse(`one of ${column.choices.join(', ')}`);
  return value;
}
