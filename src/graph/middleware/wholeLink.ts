import type { Middleware } from '@microsoft/microsoft-graph-client';
import { middleware } from './chain.ts';

/** The absolute address to ask instead of the one that the library built. */
export class WholeLink {
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
}

/**
 * nextLink and deltaLink must be used as they are. The library takes addresses apart and puts them together again
 * (and knows only https), so the link travels as an option and replaces what it made.
 */
export const wholeLinks = (): Middleware =>
  middleware(async (context, next) => {
    const link = context.middlewareControl?.getMiddlewareOptions(WholeLink) as WholeLink | undefined;
    if (link) context.request = link.url;
    await next();
  });
