import { kpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { RecordType } from '../model/index.ts';
import type { AccountFacts } from './facts.ts';

export const stepKeys = ['account', 'lists', 'mapping', 'targets', 'people', 'digest'] as const;
export type StepKey = (typeof stepKeys)[number];
export type WaitKind =
  | 'noSource'
  | 'notReadYet'
  | 'sourceFails'
  | 'notUnderstood'
  | 'noRows'
  | 'notMapped'
  | 'fieldEmpty'
  | 'settingEmpty'
  | 'noRate'
  | 'noTarget';

/** Something that is missing, and the KPIs that wait for it. */
export interface Waiting {
  key: string;
  kind: WaitKind;
  recordType: RecordType | null;
  field: string | null;
  source: { id: string; name: string } | null;
  currencies: readonly string[];
  period: string | null;
  /** Without it these KPIs have no reading, or one of nothing. */
  neededBy: readonly string[];
  /** These say less without it. */
  usefulFor: readonly string[];
}
/** One KPI's part of it. */
interface Found extends Omit<Waiting, 'neededBy' | 'usefulFor' | 'currencies'> {
  currencies: readonly string[];
  isNeeded: boolean;
}

/** What is asked of the engine about a KPI. */
export interface KpiFacts {
  hasReading: boolean;
  hasTarget: boolean;
  missingRates: readonly string[];
  /** Fields that are empty in every record which the KPI therefore leaves out. */
  emptyFields: readonly { recordType: RecordType; field: string }[];
}

/** Not looked for in a source: the app keeps them, or learns them by itself. */
const keptByTheApp: ReadonlySet<RecordType> = new Set(['account', 'target', 'rate', 'review', 'member']);

export const stepOf: Readonly<Record<WaitKind, StepKey>> = {
  noSource: 'lists',
  notReadYet: 'mapping',
  sourceFails: 'mapping',
  notUnderstood: 'mapping',
  noRows: 'mapping',
  notMapped: 'mapping',
  fieldEmpty: 'mapping',
  settingEmpty: 'account',
  noRate: 'lists',
  noTarget: 'targets',
};

const bare = { recordType: null, field: null, source: null, currencies: [], period: null };

/** Why there is no record of a type; null: there are some. */
function missingRecords(type: RecordType, { records, sources }: AccountFacts): Omit<Found, 'isNeeded'> | null {
  if ((records.get(type) ?? 0) > 0) return null;
  const giving = sources.filter(({ gives }) => gives.has(type));
  const about = (kind: WaitKind, source = giving[0]) => ({
    ...{ ...bare, key: `${kind}:${type}`, kind, recordType: type },
    source: source ? { id: source.id, name: source.name } : null,
  });
  if (giving.length === 0) return about('noSource');
  const failing = giving.find(({ problem, wasRead }) => problem !== null && !wasRead);
  if (failing) return about('sourceFails', failing);
  const unread = giving.find(({ wasRead }) => !wasRead);
  if (unread) return about('notReadYet', unread);
  const refused = giving.find(({ quarantined }) => quarantined > 0);
  return refused ? about('notUnderstood', refused) : about('noRows');
}

/** The field of records that there are, with nothing in it. */
function emptyField({ recordType, field }: { recordType: RecordType; field: string }, { sources }: AccountFacts): Omit<Found, 'isNeeded'> {
  if (recordType === 'account') return { ...bare, key: `settingEmpty:${field}`, kind: 'settingEmpty', recordType, field };
  const giving = sources.filter(({ gives }) => gives.has(recordType));
  const isMapped = giving.some(({ gives }) => gives.get(recordType)?.has(field) ?? gives.get(recordType) === null);
  const kind = isMapped || giving.length === 0 ? 'fieldEmpty' : 'notMapped';
  const source = giving[0] ? { id: giving[0].id, name: giving[0].name } : null;
  return { ...bare, key: `${kind}:${recordType}.${field}`, kind, recordType, field, source };
}

function waitsOf(kpi: Kpi, facts: AccountFacts, asked: KpiFacts, period: string): Found[] {
  const counted = facts.counted.get(kpi.id);
  // Nothing counts, or all that counts is nothing: what is missing may well be the reason.
  const isHollow = !counted?.isFilled;
  const found: Found[] = kpi.reads
    .filter((type) => !keptByTheApp.has(type))
    .flatMap((type) => missingRecords(type, facts) ?? [])
    .map((wait) => ({ ...wait, isNeeded: isHollow }));
  if (!counted) for (const field of asked.emptyFields) found.push({ ...emptyField(field, facts), isNeeded: true });
  if (asked.missingRates.length > 0)
    found.push({ ...bare, key: 'noRate', kind: 'noRate', currencies: asked.missingRates, recordType: 'rate', isNeeded: true });
  // What is measured against targets has no reading without any; else a target only tells how good a reading is.
  if (kpi.reads.includes('target') && !facts.hasTargets)
    found.push({ ...bare, key: 'noTarget:any', kind: 'noTarget', recordType: 'target', isNeeded: true });
  if (!asked.hasTarget) found.push({ ...bare, key: `noTarget:${period}`, kind: 'noTarget', recordType: 'target', period, isNeeded: false });
  return found;
}

/** Everything that is missing, that for which most KPIs wait first. @param period the fiscal year, 'FY2027' */
export function allWaits(facts: AccountFacts, asked: ReadonlyMap<string, KpiFacts>, period: string): Waiting[] {
  const waits = new Map<string, Found & { needed: string[]; useful: string[]; all: Set<string> }>();
  for (const kpi of kpis) {
    const about = asked.get(kpi.id);
    if (!about) continue;
    for (const wait of waitsOf(kpi, facts, about, period)) {
      const known = waits.get(wait.key) ?? { ...wait, needed: [], useful: [], all: new Set<string>() };
      known[wait.isNeeded ? 'needed' : 'useful'].push(kpi.id);
      for (const currency of wait.currencies) known.all.add(currency);
      waits.set(wait.key, known);
    }
  }
  return [...waits.values()]
    .map(({ needed, useful, all, isNeeded: _isNeeded, ...wait }) => ({
      ...wait,
      ...{ currencies: [...all].sort(), neededBy: needed, usefulFor: useful },
    }))
    .sort((a, b) => b.neededBy.length - a.neededBy.length || b.usefulFor.length - a.usefulFor.length || (a.key < b.key ? -1 : 1));
}
