import type { Call } from '../call.ts';
import { contextOf, ok } from '../call.ts';
import { badRequest } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { type FilterValue, order, parseFilter } from './filter.ts';
import { openToken, sealToken, selected } from './query.ts';

type Resource = Record<string, unknown>;

/** A property by its path; objects and lists cannot be compared. */
export function readPath(resource: Resource, path: string): FilterValue | undefined {
  let value: unknown = resource;
  for (const part of path.split('/')) value = typeof value === 'object' && value !== null ? (value as Resource)[part] : undefined;
  return typeof value === 'object' ? null : (value as FilterValue | undefined);
}

/** Short collections (people, lists, channels …): filtered, ordered, paged and cut to what was selected. */
export function collectionReply(call: Call, context: string, resources: readonly Resource[], longestPage = 999): GraphReply {
  const { filter, orderBy, top, skipToken, select, isCountWanted } = call.query;
  const wanted = filter === null ? resources : resources.filter(matching(filter));
  const sorted = orderBy
    ? wanted.toSorted((a, b) => {
        const [left, right] = [readPath(a, orderBy.path) ?? null, readPath(b, orderBy.path) ?? null];
        return (order(left, right) ?? Number(left === null) - Number(right === null)) * (orderBy.isDescending ? -1 : 1);
      })
    : wanted;
  const start = skipToken === null ? 0 : openToken(skipToken);
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 0) throw badRequest('The skip token is not valid.', 'BadRequest');
  const end = start + Math.min(top ?? longestPage, longestPage);
  return ok({
    '@odata.context': contextOf(call, context),
    ...(isCountWanted && start === 0 ? { '@odata.count': sorted.length } : {}),
    ...(end < sorted.length ? { '@odata.nextLink': nextLink(call, end) } : {}),
    value: sorted.slice(start, end).map((resource) => selected(resource, select)),
  });
}

function matching(filter: string) {
  const parsed = parseFilter(filter);
  return (resource: Resource) => parsed.matches((path) => readPath(resource, path));
}

/** The same query, from further on. */
export function nextLink(call: Call, state: unknown): string {
  const query = new URLSearchParams(call.request.query);
  query.delete('skiptoken');
  query.set('$skiptoken', sealToken(state));
  return `${call.request.root}/v1.0${call.request.path}?${query.toString().replaceAll('%24', '$')}`;
}
