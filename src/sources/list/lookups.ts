import type { ColumnDefinition, List, ListItem } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { ForbiddenError, NotFoundError } from '../../graph/errors.ts';
import { collect } from '../../graph/paging.ts';
import type { Cell } from '../mapping/parse/cell.ts';
import type { SourceColumn } from '../mapping/types.ts';

/**
 * Columns that point elsewhere: into another list, or at people. Graph gives one value's number as `<name>LookupId`, and
 * what it shows as `<name>` only where that is selected; several come as objects under `<name>`.
 * https://learn.microsoft.com/graph/api/resources/fieldvalueset
 */
type Fields = Readonly<Record<string, Cell>>;
const suffix = 'LookupId';

/** A lookup is two columns to a mapping: what people see, and the number behind it. */
export function lookupColumns(column: ColumnDefinition, plain: SourceColumn): SourceColumn[] {
  const isPerson = Boolean(column.personOrGroup);
  if (!isPerson && !column.lookup) return [plain];
  const isSeveral = (column.lookup?.allowMultipleValues ?? column.personOrGroup?.allowMultipleSelection) === true;
  const number = { name: plain.name + suffix, displayName: `${plain.displayName} ${suffix}` };
  return [
    { ...plain, lookup: { gives: 'value', isSeveral, isPerson } },
    ...(isPerson ? [] : [{ ...number, lookup: { gives: 'number' as const, isSeveral, isPerson } }]),
  ];
}

const baseOf = (name: string): string => name.slice(0, -suffix.length);

/** What to select so that these columns come. */
export const selectedNames = (columns: readonly SourceColumn[]): string[] => [
  ...new Set(
    columns.flatMap(({ name, lookup }) => {
      if (lookup?.gives === 'number' && lookup.isSeveral) return [baseOf(name)];
      return lookup?.isPerson && !lookup.isSeveral ? [name, name + suffix] : [name];
    }),
  ),
];

/** Whose number it is on the site: an address; null where that is not known. */
export type People = ReadonlyMap<string, string>;

/** The cells as a mapping reads them: people by their address, several rows by their numbers. */
export function lookupCells(fields: Fields, columns: readonly SourceColumn[], people: People): Fields {
  const lookups = columns.filter(({ lookup }) => lookup);
  if (lookups.length === 0) return fields;
  const cells: Record<string, Cell> = { ...fields };
  for (const { name, lookup } of lookups) {
    const many = fields[lookup?.gives === 'number' ? baseOf(name) : name];
    if (lookup?.gives === 'number' && Array.isArray(many)) cells[name] = many.map((one) => String((one as Entry).LookupId));
    else if (lookup?.isPerson && Array.isArray(many))
      cells[name] = many.map((one) => (one as Entry).Email || ((one as Entry).LookupValue ?? ''));
    else if (lookup?.isPerson) cells[name] = people.get(String(fields[name + suffix])) ?? fields[name] ?? null;
  }
  return cells;
}
interface Entry {
  LookupId?: number;
  LookupValue?: string;
  Email?: string;
}

/** Whether the fields name somebody by a number that is not known yet. */
export const hasUnknownPeople = (
  items: readonly { fields?: Fields | null }[],
  columns: readonly SourceColumn[],
  people: People,
): boolean => {
  const names = columns.flatMap(({ name, lookup }) => (lookup?.isPerson && !lookup.isSeveral ? [name + suffix] : []));
  return items.some(({ fields }) => names.some((name) => fields?.[name] !== undefined && !people.has(String(fields[name]))));
};

/**
 * The site's people by their numbers, from its hidden list of them. Where that may not be read people go by their names.
 */
export async function sitePeople(graph: Graph, siteId: string): Promise<People> {
  const site = `/sites/${encodeURIComponent(siteId)}`;
  try {
    // Its title is in the site's language; its template is not.
    const lists = await collect<List>(graph, `${site}/lists?$select=id,name,list,system`);
    const users = lists.find((list) => list.list?.template === 'userInformation' || (list.system && list.name === 'users'));
    if (!users?.id) return new Map();
    const path = `${site}/lists/${encodeURIComponent(users.id)}/items?$expand=fields($select=EMail,UserName)&$top=1000`;
    const items = await collect<ListItem>(graph, path);
    return new Map(
      items.flatMap((item) => {
        const { EMail, UserName } = (item.fields ?? {}) as { EMail?: string; UserName?: string };
        const address = EMail || UserName;
        return item.id && address ? [[item.id, address] as const] : [];
      }),
    );
  } catch (error) {
    if (error instanceof ForbiddenError || error instanceof NotFoundError) return new Map();
    throw error;
  }
}
