import { sql } from 'kysely';
import { kpis } from '../kpis/index.ts';
import type { RecordType } from '../model/index.ts';
import { recordTypes } from '../model/index.ts';
import type { Tx } from '../store/database.ts';

/** When the oldest of the sources behind a KPI was last read: null while one of them never was, or where there is none. */
export type FreshAsOf = (kpi: string) => string | null;

/** A mapping is an object by record type, or a list of entries that name theirs. */
export function recordTypesOf(mapping: unknown): RecordType[] {
  const named = Array.isArray(mapping)
    ? mapping.map((entry: { recordType?: unknown }) => entry?.recordType)
    : typeof mapping === 'object' && mapping !== null
      ? 'recordType' in mapping
        ? [mapping.recordType]
        : Object.keys(mapping)
      : [];
  return recordTypes.filter((type) => named.includes(type));
}

export async function freshness(tx: Tx, accountId: string): Promise<FreshAsOf> {
  const sources = await sql<{
    mapping: unknown;
    last_success_at: string | null;
  }>`select mapping, last_success_at from source where account_id = ${accountId}`.execute(tx);
  const oldest = new Map<RecordType, string | null>();
  for (const { mapping, last_success_at: readAt } of sources.rows) {
    for (const type of recordTypesOf(mapping)) {
      const known = oldest.get(type);
      oldest.set(type, known === undefined ? readAt : older(known, readAt));
    }
  }
  const byKpi = new Map(
    kpis.map((kpi) => {
      const times = kpi.reads.flatMap((type) => oldest.get(type) ?? (oldest.has(type) ? [null] : []));
      return [kpi.id, times.length === 0 ? null : times.reduce(older)];
    }),
  );
  return (kpi) => byKpi.get(kpi) ?? null;
}

const older = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : a < b ? a : b);
