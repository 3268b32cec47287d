import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, GraphError } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { openToken, type QueryOptions, sealToken } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { Item, ListStore } from '../state/listStore.ts';
import { heldBack, oddPage } from './deltaOddities.ts';
import { type ItemView, itemWriter } from './itemResource.ts';
import { pageLength, viewOf } from './items.ts';
import { openList } from './lists.ts';

/**
 * Where a reader stands. While it reads everything, `after` is the last id it has seen, and `changes` the place to go on from
 * once it has seen all: what changes meanwhile comes again, as Graph allows. The first request's options ride along.
 */
interface DeltaToken {
  epoch: string;
  list: string;
  generation: number;
  changes: number;
  after: number | null;
  view: ItemView;
  top: number;
}

function isDeltaToken(token: unknown): token is DeltaToken {
  if (typeof token !== 'object' || token === null) return false;
  const { epoch, list, generation, changes, after, view, top } = token as Partial<DeltaToken>;
  const isPlace = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
  return (
    typeof epoch === 'string' &&
    typeof list === 'string' &&
    isPlace(generation) &&
    isPlace(changes) &&
    (after === null || isPlace(after)) &&
    typeof view === 'object' &&
    isPlace(top) &&
    (top as number) > 0
  );
}

function readToken(call: Call, list: ListStore, text: string): DeltaToken {
  const token = openToken(text);
  if (!isDeltaToken(token)) throw badRequest('The token is not a valid delta token.', 'invalidRequest');
  const isOurs = token.epoch === call.tenant.epoch && token.list === list.id;
  if (!isOurs || token.generation !== list.tokenGeneration || token.changes > list.changeCount) {
    throw new GraphError(410, 'resyncRequired', 'Resync required. Replace any local items with the server version, including deletes.', {
      innerCode: 'resyncChangesApplyDifferences',
      headers: { Location: deltaLink(call, list, null) },
    });
  }
  return token;
}

function freshToken(call: Call, list: ListStore, query: QueryOptions, after: number | null): DeltaToken {
  for (const refused of ['filter', 'orderBy'] as const) {
    if (query[refused] !== null) throw badRequest(`A delta of list items takes $select, $expand, $top and token only.`);
  }
  return {
    epoch: call.tenant.epoch,
    list: list.id,
    generation: list.tokenGeneration,
    changes: list.changeCount,
    after,
    view: viewOf(call),
    top: pageLength(call),
  };
}

function deltaLink(call: Call, list: ListStore, token: DeltaToken | null): string {
  const address = `${call.request.root}/v1.0/sites/${call.tenant.site.id}/lists/${list.id}/items/delta`;
  return token ? `${address}?token=${sealToken(token)}` : address;
}

function takePage(items: Iterator<Item>, length: number): { page: Item[]; isLast: boolean } {
  const page: Item[] = [];
  for (let step = items.next(); ; step = items.next()) {
    if (step.done) return { page, isLast: true };
    if (page.length === length) return { page, isLast: false };
    page.push(step.value);
  }
}

function delta(call: Call): GraphReply {
  const list = openList(call);
  const asked = call.request.query.get('token');
  const token =
    asked === null
      ? freshToken(call, list, call.query, 0)
      : asked === 'latest'
        ? freshToken(call, list, call.query, null)
        : readToken(call, list, asked);
  const write = itemWriter(call, list, token.view);
  const { oddity } = call.request;
  const until = oddity === 'lag' ? heldBack(list, token) : list.changeCount;
  const isEmpty = oddity === 'empty';

  const items = token.after === null ? list.changedAfter(token.changes, until) : list.itemsAfter(token.after);
  const { page, isLast } = isEmpty ? { page: [], isLast: false } : takePage(items, token.top);
  const links =
    isLast && !isEmpty
      ? {
          '@odata.deltaLink': deltaLink(call, list, {
            ...token,
            after: null,
            changes: token.after === null ? until : Math.min(token.changes, until),
          }),
        }
      : { '@odata.nextLink': deltaLink(call, list, onwards(token, page.at(-1))) };
  return ok({
    '@odata.context': contextOf(call, `sites('${encodeURIComponent(call.tenant.site.id)}')/lists('${list.id}')/items`),
    ...links,
    value: oddPage(oddity, { list, token, page, write }),
  });
}

/** Where the next page begins: behind the last item of this one. */
const onwards = (token: DeltaToken, last: Item | undefined): DeltaToken =>
  token.after === null ? { ...token, changes: last?.changedAt ?? token.changes } : { ...token, after: last?.id ?? token.after };

export const deltaRoutes: Route[] = [
  { method: 'GET', path: '/sites/{site}/lists/{list}/items/delta', permissions: PERMISSIONS.readSite, answer: delta },
];
