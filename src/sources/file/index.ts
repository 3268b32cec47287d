import { fileKind } from '../drive/source.ts';

/** CSV files. */
export const fileSource = () => fileKind({ kind: 'file', thread: new URL('./thread.ts', import.meta.url), mostBytes: 64 * 1_048_576 });
