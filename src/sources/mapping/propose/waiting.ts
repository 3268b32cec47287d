import { kpis } from '../../../kpis/index.ts';
import { model, type RecordType, type Text } from '../../../model/index.ts';
import { both } from './texts.ts';

/** What a KPI can do without: settings, targets and rates have defaults, and the rest only refines. */
const refining: ReadonlySet<RecordType> = new Set(['account', 'target', 'rate', 'organization', 'partner', 'review', 'member']);

export interface Waiting {
  /** What is missing: a record type, or one field of it. */
  recordType: RecordType;
  field: string | null;
  kpis: readonly string[];
  text: Text;
}

/** Which KPIs wait for what, given the fields that are mapped by record type. */
export function waitingKpis(mapped: ReadonlyMap<RecordType, ReadonlySet<string>>): Waiting[] {
  const byType = new Map<RecordType, Set<string>>();
  const byField = new Map<string, Set<string>>();
  const note = <K>(map: Map<K, Set<string>>, key: K, kpi: string) => map.set(key, (map.get(key) ?? new Set()).add(kpi));
  for (const kpi of kpis) {
    const lacking = kpi.reads.filter((type) => !refining.has(type) && !mapped.has(type));
    for (const type of lacking) note(byType, type, kpi.id);
    if (lacking.length > 0) continue;
    // The reasons for which a record does not count name the fields that a KPI looks at.
    for (const { field } of Object.values(kpi.reasons)) {
      if (field === undefined) continue;
      const types = kpi.reads.filter((type) => mapped.has(type) && model[type].fields[field]);
      for (const type of types) if (!mapped.get(type)?.has(field)) note(byField, `${type}.${field}`, kpi.id);
    }
  }
  const types = [...byType].map(([recordType, ids]): Waiting => {
    const { en, 'zh-CN': zh } = model[recordType].label;
    const text = both(
      `no ${en.toLowerCase()} yet: ${ids.size} of ${kpis.length} KPIs wait for it`,
      `还没有${zh}：${kpis.length} 个指标中有 ${ids.size} 个在等待`,
    );
    return { recordType, field: null, kpis: [...ids], text };
  });
  const fields = [...byField].map(([name, ids]): Waiting => {
    const [recordType, field] = name.split('.') as [RecordType, string];
    const text = both(
      `nothing gives ${name}: ${ids.size} of ${kpis.length} KPIs look at it`,
      `没有列给出 ${name}：${kpis.length} 个指标中有 ${ids.size} 个会用到`,
    );
    return { recordType, field, kpis: [...ids], text };
  });
  const byCount = (a: Waiting, b: Waiting) => b.kpis.length - a.kpis.length || (a.text.en < b.text.en ? -1 : 1);
  return [...types.sort(byCount), ...fields.sort(byCount)];
}
