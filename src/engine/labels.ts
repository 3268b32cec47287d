import { type RawBuilder, sql } from 'kysely';
import { columnsOf, model, type RecordType, tableOf } from '../model/index.ts';
import { personNames } from './breakdown.ts';
import type { Context } from './context.ts';
import { relations } from './state.ts';

export interface RecordFacts {
  label: string | null;
  sourceUrl: string | null;
}
const keyOf = (type: string, id: string) => `${type}|${id}`;

/** What records are called, and the link that opens their source row: the newest version that is known, also of a deleted one. */
export async function recordFacts(
  context: Context,
  records: readonly { recordType: string; recordId: string }[],
): Promise<(type: string, id: string) => RecordFacts> {
  const facts = new Map<string, RecordFacts>();
  const types = [...new Set(records.map((record) => record.recordType))].filter((type): type is RecordType => type in model);
  for (const type of types) {
    const ids = records.filter((record) => record.recordType === type).map((record) => record.recordId);
    const found = await sql<{
      id: string;
      source_url: string | null;
      title: string | null;
      organization: string | null;
      person: string | null;
    }>`
      with ${relations(context.accountId, context.state, ['organization'])}
      select distinct on (r.id) r.id, r.source_url, ${title(type)} as title, ${organizationName(type)} as organization, ${personOf(type)} as person
      from public.${sql.raw(tableOf(type))} r
      where r.account_id = ${context.accountId} and r.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      order by r.id, r.known_from desc`.execute(context.tx);
    const names = await personNames(
      context,
      found.rows.flatMap((row) => row.person ?? []),
    );
    for (const row of found.rows) {
      const parts = [row.person === null ? null : (names.get(row.person) ?? null), row.title, row.organization].filter(
        (part) => part !== null && part !== '',
      );
      facts.set(keyOf(type, row.id), { label: parts.length > 0 ? parts.join(' · ') : null, sourceUrl: row.source_url });
    }
  }
  return (type, id) => facts.get(keyOf(type, id)) ?? { label: null, sourceUrl: null };
}

function title(type: RecordType): RawBuilder<unknown> {
  const { titleField, fields } = model[type];
  const field = titleField ? fields[titleField] : undefined;
  const column = titleField && field ? columnsOf(titleField, field)[0] : undefined;
  return column ? sql`r.${sql.raw(column.name)}::text` : sql`null::text`;
}
const organizationName = (type: RecordType): RawBuilder<unknown> =>
  model[type].fields.organization ? sql`(select o.name from organization o where o.id = r.organization_id)` : sql`null::text`;
const personOf = (type: RecordType): RawBuilder<unknown> =>
  Object.values(model[type].fields).some((field) => field.kind === 'personal') ? sql`r.person_id` : sql`null::text`;
