import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'restify';
import { languageOf } from '../i18n/language.ts';
import type { Problem } from './contract.ts';
import { ProblemError, type ProblemKey, problemTypes } from './problems.ts';
import type { KeptAnswer } from './responseCache.ts';

const compress = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 5 }),
};
const worthCompressing = 1400;

export const answerOf = (body: unknown): KeptAnswer => ({ json: Buffer.from(JSON.stringify(body)), compressed: {} });

/** Which compression the caller takes. */
function encodingFor(request: Request): 'br' | 'gzip' | null {
  const accepted = new Set(
    String(request.headers['accept-encoding'] ?? '')
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim()),
  );
  return accepted.has('br') ? 'br' : accepted.has('gzip') ? 'gzip' : null;
}

export async function sendJson(
  request: Request,
  response: Response,
  status: number,
  answer: KeptAnswer,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const encoding = answer.json.length >= worthCompressing ? encodingFor(request) : null;
  let bytes = answer.json;
  if (encoding) {
    answer.compressed[encoding] ??= await compress[encoding](answer.json);
    bytes = answer.compressed[encoding];
  }
  end(response, status, bytes, {
    'content-type': 'application/json; charset=utf-8',
    vary: 'accept-encoding, accept-language, authorization',
    ...(encoding ? { 'content-encoding': encoding } : {}),
    ...headers,
  });
}

export function sendProblem(
  request: Request,
  response: Response,
  key: ProblemKey,
  facts: Partial<Omit<Problem, 'type' | 'title' | 'status' | 'instance'>> = {},
  headers: Readonly<Record<string, string>> = {},
): void {
  const { status, title } = problemTypes[key];
  const language = languageOf(header(request, 'accept-language'));
  const problem: Problem = {
    type: key,
    title: title[language],
    status,
    ...(facts.detail ? { detail: facts.detail } : {}),
    instance: `urn:request:${request.id()}`,
    ...(facts.errors ? { errors: facts.errors } : {}),
    ...(facts.sourceUrl ? { sourceUrl: facts.sourceUrl } : {}),
    ...(facts.conflict ? { conflict: facts.conflict } : {}),
    ...(facts.claims ? { claims: facts.claims } : {}),
    ...(facts.consent ? { consent: facts.consent } : {}),
    ...(facts.retryAfter ? { retryAfter: facts.retryAfter } : {}),
  };
  end(response, status, Buffer.from(JSON.stringify(problem)), {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'content-language': language,
    ...(status === 401
      ? {
          'www-authenticate': facts.claims
            ? `Bearer error="insufficient_claims", claims="${Buffer.from(facts.claims).toString('base64')}"`
            : `Bearer${key === 'token-missing' ? '' : ` error="invalid_token", error_description="${title.en.replaceAll('’', "'")}"`}`,
        }
      : {}),
    ...(facts.retryAfter ? { 'retry-after': String(facts.retryAfter) } : {}),
    ...headers,
  });
}

/** Answers a ProblemError as it says; anything else as our own fault, of which the caller learns nothing but the request's id. */
export function sendError(request: Request, response: Response, error: unknown): void {
  if (response.headersSent || response.writableEnded) return;
  // What is left of a body that was given up on is not read: the connection ends with the answer.
  const unread: Record<string, string> = request.complete ? {} : { connection: 'close' };
  if (error instanceof ProblemError)
    sendProblem(
      request,
      response,
      error.key,
      { ...error.facts, detail: error.message || undefined, errors: error.errors ? [...error.errors] : undefined },
      unread,
    );
  else sendProblem(request, response, 'server-error', {}, unread);
}

export const header = (request: Request, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** sendRaw leaves restify's formatters out, and tells it that the response is done. */
function end(response: Response, status: number, bytes: Buffer, headers: Readonly<Record<string, string>>): void {
  response.sendRaw(status, bytes, { ...headers, 'content-length': String(bytes.length) });
}

/**
 * Sent as it is made, only as fast as it is taken. Where it fails half way, the connection is cut: the other side must not
 * take a part for the whole.
 */
export async function sendStream(
  response: Response,
  { contentType, fileName, chunks }: { contentType: string; fileName: string; chunks: AsyncIterable<Uint8Array> },
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  response.writeHead(200, { ...headers, 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` });
  try {
    await pipeline(Readable.from(chunks), response);
  } catch (error) {
    response.destroy();
    // Whoever asked has gone, or knows by the cut.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
