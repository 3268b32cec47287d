import type { ColumnDefinition, List } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../graph/client.ts';
import { collect } from '../graph/paging.ts';
import type { Language, RecordType } from '../model/index.ts';
import { type ListPlan, listPlan, type PlannedColumn, typedColumn } from './listPlan.ts';
import type { MadeOnSite, SiteLists } from './siteLists.ts';
import { freeTitle } from './titles.ts';

export interface ListWish {
  recordType: RecordType;
  language: Language;
  /** The account's reporting currency: first among the choices. */
  currency: string;
  /** Types whose records come from elsewhere: a reference to them is typed. */
  elsewhere: ReadonlySet<RecordType>;
}
export interface Made {
  outcome: 'made' | 'completed' | 'there';
  list: MadeOnSite;
  plan: ListPlan;
}

const permission = 'Sites.Manage.All (delegated), and the person’s own right to make lists on the site';

/**
 * Makes the list, or gives the one that is there what it lacks. Said again, also after a crash in between, it goes on where
 * it was: the list with all columns that need no other list comes in one request, and what follows looks first.
 * A lookup into a list that is not made yet comes when that list is there and this is said again.
 */
export async function makeList(graph: Graph, siteId: string, site: SiteLists, wish: ListWish): Promise<Made> {
  const plan = listPlan(wish.recordType, wish.language, wish.currency);
  const before = site.made.get(wish.recordType);
  const list = before ?? (await create(graph, siteId, plan, site.titles));
  const columns = new Map(list.columns);
  const wanted = plan.columns.flatMap((column) => concrete(column, list, site, wish.elsewhere) ?? []);
  const missing = wanted.filter(({ name }) => !columns.has(name ?? ''));
  const path = listPath(siteId, list.listId);
  for (const definition of missing) {
    const { body } = await graph.request<ColumnDefinition>('POST', `${path}/columns`, definition, { permission });
    columns.set(definition.name ?? '', body);
  }
  const isNamed = await nameTitle(graph, path, plan, columns);
  const outcome = !before ? 'made' : missing.length > 0 || isNamed ? 'completed' : 'there';
  return { outcome, list: { ...list, columns }, plan };
}

export const listPath = (siteId: string, listId: string): string =>
  `/sites/${encodeURIComponent(siteId)}/lists/${encodeURIComponent(listId)}`;

async function create(graph: Graph, siteId: string, plan: ListPlan, titles: ReadonlySet<string>): Promise<MadeOnSite> {
  const own = plan.columns.filter((column) => column.kind !== 'lookup').map((column) => column.definition);
  const wished = {
    displayName: freeTitle(plan.title, titles),
    description: plan.description,
    columns: own,
    list: { template: 'genericList' },
  };
  const { body } = await graph.request<List>('POST', `/sites/${encodeURIComponent(siteId)}/lists`, wished, { permission });
  const columns = new Map<string, ColumnDefinition>(own.map((column) => [column.name ?? '', column]));
  const title = body.displayName ?? wished.displayName;
  return { recordType: plan.recordType, listId: body.id ?? '', title, webUrl: body.webUrl ?? null, columns };
}

/** The column as Graph is asked for it; null: its other list is not there yet. */
function concrete(column: PlannedColumn, self: MadeOnSite, site: SiteLists, elsewhere: ReadonlySet<RecordType>): ColumnDefinition | null {
  if (column.kind !== 'lookup' || column.refersTo === null) return column.definition;
  const target = column.refersTo === self.recordType ? self : site.made.get(column.refersTo);
  if (target) return { ...column.definition, lookup: { ...column.definition.lookup, listId: target.listId } };
  return elsewhere.has(column.refersTo) ? typedColumn(column).definition : null;
}

/** Every list has a Title, which must be filled unless it is told otherwise; here it has a name of its own. People's own name for it stays. */
async function nameTitle(graph: Graph, path: string, plan: ListPlan, columns: Map<string, ColumnDefinition>): Promise<boolean> {
  const known = columns.get('Title');
  const title = known?.id ? known : (await collect<ColumnDefinition>(graph, `${path}/columns`)).find((column) => column.name === 'Title');
  if (!title?.id) return false;
  if (title.displayName !== 'Title' && title.displayName !== '标题') return false;
  const { label, description } = plan.titleColumn;
  if (label === title.displayName) return false;
  const change = { displayName: label, description, required: false };
  const { body } = await graph.request<ColumnDefinition>('PATCH', `${path}/columns/${encodeURIComponent(title.id)}`, change, {
    permission,
  });
  columns.set('Title', body);
  return true;
}
