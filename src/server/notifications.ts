import type { Request, Response, Server } from 'restify';
import type { Following } from '../following/index.ts';
import { NotificationBody } from '../following/notification.ts';
import { type BodyLimits, readJson } from './body.ts';
import { ProblemError } from './problems.ts';
import { sendError } from './send.ts';

/** Where Microsoft Graph reports changes, and what happens to our subscriptions. */
export const notificationsPath = '/api/graph/notifications';

/** Thousands of notifications fit; whoever posts more is not Graph. */
const limits: BodyLimits = { bytes: 2_000_000, timeoutMs: 10_000 };
/** Bodies on their way at the same time; beyond, Graph is asked to come again, which it does for four hours. */
const mostBodies = 100;
const longestToken = 1024;

/**
 * Graph proves itself by the secret in each notification, not by a token: everything here comes from anybody. So nothing
 * is answered that tells good from bad, and the work is done after the answer, which Graph wants within three seconds.
 */
export function serveNotifications(server: Server, { receive }: Pick<Following, 'receive'>): void {
  let bodies = 0;
  server.post(notificationsPath, async (request: Request, response: Response) => {
    try {
      const token = validationToken(request);
      if (token !== null) return sayBack(response, token);
      if (bodies >= mostBodies) return response.sendRaw(503, '', { 'retry-after': '10', connection: 'close' });
      bodies += 1;
      try {
        const body = NotificationBody.safeParse(await readJson(request, limits));
        if (!body.success) throw new ProblemError('invalid-body', 'Expected {"value": […]}.');
        receive(body.data.value);
      } finally {
        bodies -= 1;
      }
      response.sendRaw(202, '', {});
    } catch (error) {
      sendError(request, response, error);
    }
  });
}

/** The token that Graph sends to see whether somebody listens; null: it is no such call. */
function validationToken(request: Request): string | null {
  const given = new URLSearchParams((request.url ?? '').split('?')[1] ?? '').getAll('validationToken');
  const [token] = given;
  if (token === undefined) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused
  if (given.length > 1 || token.length > longestToken || /[\0-\x1f\x7f]/.test(token))
    throw new ProblemError('invalid-query', 'validationToken: expected once, as plain text');
  return token;
}

/** As plain text; a browser that took it for a page all the same would find no markup in it. */
function sayBack(response: Response, token: string): void {
  const body = Buffer.from(token.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  response.sendRaw(200, body, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(body.length),
    'cache-control': 'no-store',
  });
}
