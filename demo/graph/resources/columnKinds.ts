import { badRequest } from '../http/errors.ts';
import { escapedName, type ListColumn, RESERVED_NAMES } from '../state/columns.ts';
import type { ListStore } from '../state/listStore.ts';
import type { Tenant } from '../state/tenant.ts';

type Body = Record<string, unknown>;
const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (body: Body, name: string): string | undefined => {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badRequest(`The property '${name}' is a text.`);
  return value;
};
const flagOf = (body: Body, name: string): boolean | undefined => {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw badRequest(`The property '${name}' is true or false.`);
  return value;
};

const facets = ['text', 'number', 'currency', 'boolean', 'dateTime', 'choice', 'lookup', 'personOrGroup'] as const;
type Facet = (typeof facets)[number];

/** A column as it is asked for: exactly one facet says its kind. */
export function readColumn(body: unknown, tenant: Tenant, list: Pick<ListStore, 'columns'> | null): ListColumn {
  if (!isObject(body)) throw badRequest('A column is an object.');
  const named = facets.filter((facet) => isObject(body[facet]));
  const [facet] = named;
  if (!facet || named.length > 1) throw badRequest(`A column has one kind of ${facets.join(', ')}; ${named.length} are given.`);
  const label = textOf(body, 'displayName');
  const name = textOf(body, 'name') ?? (label === undefined ? undefined : escapedName(label));
  if (!name || !/^[A-Za-z_]\w{0,31}$/.test(name))
    throw badRequest(`'${name ?? ''}' is no name of a column: at most 32 letters, digits and _.`);
  const isTaken = [...RESERVED_NAMES, ...(list?.columns.map((column) => column.name) ?? [])].some(
    (taken) => taken.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw badRequest(`A column with the name '${name}' exists already.`, 'nameAlreadyExists');
  const common = { name, displayName: label ?? name, ...described(body) };
  return { ...common, ...kindOf(facet, body[facet] as Body, tenant) };
}

/** What may be changed of a column that is there. */
export function readColumnChange(body: Body): Partial<ListColumn> {
  const label = textOf(body, 'displayName');
  if (facets.some((facet) => body[facet] !== undefined) || body.name !== undefined)
    throw badRequest('The name and the kind of a column cannot be changed here.', 'notSupported');
  return { ...(label === undefined ? {} : { displayName: label }), ...described(body) };
}

function described(body: Body): Partial<ListColumn> {
  const description = textOf(body, 'description');
  const isIndexed = flagOf(body, 'indexed');
  const isRequired = flagOf(body, 'required');
  return {
    ...(description === undefined ? {} : { description }),
    ...(isIndexed === undefined ? {} : { isIndexed }),
    ...(isRequired === undefined ? {} : { isRequired }),
  };
}

function kindOf(facet: Facet, settings: Body, tenant: Tenant): Pick<ListColumn, 'type'> & Partial<ListColumn> {
  switch (facet) {
    case 'text':
      return { type: settings.allowMultipleLines === true ? 'note' : 'text', facet: settings };
    case 'number':
    case 'currency':
      return { type: 'number', facet: facet === 'currency' ? { isCurrency: true, ...settings } : settings };
    case 'boolean':
      return { type: 'boolean' };
    case 'dateTime':
      if (settings.format !== undefined && settings.format !== 'dateOnly' && settings.format !== 'dateTime')
        throw badRequest("A date's format is dateOnly or dateTime.");
      return { type: 'date', facet: settings };
    case 'choice': {
      const choices = settings.choices;
      if (!Array.isArray(choices) || choices.length === 0 || !choices.every((choice) => typeof choice === 'string' && choice !== ''))
        throw badRequest("A choice has at least one text among its 'choices'.");
      return { type: 'choice', choices: choices as string[], facet: settings };
    }
    case 'lookup': {
      const target = typeof settings.listId === 'string' ? tenant.list(settings.listId) : null;
      if (!target) throw badRequest('The list that a lookup points into does not exist on this site.');
      const columnName = typeof settings.columnName === 'string' ? settings.columnName : 'Title';
      if (columnName !== 'Title' && !target.columns.some((column) => column.name === columnName))
        throw badRequest(`The list '${target.displayName}' has no column '${columnName}' to look up.`);
      return { type: 'lookup', lookup: { listId: target.id, columnName }, isSeveral: settings.allowMultipleValues === true };
    }
    case 'personOrGroup':
      return { type: 'person', isSeveral: settings.allowMultipleSelection === true, facet: settings };
  }
}
