import type { IncomingMessage } from 'node:http';
import { ProblemError } from './problems.ts';

export interface BodyLimits {
  bytes: number;
  /** From the first to the last byte. */
  timeoutMs: number;
  /** U+0000 in texts is let through: for what never becomes a value of the database as it is. */
  takesNul?: true;
}
export const usualLimits: BodyLimits = { bytes: 1_000_000, timeoutMs: 15_000 };

/** Reads a JSON body; an empty one is undefined. What is too large or too slow is given up on as soon as that is known. */
export async function readJson(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity') throw new ProblemError('media-type', 'Send the body uncompressed.');
  if (Number(request.headers['content-length'] ?? 0) > limits.bytes) throw tooLarge(limits);
  const bytes = await collect(request, limits);
  if (bytes.length === 0) return undefined;
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) throw new ProblemError('media-type');
  const text = decoded(bytes);
  // No text of ours holds it, and the database takes none that does.
  if (!limits.takesNul && /(?<!\\)(?:\\\\)*\\u0000/.test(text))
    throw new ProblemError('invalid-body', 'The body holds a character that no text has (U+0000).');
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}

const notJson = () => new ProblemError('invalid-body', 'The body is not valid JSON in UTF-8.');

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notJson();
  }
}

const tooLarge = (limits: BodyLimits) => new ProblemError('body-too-large', `At most ${limits.bytes} bytes are accepted.`);

function collect(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose);
      finish();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limits.bytes) chunks.push(chunk);
      else settle(() => reject(tooLarge(limits)));
    };
    const onEnd = () => settle(() => resolve(Buffer.concat(chunks)));
    const onError = () => settle(() => reject(new ProblemError('invalid-body', 'The body broke off.')));
    const onClose = onError;
    const timer = setTimeout(() => settle(() => reject(new ProblemError('body-too-slow'))), limits.timeoutMs);
    request.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}
