import type { ColumnDefinition, ListItem } from '@microsoft/microsoft-graph-types';
import { Temporal } from 'temporal-polyfill';
import type { Graph } from '../../graph/client.ts';
import { NotFoundError, StaleError } from '../../graph/errors.ts';
import { type Language, model, type RecordType, recordTypes } from '../../model/index.ts';
import { columnName, markName, titleFieldOf } from '../listPlan.ts';
import { listPath } from '../makeList.ts';
import type { MadeOnSite } from '../siteLists.ts';
import { special } from '../special.ts';
import { markedRows, markOf } from './mark.ts';
import { type SampleRow, type SampleValue, sampleRows } from './rows.ts';

export interface SampleParts {
  /** With the rights of the person who asked. */
  graph: Graph;
  siteId: string;
  made: ReadonlyMap<RecordType, MadeOnSite>;
}
export interface SampleWish {
  language: Language;
  /** A civil date. */
  today: string;
  fiscalYear: number;
  currency: string;
  /** The number of whoever asked among the site's people; null: not known. */
  me: number | null;
}

/**
 * Puts a handful of rows into every list that Account Pulse has made, each with its mark. Said again it adds what is
 * missing. @returns how many were added, by type
 */
export async function addSamples(parts: SampleParts, wish: SampleWish): Promise<Map<RecordType, number>> {
  const { graph, siteId, made } = parts;
  const rows = sampleRows(wish);
  const ids = new Map<string, number>();
  const added = new Map<RecordType, number>();
  for (const type of recordTypes) {
    const list = made.get(type);
    const wanted = rows[type] ?? [];
    if (!list || wanted.length === 0) continue;
    for (const known of await markedRows(graph, siteId, list)) ids.set(`${type} ${known.key}`, Number(known.id));
    for (const row of wanted) {
      if (ids.has(`${type} ${row.key}`)) continue;
      const fields = { ...cellsOf(type, row, list, wish, ids), [markName(type)]: markOf(row.key) };
      const { body } = await graph.request<ListItem>('POST', `${listPath(siteId, list.listId)}/items`, { fields });
      ids.set(`${type} ${row.key}`, Number(body.id));
      added.set(type, (added.get(type) ?? 0) + 1);
    }
  }
  return added;
}

export interface RemovedSamples {
  removed: number;
  kept: number;
}

/** Removes the sample rows and no other; those that somebody has changed stay, unless `changedToo`. */
export async function removeSamples({ graph, siteId, made }: SampleParts, changedToo: boolean): Promise<Map<RecordType, RemovedSamples>> {
  const result = new Map<RecordType, RemovedSamples>();
  // Those first that refer to others.
  for (const type of recordTypes.toReversed()) {
    const list = made.get(type);
    if (!list) continue;
    const count = { removed: 0, kept: 0 };
    for (const row of await markedRows(graph, siteId, list)) {
      const goes = (changedToo || !row.isChanged) && (await removed(graph, siteId, list, row.id, changedToo ? '*' : row.eTag));
      count[goes ? 'removed' : 'kept'] += 1;
    }
    result.set(type, count);
  }
  return result;
}

/** @returns false: somebody changed it a moment ago */
async function removed(graph: Graph, siteId: string, list: MadeOnSite, id: string, eTag: string): Promise<boolean> {
  try {
    const path = `${listPath(siteId, list.listId)}/items/${encodeURIComponent(id)}`;
    await graph.request('DELETE', path, undefined, { headers: { 'If-Match': eTag } });
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return true;
    if (error instanceof StaleError) return false;
    throw error;
  }
}

type Cells = Record<string, unknown>;

function cellsOf(type: RecordType, row: SampleRow, list: MadeOnSite, wish: SampleWish, ids: ReadonlyMap<string, number>): Cells {
  const titleField = titleFieldOf(type);
  const cells: Cells = row.name ? { Title: row.name[wish.language] } : {};
  for (const [field, value] of Object.entries(row.fields)) {
    if (field === titleField) cells.Title = plainOf(value, wish);
    else Object.assign(cells, cellOf(type, field, value, list.columns.get(columnName(field)), wish, ids));
  }
  return cells;
}

/** Nothing where the list has no such column (yet). */
function cellOf(
  type: RecordType,
  field: string,
  value: SampleValue,
  column: ColumnDefinition | undefined,
  wish: SampleWish,
  ids: ReadonlyMap<string, number>,
): Cells {
  const name = columnName(field);
  if (!column) return {};
  if (typeof value !== 'object') return { [name]: value };
  if ('me' in value) return wish.me === null ? {} : { [`${name}LookupId`]: wish.me };
  if ('choice' in value) return { [name]: choiceOf(type, field, value.choice, column) };
  if ('rows' in value) {
    const target = targetOf(type, field);
    const numbers = value.rows.flatMap((key) => ids.get(`${target} ${key}`) ?? []);
    if (numbers.length === 0) return {};
    if (column.lookup?.allowMultipleValues)
      return { [`${name}LookupId@odata.type`]: 'Collection(Edm.Int32)', [`${name}LookupId`]: numbers };
    return { [`${name}LookupId`]: numbers[0] };
  }
  return { [name]: plainOf(value, wish) };
}

function plainOf(value: SampleValue, { language, today }: SampleWish): unknown {
  if (typeof value !== 'object') return value;
  if ('en' in value) return value[language];
  // Half past ten in UTC is the same day on every site; the site keeps its own midnight.
  if ('days' in value) return `${Temporal.PlainDate.from(today).add({ days: value.days })}T10:30:00Z`;
  throw new Error('a sample row has a value that stands for no cell');
}

const targetOf = (type: RecordType, field: string): RecordType | undefined => {
  const declared = model[type].fields[field];
  return special[`${type}.${field}`]?.refersTo ?? (declared && 'refersTo' in declared ? declared.refersTo : undefined);
};

/** The word that the column has for a choice: in the language in which the list was made. */
function choiceOf(type: RecordType, field: string, key: string, column: ColumnDefinition): string {
  const declared = model[type].fields[field];
  const own = special[`${type}.${field}`]?.choices?.find((choice) => choice.key === key)?.label;
  const label = own ?? (declared?.kind === 'choice' ? declared.choices[key] : undefined);
  const words = column.choice?.choices ?? [];
  return (label && Object.values(label).find((word) => words.includes(word))) ?? label?.en ?? key;
}
