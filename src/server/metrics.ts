import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import type { TokenValidator } from '../access/token.ts';
import { isAdministrator } from './administrators.ts';
import { asProblem } from './dispatch.ts';
import type { ServerParts } from './house.ts';
import { ProblemError } from './problems.ts';
import { header, sendError } from './send.ts';

/**
 * GET /metrics: for the operator's monitoring, by the token of METRICS_TOKEN, and for administrators by their own.
 * Everybody else is refused as everywhere.
 */
export function serveMetrics(server: Server, { metrics, config, log }: ServerParts, validate: TokenValidator): void {
  if (!metrics) return;
  server.get('/metrics', async (request: Request, response: Response) => {
    try {
      await admit(header(request, 'authorization'), { token: metrics.token(), administrators: config.administrators }, validate);
      const bytes = Buffer.from(await metrics.text());
      response.sendRaw(200, bytes, {
        'content-type': metrics.contentType,
        'cache-control': 'no-store',
        'content-length': String(bytes.length),
      });
    } catch (error) {
      const problem = asProblem(error);
      if (!(problem instanceof ProblemError)) log.error({ err: problem }, 'the metrics could not be read');
      sendError(request, response, problem);
    }
  });
}

async function admit(
  authorization: string | undefined,
  { token, administrators }: { token: string | null; administrators: readonly string[] },
  validate: TokenValidator,
): Promise<void> {
  if (token !== null && authorization && equal(authorization, `Bearer ${token}`)) return;
  const caller = await validate(authorization);
  if (!isAdministrator(administrators, caller)) throw new ProblemError('forbidden');
}

/** In equal time whatever differs: the lengths too. */
const equal = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
