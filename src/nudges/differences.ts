import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { contextOf, type HypotheticalChange, hypothesis, worths } from '../engine/index.ts';
import { exact } from '../engine/value.ts';
import type { Kpi } from '../kpis/kpi.ts';
import { type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';

/** What a hypothesis changes in the sums of a KPI, in the reporting currency. */
export interface Difference {
  numerator: string;
  denominator: string;
}
interface Weight extends Difference {
  key: string;
}

/** Whatever the KPI, its sums are converted and read by organization. */
const alwaysRead: readonly RecordType[] = ['account', 'organization', 'rate'];

/**
 * What each of many hypotheses changes in a KPI. What was computed before is kept for as long as no record of a type that
 * the KPI reads has changed, nor the day: a new opportunity does not weigh the renewals anew.
 */
export function differences(tx: Tx, accountId: string, asOf: string) {
  const stamps = new Map<RecordType, Promise<string>>();
  const used = new Set<string>();

  /** When a record of the type was last written or deleted. */
  const stampOf = (type: RecordType): Promise<string> => {
    const known =
      stamps.get(type) ??
      sql<{ at: string | null }>`
        select max(case when known_until = 'infinity' then known_from else known_until end)::text as at
        from ${sql.table(tableOf(type))} where account_id = ${accountId}`
        .execute(tx)
        .then(({ rows }) => rows[0]?.at ?? '');
    stamps.set(type, known);
    return known;
  };

  async function of(kpi: Kpi, horizon: string, changes: readonly (readonly HypotheticalChange[])[]): Promise<Difference[]> {
    const read = [...new Set([...alwaysRead, ...kpi.reads])];
    const stamp = await Promise.all(read.map(async (type) => `${type} ${await stampOf(type)}`));
    // what stands at close may be corrected for 30 days of the clock
    const basis = [kpi.id, kpi.version, horizon, asOf, new Date().toISOString().slice(0, 10), ...stamp];
    const keys = changes.map((one) =>
      createHash('sha256')
        .update(JSON.stringify([basis, one]))
        .digest('base64url'),
    );
    const found = await sql<Weight>`
      select key, numerator, denominator from nudge_weight
      where account_id = ${accountId} and key in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`.execute(tx);
    const known = new Map<string, Difference>(found.rows.map((row) => [row.key, row]));
    const missing = changes.flatMap((one, index) =>
      known.has(keys[index] as string) ? [] : [{ key: keys[index] as string, changes: hypothesis(one) }],
    );
    const computed = await compute(kpi, horizon, missing);
    for (const weight of computed) known.set(weight.key, weight);
    for (const key of keys) used.add(key);
    return keys.map((key) => known.get(key) as Difference);
  }

  async function compute(kpi: Kpi, horizon: string, missing: readonly { key: string; changes: HypotheticalChange[] }[]): Promise<Weight[]> {
    if (missing.length === 0) return [];
    const context = await contextOf(tx, { accountId, asOf: horizon, knownAt: null, period: 'fytd', slice: {} });
    const found = await worths(
      context,
      kpi,
      missing.map((one) => one.changes),
    );
    const weights = missing.map(({ key }, index) => {
      const parts = found[index] ?? [];
      const sum = (of: keyof Difference) => parts.reduce((total, part) => total.plus(part[of]), exact(0)).toFixed();
      return { key, numerator: sum('numerator'), denominator: sum('denominator') };
    });
    await sql`
      insert into nudge_weight (account_id, key, numerator, denominator)
      select ${accountId}, w.key, w.numerator, w.denominator
      from jsonb_to_recordset(${JSON.stringify(weights)}::jsonb) as w(key text, numerator numeric, denominator numeric)
      on conflict do nothing`.execute(tx);
    return weights;
  }

  /** What no nudge was weighed with this time is not needed again. */
  const forgetOthers = () =>
    sql`
      delete from nudge_weight where account_id = ${accountId}
        and key not in (select jsonb_array_elements_text(${JSON.stringify([...used])}::jsonb))`.execute(tx);

  return { of, forgetOthers };
}
