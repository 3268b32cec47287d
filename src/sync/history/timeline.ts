import type { RecordInput, RecordType } from '../../model/index.ts';
import type { RowHistory } from '../../sources/kind.ts';
import type { CompiledEntry } from '../../sources/mapping/compile.ts';

/** A record as a row said it from one instant until another. */
export interface Past {
  type: RecordType;
  entry: CompiledEntry;
  record: RecordInput;
  /** Instant. */
  from: string;
  /** Instant; null: it is so still. */
  until: string | null;
}

/**
 * What a row's versions say of records, one after the other. A version that cannot be understood leaves the one before it
 * standing, as a sync would have; versions that say the same are one.
 */
export function timelineOf(entries: readonly CompiledEntry[], { rowId, versions }: RowHistory, url: string | null): Past[] {
  const pasts: Past[] = [];
  for (const entry of entries) {
    let open: Past | null = null;
    const close = (at: string) => {
      if (open) pasts.push({ ...open, until: at });
      open = null;
    };
    for (const { at, by, cells } of versions) {
      const mapped = entry.mapRow({ id: rowId, url, modifiedAt: at, modifiedBy: by, cells });
      if ('quarantine' in mapped) continue;
      if ('notOurs' in mapped) {
        close(at);
        continue;
      }
      const before: Past | null = open;
      if (before && isSame(before.record, mapped.record)) continue;
      close(at);
      open = { type: entry.recordType, entry, record: mapped.record, from: at, until: null };
    }
    if (open) pasts.push(open);
  }
  return pasts.filter(({ from, until }) => until === null || from < until);
}

const isSame = (one: RecordInput, other: RecordInput): boolean =>
  one.id === other.id && JSON.stringify(one.fields) === JSON.stringify(other.fields);

export interface Span {
  from: string;
  until: string;
}
/** Instants of one form are in the order of their texts. */
const sooner = (one: string, other: string): string => [one, other].toSorted()[0] as string;
const later = (one: string, other: string): string => [one, other].toSorted()[1] as string;

/** The parts of a span that no other covers. */
export function without(span: Span, others: readonly Span[]): Span[] {
  let parts: Span[] = [span];
  for (const other of others)
    parts = parts.flatMap((part) => {
      if (other.until <= part.from || part.until <= other.from) return [part];
      return [
        { from: part.from, until: later(part.from, other.from) },
        { from: sooner(part.until, other.until), until: part.until },
      ].filter(({ from, until }) => from < until);
    });
  return parts;
}
