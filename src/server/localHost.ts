import type { IncomingHttpHeaders } from 'node:http';

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request of local mode was sent to this machine by name. A page of the web whose own name was made to lead here
 * (DNS rebinding) comes with that name, and would be of one origin with us.
 * @param publicUrl where else a browser finds this server, if anywhere
 */
export function isForThisMachine({ host }: IncomingHttpHeaders, publicUrl?: string): boolean {
  const asked = host === undefined ? null : URL.parse(`http://${host}`);
  if (asked === null) return false;
  return loopback.has(asked.hostname.toLowerCase()) || (publicUrl !== undefined && asked.host === URL.parse(publicUrl)?.host);
}
