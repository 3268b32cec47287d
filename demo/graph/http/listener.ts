import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RawRequest {
  method: string;
  url: URL;
  /** Path and query exactly as they were sent. */
  target: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The address that the caller used, without a slash at the end. */
  root: string;
}

export interface RawReply {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
  /** Break the connection: before anything is sent, or in the middle of the body. */
  cut?: 'before' | 'answer';
  delayMs?: number;
  /** The JSON ends half way, though the answer is whole by its length. */
  truncated?: true;
  /** The body arrives in drops, over so long. */
  slowBodyMs?: number;
}

const LARGEST_BODY = 4 * 1024 * 1024;
const OWN_NAMES = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** A body over the limit: answered, and read no further. */
class TooLargeError extends Error {}

/** Listens on loopback only. Whatever arrives is answered; what our own code throws is reported and answered 500. */
export function listen(
  { host, port, report }: { host: string; port: number; report: (error: unknown) => void },
  answer: (request: RawRequest) => Promise<RawReply>,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy());
    respond(incoming, outgoing, answer).catch((error: unknown) => {
      report(error);
      send(outgoing, problem(500, 'generalException', 'General exception while processing'));
    });
  });
  server.on('clientError', (_error, socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', report);
      resolve({ port: (server.address() as AddressInfo).port, close: () => closed(server) });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function problem(status: number, code: string, message: string): RawReply {
  return {
    status,
    headers: { 'Content-Type': 'application/json', Connection: 'close' },
    body: JSON.stringify({ error: { code, message } }),
  };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: RawRequest) => Promise<RawReply>,
): Promise<void> {
  const host = incoming.headers.host ?? '';
  const target = incoming.url ?? '/';
  // A page elsewhere that points its own name at 127.0.0.1 must not reach the tenant.
  if (!OWN_NAMES.test(host)) return send(outgoing, problem(421, 'invalidRequest', 'The local Graph answers on localhost only.'));
  const root = `http://${host}`;
  if (!target.startsWith('/') || !URL.canParse(root + target))
    return send(outgoing, problem(400, 'BadRequest', 'The address cannot be read.'));
  let body: string;
  try {
    body = await readBody(incoming);
  } catch (error) {
    if (error instanceof TooLargeError) return send(outgoing, problem(413, 'BadRequest', 'The request is too large.'));
    outgoing.destroy(); // the caller went away
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  const reply = await answer({ method: incoming.method ?? 'GET', url: new URL(root + target), target, headers, body, root });
  if (reply.delayMs) await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
  send(outgoing, reply);
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) throw new TooLargeError();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(outgoing: ServerResponse, reply: RawReply): void {
  if (outgoing.destroyed || outgoing.headersSent) return;
  if (reply.cut === 'before') {
    outgoing.destroy();
    return;
  }
  const whole = typeof reply.body === 'string' ? Buffer.from(reply.body) : Buffer.from(reply.body);
  const body = reply.truncated ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  outgoing.writeHead(
    reply.status,
    reply.status === 204 || reply.status === 304 ? reply.headers : { ...reply.headers, 'Content-Length': body.length },
  );
  if (reply.cut === 'answer') {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
    return;
  }
  if (reply.slowBodyMs && body.length > 0) drop(outgoing, body, reply.slowBodyMs / DROPS);
  else outgoing.end(reply.status === 204 || reply.status === 304 ? undefined : body);
}

const DROPS = 10;

/** Writes a body in drops with a pause before each. */
function drop(outgoing: ServerResponse, body: Buffer, pauseMs: number): void {
  const size = Math.ceil(body.length / DROPS);
  const next = (start: number): void => {
    if (outgoing.destroyed) return;
    if (start >= body.length) return void outgoing.end();
    outgoing.write(body.subarray(start, start + size));
    setTimeout(() => next(start + size), pauseMs);
  };
  setTimeout(() => next(0), pauseMs);
}
