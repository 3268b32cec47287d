import type { Clock } from './clock.ts';
import { GraphError, NotFoundError, ThrottledError, UnreachableError } from './errors.ts';
import { askedWaitMs, backoffMs, usualLimits } from './middleware/retrying.ts';

/** The content is larger than the caller takes. */
export class TooLargeError extends GraphError {
  override name = 'TooLargeError';
  readonly bytes: number;
  constructor(bytes: number) {
    super({ status: 413, code: 'tooLarge', message: `the content has ${bytes} bytes` });
    this.bytes = bytes;
  }
}

export interface DownloadOptions {
  mostBytes: number;
  permission?: string;
}
interface Means {
  clock: Clock;
  random: () => number;
  /** Asks Graph where the content lies: an address that needs no token and lives for minutes. */
  locate: () => Promise<string>;
  /** A connection that is silent for so long is given up. */
  silenceMs: number;
}

/** What has arrived so far. */
class Arrival {
  private bytes = Buffer.alloc(0);
  length = 0;
  /** The version that it is of, as the server names it. */
  tag: string | null = null;
  private readonly mostBytes: number;
  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }
  expect(total: number): void {
    if (total > this.mostBytes) throw new TooLargeError(total);
    this.grow(total);
  }
  add(chunk: Uint8Array): void {
    const length = this.length + chunk.length;
    if (length > this.mostBytes) throw new TooLargeError(length);
    if (length > this.bytes.length) this.grow(Math.min(this.mostBytes, Math.max(length, this.bytes.length * 2)));
    this.bytes.set(chunk, this.length);
    this.length = length;
  }
  startOver(tag: string | null): void {
    this.length = 0;
    this.tag = tag;
  }
  private grow(capacity: number): void {
    if (capacity <= this.bytes.length) return;
    const grown = Buffer.alloc(capacity);
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
  get content(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset, this.length);
  }
}

/** @returns true: whole. @throws whatever breaks the connection */
async function receive(response: Response, arrival: Arrival, heard: () => void): Promise<boolean> {
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  const isRest = response.status === 206 && range !== null && Number(range[1]) === arrival.length;
  if (!isRest) arrival.startOver(response.headers.get('etag'));
  const declared = response.headers.get('content-length');
  const total = range ? Number(range[2]) : declared === null ? null : Number(declared);
  if (total !== null) arrival.expect(total);
  for await (const chunk of response.body ?? []) {
    heard();
    arrival.add(chunk);
  }
  return total === null || arrival.length === total;
}

/**
 * The content of a file, whole. Graph says where it lies; a connection that breaks is taken up where it broke, with a
 * new address, as the first may have run out.
 * @throws TooLargeError, NotFoundError, ThrottledError, UnreachableError and what Graph answers when it is asked for the address
 */
export async function download({ clock, random, locate, silenceMs }: Means, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const arrival = new Arrival(mostBytes);
  let cause: unknown = null;
  let waitMs: number | null = null;
  let throttled: ThrottledError | null = null;
  for (let attempt = 1; attempt <= usualLimits.attempts; attempt += 1) {
    if (attempt > 1) await clock.sleep(waitMs ?? backoffMs(attempt - 1, random));
    waitMs = null;
    throttled = null;
    const address = await locate();
    const stop = new AbortController();
    let timer = setTimeout(() => stop.abort(), silenceMs);
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), silenceMs);
    };
    try {
      const resume = arrival.length > 0 && arrival.tag !== null;
      const headers: Record<string, string> = resume
        ? { Range: `bytes=${arrival.length}-`, 'If-Range': arrival.tag as string, 'Accept-Encoding': 'identity' }
        : { 'Accept-Encoding': 'identity' };
      const response = await fetch(address, { headers, signal: stop.signal });
      if (response.ok) {
        if (await receive(response, arrival, heard)) return arrival.content;
        continue;
      }
      await response.body?.cancel();
      const facts = { status: response.status, code: `http${response.status}`, message: `the content was answered ${response.status}` };
      if (response.status === 404) throw new NotFoundError(facts);
      if (response.status === 429 || response.status === 503) {
        const asked = askedWaitMs(response.headers, clock.now());
        throttled = new ThrottledError({ ...facts, retryAfterMs: asked ?? 60_000 });
        if (asked !== null && asked > usualLimits.longestWaitMs) throw throttled;
        waitMs = asked;
      }
      // 416: it is shorter than what we have; 401, 403, 410: the address ran out.
      if (response.status === 416) arrival.startOver(null);
      cause = new GraphError(facts);
    } catch (error) {
      if (error instanceof GraphError) throw error;
      cause = error;
    } finally {
      clearTimeout(timer);
    }
  }
  if (throttled) throw throttled;
  throw new UnreachableError(`the content could not be downloaded whole, after ${usualLimits.attempts} attempts`, cause);
}
