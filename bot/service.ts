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
  ({ botServiceHosts }: Pick<Cloud, 'botServiceHosts'>): IsKnownService =>
  (serviceUrl) => {
    const url = parsed(serviceUrl);
    return url !== null && url.protocol === 'https:' && url.port === '' && botServiceHosts.includes(url.hostname);
  };

/** An address with a user or password in it hides where it leads. */
function parsed(serviceUrl: string): URL | null {
  const url = URL.parse(serviceUrl);
  return url && !url.username && !url.password ? url : null;
}
