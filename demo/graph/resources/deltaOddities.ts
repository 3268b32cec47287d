import type { PageOddity } from '../http/exchange.ts';
import type { Item, ListStore } from '../state/listStore.ts';

interface OddPage {
  list: ListStore;
  token: { changes: number };
  page: readonly Item[];
  write: (item: Item) => Record<string, unknown>;
}

const REPLAYED = 5;
/** As it was seen in the field, https://github.com/microsoftgraph/msgraph-sdk-typescript/issues/544 */
const ERROR_ITEM = {
  error: {
    code: 'InternalServerError',
    message:
      'Cannot write a deleted resource, link, deleted link, or nested delta resource set within a resource set; they must be written within a delta resource set.',
  },
};

/** The items of a page, with what the service is known to do to them. What is true is always said last. */
export function oddPage(oddity: PageOddity | undefined, { list, token, page, write }: OddPage): Record<string, unknown>[] {
  const written = page.map(write);
  if (oddity === 'shuffled') return written.toReversed();
  if (oddity === 'errorItem') return [ERROR_ITEM, ...written.slice(1)];
  if (oddity === 'twice') return [...page.map((item) => write(asBefore(item))), ...written];
  if (oddity !== 'replay') return written;
  const again: Item[] = [];
  for (const item of list.itemsAfter(0)) {
    if (again.length === REPLAYED) break;
    if (item.changedAt <= token.changes) again.push(item);
  }
  return [...again.map(write), ...written];
}

function asBefore(item: Item): Item {
  const before = item.earlier?.at(-1);
  return { ...item, isDeleted: false, ...(before ? { fields: before.fields, version: before.number, modifiedAt: before.at } : {}) };
}

/** How many of the changes a round shows that lags behind: half of those that the reader does not know yet. */
export const heldBack = (list: ListStore, token: { changes: number }): number =>
  token.changes + Math.floor(Math.max(0, list.changeCount - token.changes) / 2);
