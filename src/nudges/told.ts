import { sql } from 'kysely';
import { columnsOf, type Language, model, type RecordType, tableOf } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import type { NudgeRow } from './reconcile.ts';
import type { Told } from './rule.ts';
import { ruleOf } from './rules/index.ts';
import { toldOf } from './wording.ts';

/** Puts names in: what the sentences of these nudges may speak of, by nudge id. Nudges of rules that are gone have none. */
export async function toldOfNudges(
  tx: Tx,
  rows: readonly NudgeRow[],
  { accountId, language, today, currency }: { accountId: string; language: Language; today: string; currency: string },
): Promise<ReadonlyMap<string, Told>> {
  const organizations = await namesOf(
    tx,
    accountId,
    'organization',
    rows.flatMap(({ facts }) => (typeof facts.organization === 'string' ? facts.organization : [])),
  );
  const records = new Map<string, ReadonlyMap<string, string>>();
  for (const type of new Set(rows.map((row) => row.record_type as RecordType))) {
    const ids = rows.filter((row) => row.record_type === type).map((row) => row.record_id);
    records.set(type, await namesOf(tx, accountId, type, ids));
  }
  return new Map(
    rows.flatMap((row) => {
      const rule = ruleOf(row.rule);
      if (!rule) return [];
      const record = records.get(row.record_type)?.get(row.record_id) ?? null;
      const organization = organizations.get(String(row.facts.organization)) ?? null;
      return [[row.id, toldOf(rule, language, { record, organization, facts: row.facts, today, currency })] as const];
    }),
  );
}

/** Records that have a name of their own: none for those that are named after something else. */
async function namesOf(tx: Tx, accountId: string, type: RecordType, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { titleField, fields } = model[type];
  const field = titleField ? fields[titleField] : undefined;
  const column = titleField && field?.kind === 'text' ? columnsOf(titleField, field)[0] : undefined;
  if (!column || ids.length === 0) return new Map();
  const found = await sql<{ id: string; name: string }>`
    select distinct on (id) id, ${sql.ref(column.name)} as name from ${sql.table(tableOf(type))}
    where account_id = ${accountId} and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)) and ${sql.ref(column.name)} is not null
    order by id, known_from desc`.execute(tx);
  return new Map(found.rows.map((row) => [row.id, row.name]));
}
