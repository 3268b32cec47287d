import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import type { TokenCredentialOptions } from '@azure/identity';
import { type Cloud, isLoopbackHttp } from './clouds.ts';

/** The network, as tests hand in their own: a name of Microsoft's cloud then leads to this machine. */
export type Fetch = typeof fetch;

/**
 * How @azure/identity reaches the sign-in of a cloud. The authority stands in our own table, so nobody is asked whether it is
 * one: that question would go to the global cloud from every other.
 */
export function signInOptions(cloud: Cloud, send?: Fetch): TokenCredentialOptions & { disableInstanceDiscovery: true } {
  const own = send ?? (isLoopbackHttp(cloud.authority) ? overPlainHttp(cloud.authority) : undefined);
  return {
    authorityHost: cloud.authority.replace(/^http:/, 'https:'),
    disableInstanceDiscovery: true,
    ...(own ? { httpClient: httpClientOver(own), retryOptions: { maxRetries: 1 } } : {}),
  };
}

/** The library speaks https alone; the local Graph on this machine speaks plain http. */
function overPlainHttp(authority: string): Fetch {
  const secure = authority.replace(/^http:/, 'https:');
  return async (address, init) => {
    const response = await fetch(String(address).replace(secure, authority), init);
    const text = (await response.text()).replaceAll(authority, secure);
    return new Response(text, { status: response.status, headers: { 'content-type': response.headers.get('content-type') ?? '' } });
  };
}

/** The library's idea of a network, over the platform's. */
const httpClientOver = (send: Fetch): HttpClient => ({
  async sendRequest(request: PipelineRequest) {
    const response = await send(request.url, {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      ...(typeof request.body === 'string' ? { body: request.body } : {}),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(request.timeout || 30_000), ...(request.abortSignal ? [signalOf(request)] : [])]),
    });
    const headers = createHttpHeaders(Object.fromEntries(response.headers));
    return { request, status: response.status, headers, bodyAsText: await response.text() };
  },
});

function signalOf({ abortSignal }: PipelineRequest): AbortSignal {
  const controller = new AbortController();
  if (abortSignal?.aborted) controller.abort();
  abortSignal?.addEventListener('abort', () => controller.abort());
  return controller.signal;
}

/** Entra's own code of a refusal (AADSTS…), wherever in its error the library put it. Its text is not kept: it may name the person. */
export function entraReason(error: unknown): string | null {
  for (let one = error, depth = 0; one && depth < 5; one = (one as { cause?: unknown }).cause, depth += 1) {
    const { message, errorMessage, errorResponse } = one as {
      message?: string;
      errorMessage?: string;
      errorResponse?: { errorDescription?: string };
    };
    const found = /AADSTS\d+/.exec([message, errorMessage, errorResponse?.errorDescription].join(' '))?.[0];
    if (found) return found;
  }
  return null;
}
