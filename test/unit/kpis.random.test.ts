import type { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kpis } from '../../src/kpis/index.ts';
import { model, type RecordType, recordColumns, recordTypes, tableOf } from '../../src/model/index.ts';
import { clear, openRecords, type Row, rowsOf, touchedBy } from './kpis.support.ts';

/** Mulberry32: the same records for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const perType = 8;
const idsOf = (type: RecordType) => Array.from({ length: perType }, (_, i) => `${type}${i}`);

/** Any value that a column can hold, odd ones among them: nulls, duplicates, missing references, inverted dates. */
function cellOf(type: RecordType, column: string, sqlType: string, next: () => number): unknown {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  if (next() < 0.15) return null;
  const field = Object.entries(model[type].fields).find(([name]) => column === name.replace(/[A-Z]/g, (l) => `_${l.toLowerCase()}`))?.[1];
  if (field?.kind === 'choice' && next() < 0.95) return pick(Object.keys(field.choices));
  const list = (values: readonly string[]) => Array.from({ length: Math.floor(next() * 4) }, () => (next() < 0.05 ? null : pick(values)));
  if (column === 'contacts') return list(idsOf('contact').flatMap((id) => [`${id}:accepted`, `${id}:confirmed`, `${id}:declined`, id]));
  if (column === 'lines') return list(['p:10', 'p:2.5', 'q: 7', 'q', ':3', 'p:x', 'a:b:4']);
  if (column === 'product') return pick(['p', 'q', 'a:b', '']);
  if (column === 'kpi') return pick(['net-new-revenue', 'revenue']);
  if (column === 'period') return pick(['FY2026', 'FY2026-Q1', 'FY2026-Q2', 'FY2025', 'FY0000', 'nonsense']);
  if (column === 'record') return pick([...idsOf('condition'), ...idsOf('planItem')]);
  if (column === 'fiscal_year') return pick([2025, 2026, 2027, 0, 99999]);
  if (column === 'renewal_grace_days') return 90;
  if (column.endsWith('programs')) return pick([['EA', 'SCE'], ['EA', 'EAS', 'SCE', 'CSP'], []]);
  if (column.endsWith('currency')) return pick(['USD', 'EUR', 'CHF']);
  for (const refersTo of recordTypes) if (column === `${refersTo}_id`) return pick([...idsOf(refersTo), 'missing']);
  if (column === 'renews_ids') return list([...idsOf('agreement'), 'missing']);
  if (column.startsWith('partners_')) return list([...idsOf('partner'), '']);
  switch (sqlType) {
    case 'date':
      return new Date(Date.UTC(2024, 0, 1) + Math.floor(next() * 1100) * 86_400_000).toISOString().slice(0, 10);
    case 'numeric':
      return pick(['0', '5', '10', '100.10', '33.33', '-7', '3']);
    case 'integer':
      return pick([0, 1, 5, 20, 21]);
    case 'boolean':
      return next() < 0.5;
    case 'text[]':
      return list(['DE', 'FR']);
    default:
      return pick(['x', 'y', ' ']);
  }
}

async function write(db: PGlite, type: RecordType, id: string, next: () => number): Promise<void> {
  const columns = recordColumns(model[type]);
  await db.query(`delete from ${tableOf(type)} where id = $1`, [id]);
  await db.query(
    `insert into ${tableOf(type)} (id, ${columns.map((c) => c.name).join(', ')}) values ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')})`,
    [id, ...columns.map((column) => cellOf(type, column.name, column.sqlType, next))],
  );
}

async function fill(db: PGlite, next: () => number): Promise<void> {
  await clear(db);
  for (const type of recordTypes) for (const id of type === 'account' ? ['account'] : idsOf(type)) await write(db, type, id, next);
}

const bySubject = (rows: readonly Row[]): Map<string, Row[]> => Map.groupBy(rows, (row) => String(row.subject));

describe.each([1, 2, 3])('on random records (seed %i)', (seed) => {
  let db: PGlite;
  const next = random(seed);
  beforeAll(async () => {
    db = await openRecords();
    await fill(db, next);
  });
  afterAll(() => db.close());

  it.each(kpis.map((each) => [each.id, each] as const))('%s returns sound rows', async (_id, kpi) => {
    const rows = await rowsOf(db, kpi);
    const keys = rows.map((row) => JSON.stringify([row.subject, row.record_type, row.record_id, row.part]));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    for (const row of rows) {
      expect([row.subject, row.record_type, row.record_id]).not.toContain(null);
      if (row.excluded !== null) expect(Object.keys(kpi.reasons)).toContain(row.excluded);
      else {
        expect([row, row.counts_from, row.counts_until, row.numerator, row.denominator].includes(null as never)).toBe(false);
        if (kpi.shape === 'flow') expect(row.occurred_on).not.toBeNull();
        else expect(row.occurred_on).toBeNull();
      }
    }
  });

  it.each(kpis.map((each) => [each.id, each] as const))('%s gives the same rows for its subjects alone', async (_id, kpi) => {
    const all = bySubject(await rowsOf(db, kpi));
    const some = [...all.keys()].filter((_, i) => i % 2 === 0);
    expect(bySubject(await rowsOf(db, kpi, some))).toEqual(new Map(some.map((subject) => [subject, all.get(subject)])));
  });

  it('no change of a record reaches a subject that it does not touch', async () => {
    for (let round = 0; round < 12; round += 1) {
      for (const type of recordTypes) {
        const concerned = kpis.filter((kpi) => kpi.reads.includes(type) && kpi.touches[type]);
        if (concerned.length === 0) continue;
        const id = idsOf(type)[Math.floor(next() * perType)] as string;
        const before = await Promise.all(
          concerned.map(async (kpi) => ({ rows: bySubject(await rowsOf(db, kpi)), touched: await touchedBy(db, kpi, type, [id]) })),
        );
        if (next() < 0.2) await db.query(`delete from ${tableOf(type)} where id = $1`, [id]);
        else await write(db, type, id, next);
        for (const [i, kpi] of concerned.entries()) {
          const rows = bySubject(await rowsOf(db, kpi));
          const earlier = before[i] as (typeof before)[number];
          const touched = new Set([...earlier.touched, ...(await touchedBy(db, kpi, type, [id]))]);
          const differing = [...new Set([...rows.keys(), ...earlier.rows.keys()])].filter(
            (subject) => JSON.stringify(rows.get(subject)) !== JSON.stringify(earlier.rows.get(subject)),
          );
          expect({ kpi: kpi.id, type, missed: differing.filter((subject) => !touched.has(subject)) }).toEqual({
            kpi: kpi.id,
            type,
            missed: [],
          });
        }
      }
    }
  });
});
