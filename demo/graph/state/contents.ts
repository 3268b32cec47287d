import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The contents of files, by their hash: the journal names them, and they lie beside it. */
export interface Contents {
  keep(content: Uint8Array): string;
  read(hash: string): Uint8Array;
}

const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

export function contentsInMemory(): Contents {
  const kept = new Map<string, Uint8Array>();
  return {
    keep: (content) => {
      const hash = hashOf(content);
      kept.set(hash, content);
      return hash;
    },
    read: (hash) => kept.get(hash) ?? new Uint8Array(),
  };
}

export function contentsIn(folder: string): Contents {
  const place = (hash: string) => join(folder, 'files', hash);
  return {
    keep: (content) => {
      const hash = hashOf(content);
      mkdirSync(join(folder, 'files'), { recursive: true });
      if (!existsSync(place(hash))) writeFileSync(place(hash), content, { mode: 0o600 });
      return hash;
    },
    read: (hash) => readFileSync(place(hash)),
  };
}
