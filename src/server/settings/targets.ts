import { sql } from 'kysely';
import { appTargetId } from '../../engine/targets.ts';
import { kpiById } from '../../kpis/index.ts';
import type { RecordInput } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import type { Amount, SettingsBody } from '../contract.ts';
import type { FieldError } from '../problems.ts';

type Wished = NonNullable<SettingsBody['targets']>;

/** Targets as the app writes them: records of their own, beside those of the sources. */
export interface TargetChanges {
  set: RecordInput[];
  removed: string[];
  errors: FieldError[];
}

/** @param now when, @param by the directory id of whoever sets them. */
export async function targetChanges(tx: Tx, accountId: string, wished: Wished, now: string, by: string): Promise<TargetChanges> {
  const changes: TargetChanges = { set: [], removed: [], errors: [] };
  const organizations = await knownOrganizations(
    tx,
    accountId,
    wished.flatMap((target) => target.organization ?? []),
  );
  const seen = new Set<string>();
  for (const [index, target] of wished.entries()) {
    if (target.source !== undefined && target.source !== 'app') continue;
    const id = appTargetId(target.kpi, target.period, target.organization);
    const message = problemOf(target, organizations, seen.has(id));
    seen.add(id);
    if (message) changes.errors.push({ path: `targets.${index}`, message });
    else if (target.value === null) changes.removed.push(id);
    else {
      changes.set.push({
        id,
        sourceRowId: id,
        sourceUrl: null,
        modifiedAt: now,
        modifiedBy: by,
        fields: { kpi: target.kpi, period: target.period, organization: target.organization, value: moneyOf(target.value) },
      });
    }
  }
  return changes;
}

function problemOf(target: Wished[number], organizations: ReadonlySet<string>, isDouble: boolean): string | null {
  const kpi = kpiById(target.kpi);
  if (!kpi) return `there is no KPI "${target.kpi}"`;
  if (isDouble) return 'is given twice';
  if (target.organization !== null && !organizations.has(target.organization)) return `there is no organization "${target.organization}"`;
  if (target.value !== null && typeof target.value === 'object' && kpi.unit !== 'money')
    return `${target.kpi} is not an amount of money: give a number`;
  if (target.value !== null && typeof target.value === 'number' && !Number.isFinite(target.value)) return 'is not a number';
  return null;
}

/** A plain number: of a money KPI, in the account's reporting currency. */
const moneyOf = (value: Amount) => (typeof value === 'number' ? { amount: decimal(value), currency: null } : value);
const decimal = (value: number): string =>
  value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20, maximumSignificantDigits: 17 });

async function knownOrganizations(tx: Tx, accountId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select id from organization where account_id = ${accountId} and known_until = 'infinity' and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(
    tx,
  );
  return new Set(found.rows.map((row) => row.id));
}
