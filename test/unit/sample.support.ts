import type { TenantSeed } from '../../demo/tenant.ts';
import type { FieldValue, RecordInput, RecordType } from '../../src/model/index.ts';
import { compileEntry } from '../../src/sources/mapping/compile.ts';
import { normalizeName } from '../../src/sources/mapping/references.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { Reason } from '../../src/sources/mapping/types.ts';
import { stateAt, type World } from '../naive/world.ts';

export interface Understood {
  records: Map<RecordType, RecordInput[]>;
  quarantine: { list: string; reasons: Reason[] }[];
  notOurs: number;
  /** References that find nothing: 'agreement.organization ORG-999'. */
  unmatched: string[];
  world: World;
}

/** What a tenant's lists say by its mapping, without a server between. */
export function understand(seed: TenantSeed, mappingJson: unknown): Understood {
  const mapping = readMapping(mappingJson);
  const records: Understood['records'] = new Map([
    ['account', [{ id: 'account', fields: mapping.account, sourceRowId: '', sourceUrl: null, modifiedAt: null, modifiedBy: null }]],
  ]);
  const quarantine: Understood['quarantine'] = [];
  let notOurs = 0;
  const references: { recordType: RecordType; field: string; refersTo: RecordType; match: 'name' | 'id' }[] = [];
  for (const entry of mapping.entries) {
    const list = seed.lists.find((candidate) => candidate.displayName === entry.list);
    if (!list) throw new Error(`the mapping names a list that is not there: ${entry.list}`);
    const columns = list.columns.map(({ displayName, type }) => ({
      name: displayName,
      displayName,
      ...(type === 'date' ? { kind: 'date' as const } : {}),
    }));
    const compiled = compileEntry(entry, { source: entry.list, columns, accountCurrency: 'USD', timeZone: null });
    references.push(...compiled.references.map(({ field, refersTo, match }) => ({ recordType: entry.recordType, field, refersTo, match })));
    const found = records.get(entry.recordType) ?? [];
    records.set(entry.recordType, found);
    for (const [index, cells] of list.rows.entries()) {
      const mapped = compiled.mapRow({ id: String(index + 1), url: null, modifiedAt: null, modifiedBy: null, cells });
      if ('record' in mapped) found.push(mapped.record);
      else if ('quarantine' in mapped) quarantine.push({ list: entry.list, reasons: mapped.quarantine.reasons });
      else notOurs += 1;
    }
  }
  const unmatched = resolve(records, references);
  const writes = [...records].map(([recordType, all]) => ({ at: '2026-11-24T00:00:00.000Z', recordType, upserts: all, deletions: [] }));
  return { records, quarantine, notOurs, unmatched, world: stateAt(writes, '2026-11-24T00:00:00.000Z') };
}

function resolve(
  records: Understood['records'],
  references: readonly { recordType: RecordType; field: string; refersTo: RecordType; match: 'name' | 'id' }[],
): string[] {
  const unmatched: string[] = [];
  for (const { recordType, field, refersTo, match } of references) {
    const known = new Map(
      (records.get(refersTo) ?? []).map((record) => [match === 'id' ? record.id : normalizeName(String(record.fields.name)), record.id]),
    );
    const idOf = (key: string): string | null => {
      const id = known.get(match === 'id' ? key : normalizeName(key));
      if (id === undefined) unmatched.push(`${recordType}.${field} ${key}`);
      return id ?? null;
    };
    for (const record of records.get(recordType) ?? []) {
      const value = record.fields[field];
      if (value === undefined || value === null) continue;
      const resolved = Array.isArray(value) ? value.map((key) => idOf(String(key))).filter((id) => id !== null) : idOf(String(value));
      (record.fields as Record<string, FieldValue>)[field] = resolved;
    }
  }
  return unmatched;
}
