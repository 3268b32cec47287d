import type { Graph, RequestOptions } from './client.ts';

export interface Page<T> {
  value: T[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

/** Every element of a collection, page by page. Headers are sent with each page, since links do not carry them. */
export async function collect<T>(graph: Graph, pathOrLink: string, options?: RequestOptions): Promise<T[]> {
  const all: T[] = [];
  let next: string | undefined = pathOrLink;
  while (next !== undefined) {
    const page: Page<T> = await graph.get<Page<T>>(next, options);
    all.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return all;
}
