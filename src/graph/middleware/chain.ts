import type { Context, Middleware } from '@microsoft/microsoft-graph-client';

/** One link of the library's chain of handlers, written as a function of the exchange and of what comes after it. */
export function middleware(handle: (context: Context, next: () => Promise<void>) => Promise<void>): Middleware {
  let following: Middleware | null = null;
  return {
    execute: (context) => handle(context, async () => following?.execute(context)),
    setNext: (next) => {
      following = next;
    },
  };
}

export const urlOf = (context: Context): string => (typeof context.request === 'string' ? context.request : context.request.url);
export const methodOf = (context: Context): string => (context.options?.method ?? 'GET').toUpperCase();
/** The library fills them as a plain object. */
export const headersOf = (context: Context): Record<string, string> => (context.options?.headers ?? {}) as Record<string, string>;
export const setHeader = (context: Context, name: string, value: string): void => {
  context.options = { ...context.options, headers: { ...headersOf(context), [name]: value } };
};
