import type { Site } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { kpis } from '../../kpis/index.ts';
import { type Language, model, type RecordType, recordTypes } from '../../model/index.ts';
import { type ListPlan, listPlan } from '../../provision/listPlan.ts';
import { markedRows } from '../../provision/samples/mark.ts';
import { type MadeOnSite, type SiteLists, siteLists } from '../../provision/siteLists.ts';
import { freeTitle } from '../../provision/titles.ts';
import type { ProposedList } from '../contract.ts';
import { givenElsewhere, type KnownSource } from './known.ts';

/** What there is no list for: settings are the account's own. */
export const listable: readonly RecordType[] = recordTypes.filter((type) => type !== 'account');
/** What the app keeps itself, or learns from elsewhere, need not be typed into a list. */
const keptByTheApp: ReadonlySet<RecordType> = new Set(['target', 'review', 'member']);

export interface Proposed {
  site: { name: string | null; webUrl: string | null };
  lists: ProposedList[];
}

/** Which lists there are for the account, and which could be made, as the person may see it. */
export async function proposeLists(
  graph: Graph,
  siteId: string,
  known: readonly KnownSource[],
  ask: { language: Language; shown: Language; currency: string; countSamples: boolean },
): Promise<Proposed> {
  const site = await graph.get<Site>(`/sites/${encodeURIComponent(siteId)}?$select=id,displayName,webUrl`);
  const there = await siteLists(graph, siteId);
  const lists: ProposedList[] = [];
  for (const type of listable) {
    const made = there.made.get(type) ?? null;
    const samples = ask.countSamples && made ? (await markedRows(graph, siteId, made)).length : null;
    lists.push(proposal(type, made, there, known, samples, ask));
  }
  return { site: { name: site.displayName ?? null, webUrl: site.webUrl ?? null }, lists };
}

function proposal(
  recordType: RecordType,
  made: MadeOnSite | null,
  there: SiteLists,
  known: readonly KnownSource[],
  sampleRows: number | null,
  { language, shown, currency }: { language: Language; shown: Language; currency: string },
): ProposedList {
  const plan = listPlan(recordType, language, currency);
  const source = made ? known.find((one) => one.listId === made.listId) : undefined;
  const elsewhere = givenElsewhere(known).has(recordType);
  const readers = kpis.filter((kpi) => kpi.reads.includes(recordType));
  return {
    recordType,
    label: model[recordType].label[shown],
    purpose: readers.length > 0 ? purpose(shown, readers.length) : plan.description,
    name: made?.title ?? freeTitle(plan.title, there.titles),
    state: made ? stateOf(plan, made, there, source !== undefined) : elsewhere ? 'elsewhere' : 'absent',
    exists: made !== null,
    isSuggested: !made && !elsewhere && !keptByTheApp.has(recordType),
    webUrl: made?.webUrl ?? null,
    source: source?.id ?? null,
    kpis: readers.map((kpi) => kpi.title[shown]),
    columns: plan.columns.map(({ field, name, label, kind, isSeveral, choices, refersTo }) => ({
      ...{ field: field ?? name, label, kind, isSeveral, refersTo },
      choices: choices ? [...choices] : null,
    })),
    sampleRows,
  };
}

/** A lookup whose other list is not there either is not missed. */
function stateOf(plan: ListPlan, made: MadeOnSite, there: SiteLists, isConnected: boolean): ProposedList['state'] {
  const isMissing = plan.columns.some(
    ({ name, kind, refersTo }) => !made.columns.has(name) && (kind !== 'lookup' || (refersTo !== null && there.made.has(refersTo))),
  );
  return isMissing ? 'incomplete' : isConnected ? 'connected' : 'made';
}

const purpose = (language: Language, count: number): string =>
  language === 'en' ? `${count} ${count === 1 ? 'KPI reads' : 'KPIs read'} it.` : `${count} 个指标会用到。`;
