import type { Middleware } from '@microsoft/microsoft-graph-client';
import { middleware } from './chain.ts';

/** Where an error of the chain is kept for whoever sent the request. */
export class Thrown {
  error: unknown;
}

/** The library makes every error that is thrown in its chain one of its own kind, and forgets the original. */
export const keepingThrown = (): Middleware =>
  middleware(async (context, next) => {
    try {
      await next();
    } catch (error) {
      const kept = context.middlewareControl?.getMiddlewareOptions(Thrown) as Thrown | undefined;
      if (kept) kept.error = error;
      throw error;
    }
  });
