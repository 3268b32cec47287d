import type { Cloud } from '../../src/graph/clouds.ts';

/**
 * The network as one cloud has it: the names of its Graph and its sign-in lead to the local Graph, and its links come back
 * under those names. Any other name is an error: nothing may be asked of another cloud.
 */
export function networkOf(cloud: Pick<Cloud, 'graph' | 'authority'>, local: { url: string }): typeof fetch {
  return async (address, init) => {
    const url = new URL(String(address));
    const root = [cloud.graph, cloud.authority].find((known) => new URL(known).origin === url.origin);
    if (!root) throw new Error(`${url.origin} does not belong to this cloud`);
    const response = await fetch(`${local.url}${url.pathname}${url.search}`, init);
    const named = (text: string) => text.replaceAll(local.url, root);
    const headers = new Headers([...response.headers].map(([name, value]) => [name, named(value)]));
    headers.delete('content-length');
    const { status } = response;
    const body = status === 204 || status === 304 ? null : named(await response.text());
    return new Response(body, { status, headers });
  };
}
