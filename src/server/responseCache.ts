/** An answer as bytes, and compressed where somebody has asked for it so. */
export interface KeptAnswer {
  json: Buffer;
  compressed: Partial<Record<'br' | 'gzip', Buffer>>;
}

/** The answers asked for last, up to so many bytes. A key names revision, day, question and viewer, so nothing in it grows old. */
export class ResponseCache {
  readonly #answers = new Map<string, KeptAnswer>();
  readonly #mostBytes: number;
  #bytes = 0;
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }
  get(key: string): KeptAnswer | undefined {
    const kept = this.#answers.get(key);
    if (kept) {
      this.#answers.delete(key);
      this.#answers.set(key, kept);
    }
    return kept;
  }
  set(key: string, answer: KeptAnswer): void {
    if (answer.json.length * 8 > this.#mostBytes) return;
    this.#forget(key);
    this.#answers.set(key, answer);
    this.#bytes += answer.json.length;
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#forget(oldest);
    }
  }
  #forget(key: string): void {
    const kept = this.#answers.get(key);
    if (!kept) return;
    this.#answers.delete(key);
    this.#bytes -= kept.json.length;
  }
}
