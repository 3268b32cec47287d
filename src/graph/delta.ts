import type { Graph, RequestOptions } from './client.ts';
import type { Page } from './paging.ts';

export interface DeltaPage<T> {
  items: T[];
  /** Where the round goes on; null on its last page. */
  nextLink: string | null;
  /** Where the next round starts; only on the last page. */
  deltaLink: string | null;
}

/**
 * The pages of one delta round, from a first path or from a stored link. While the caller works on a page, the next
 * is being fetched. A page may be empty; the same item may come twice: the later one counts.
 */
export async function* deltaRound<T>(graph: Graph, start: string, options?: RequestOptions): AsyncGenerator<DeltaPage<T>> {
  const fetchPage = (link: string) => {
    const page = graph.get<Page<T>>(link, options);
    // Heard when it is awaited; a caller who stops before must not leave a rejection that nobody hears.
    page.catch(() => undefined);
    return page;
  };
  let coming: Promise<Page<T>> | null = fetchPage(start);
  while (coming) {
    const page: Page<T> = await coming;
    const nextLink: string | null = page['@odata.nextLink'] ?? null;
    coming = nextLink === null ? null : fetchPage(nextLink);
    yield { items: page.value, nextLink, deltaLink: page['@odata.deltaLink'] ?? null };
  }
}
