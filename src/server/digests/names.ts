import { sql } from 'kysely';
import type { DigestFacts } from '../../digest/facts.ts';
import { contextOf, recordFacts } from '../../engine/index.ts';
import type { Tx } from '../../store/database.ts';

/** The names that a digest needs: as records are called now, never as they were called when it was computed. */
export interface DigestNames {
  record(type: string, id: string): { label: string | null; sourceUrl: string | null };
  organization(id: string): string | null;
  /** A record's own title, without its organization. */
  deal(id: string): string | null;
  source(id: string): string;
}

export async function digestNames(tx: Tx, accountId: string, asOf: string, facts: DigestFacts): Promise<DigestNames> {
  const drivers = [...facts.headlines, ...(facts.closed?.headlines ?? [])].flatMap((headline) => headline.drivers);
  const records = [
    ...drivers.flatMap(({ recordType, recordId }) => (recordType && recordId ? [{ recordType, recordId }] : [])),
    ...[...facts.wins.events, ...facts.slips.events, ...facts.moves].map(({ recordType, recordId }) => ({ recordType, recordId })),
    ...facts.renewals.due.map(({ agreementId }) => ({ recordType: 'agreement' as const, recordId: agreementId })),
  ];
  const context = await contextOf(tx, { accountId, asOf, knownAt: null, period: 'fytd', slice: {} });
  const record = await recordFacts(context, records);
  const moved = facts.moves.flatMap(({ kind }) =>
    'nudge' in kind && typeof kind.facts.organization === 'string' ? kind.facts.organization : [],
  );
  const organizations = await named(tx, accountId, 'organization', [...drivers.flatMap((driver) => driver.organizationId ?? []), ...moved]);
  const deals = await named(
    tx,
    accountId,
    'opportunity',
    records.flatMap(({ recordType, recordId }) => (recordType === 'opportunity' ? [recordId] : [])),
  );
  const sources = await sql<{ id: string; name: string }>`select id, name from source where account_id = ${accountId}`.execute(tx);
  const sourceNames = new Map(sources.rows.map((row) => [row.id, row.name]));
  return {
    record: (type, id) => {
      const found = record(type, id);
      return { ...found, label: found.label && withoutEcho(found.label) };
    },
    organization: (id) => organizations.get(id) ?? null,
    deal: (id) => deals.get(id) ?? null,
    source: (id) => sourceNames.get(id) ?? id,
  };
}

/** 'Portal – Contoso Italy · Contoso Italy' says one thing twice. */
function withoutEcho(label: string): string {
  const [title = '', ...more] = label.split(' · ');
  return [title, ...more.filter((part) => !title.includes(part))].join(' · ');
}

/** The newest name that is known, also of a record that was deleted since. */
async function named(
  tx: Tx,
  accountId: string,
  table: 'organization' | 'opportunity',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ id: string; name: string | null }>`
    select distinct on (id) id, name from ${sql.table(table)}
    where account_id = ${accountId} and id in (select jsonb_array_elements_text(${JSON.stringify([...new Set(ids)])}::jsonb))
    order by id, known_from desc`.execute(tx);
  return new Map(found.rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
