import type { Cloud } from '../src/graph/clouds.ts';

/** Which addresses of a connector are believed. Everything that the bot says goes there, with the bot's token. */
export type IsKnownService = (serviceUrl: string) => boolean;

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopbackHost = (hostname: string): boolean => loopback.has(hostname.toLowerCase());

/** Local mode: a connector on this machine, at any port; no other. */
export const onLoopback: IsKnownService = (serviceUrl) => {
  const url = parsed(serviceUrl);
  return url !== null && /^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname);
};

/** Tenant mode: the hosts of Teams in this cloud. */
export const ofTeams =
  ({ bot: { serviceHosts } }: Pick<Cloud, 'bot'>): IsKnownService =>
  (serviceUrl) => {
    const url = parsed(serviceUrl);
    return url !== null && url.protocol === 'https:' && url.port === '' && serviceHosts.includes(url.hostname);
  };

/** Where requests to a connector begin: by the address as it is parsed, which is what was judged, never by how it was spelled. */
export function rootOf(serviceUrl: string): string | null {
  const url = parsed(serviceUrl);
  return url && `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** An address with a user or password in it hides where it leads; after a '?' or '#' what is asked for would be no path. */
function parsed(serviceUrl: string): URL | null {
  const url = /[?#]/.test(serviceUrl) ? null : URL.parse(serviceUrl);
  return url && !url.username && !url.password ? url : null;
}
