import { model, type RecordType, recordTypes } from '../../../model/index.ts';
import { cellText } from '../parse/cell.ts';
import { normalizeName } from '../references.ts';
import { type ColumnProfile, profilesOf } from './column.ts';
import { type Draft, draftEntry, proposeEntry, round } from './entry.ts';
import { listNameFit } from './headers.ts';
import { matchColumn } from './match.ts';
import { needs } from './needs.ts';
import { both, joined, quoted } from './texts.ts';
import { type KnownByType, type KnownRecords, type ListProposal, type ListSample, sureFrom, type TypeProposal } from './types.ts';

/** A group is met from here on. */
const met = 0.55;

interface Judged {
  draft: Draft;
  /** How well what the type needs is met: 0 to 1. */
  need: number;
  points: number;
  name: number;
  /** Fields of what it needs that no column's header names. */
  lacking: readonly string[];
}

const candidateTypes = recordTypes.filter((type) => needs[type]);

/** What every type makes of the list, best first; types whose needs are not met are left out. */
function judge(sample: ListSample, profiles: readonly ColumnProfile[], known: KnownByType, only?: RecordType): Judged[] {
  const types = only ? [only] : candidateTypes;
  const drafts = types.map((type) => draftEntry(type, sample, profiles, known));
  const explained = new Map<string, number>();
  for (const draft of drafts) for (const ref of strongColumns(draft)) explained.set(ref, (explained.get(ref) ?? 0) + 1);
  return drafts
    .map((draft): Judged => {
      const groups = needs[draft.type]?.groups ?? [];
      const scores = groups.map((group) => Math.max(0, ...group.map((field) => draft.matches.get(field)?.confidence ?? 0)));
      const name = listNameFit(sample.list, draft.type);
      const unmet = groups.filter((_, index) => (scores[index] ?? 0) < met);
      // A list that is named so may lack one thing: it is asked for.
      const isForgiven = unmet.length === 0 || (unmet.length === 1 && name >= 0.95 && groups.length > 1);
      const need = isForgiven ? scores.reduce((sum, score) => sum + Math.max(score, 0.7), 0) / Math.max(1, scores.length) : 0;
      // A column that only this type explains tells more than a name, an owner or an amount, which many have.
      const own = [...strongColumns(draft)].reduce((sum, ref) => sum + 1 / (explained.get(ref) ?? 1), 0);
      return {
        draft,
        need,
        points: own + 1.5 * name - 1.5 * foreignTo(draft, profiles, known),
        name,
        lacking: isForgiven || only ? unmet.flat() : [],
      };
    })
    .filter(({ need }) => need > 0 || only !== undefined)
    .sort((a, b) => b.points - a.points || recordTypes.indexOf(a.draft.type) - recordTypes.indexOf(b.draft.type));
}

const strongColumns = (draft: Draft): ReadonlySet<string> =>
  new Set([...draft.matches.values()].filter((match) => match.confidence >= 0.6).map((match) => match.profile.ref));

const foreignTo = ({ type }: Draft, profiles: readonly ColumnProfile[], known: KnownByType): number =>
  (needs[type]?.foreign ?? []).filter(([other, field]) =>
    profiles.some((profile) => {
      const match = matchColumn(other, field, profile, known);
      return match !== null && match.header >= 0.9 && match.confidence >= sureFrom;
    }),
  ).length;

function typeProposals(judged: readonly Judged[]): TypeProposal[] {
  return judged.map(({ draft, need, points, name }, index) => {
    const second = judged.filter((_, other) => other !== index).reduce((best, other) => Math.max(best, other.points), 0);
    const margin = Math.min(1, Math.max(0, (points - second) / 1.2));
    const fields = (needs[draft.type]?.groups ?? []).flatMap((group) =>
      group.filter((field) => (draft.matches.get(field)?.confidence ?? 0) >= met).slice(0, 1),
    );
    const label = model[draft.type].label;
    const found = [...new Set(fields)].map((field) => draft.matches.get(field)?.profile.header ?? field);
    const said = quoted(found, 6);
    return {
      recordType: draft.type,
      confidence: round(Math.max(0, Math.min(0.99, need * (0.77 + 0.12 * name + 0.12 * margin) - (index > 0 ? 0.1 : 0)))),
      reason: joined(
        name >= 0.7 ? both(`the list’s name says ${label.en}`, `列表名称表示${label['zh-CN']}`) : null,
        both(`it has what records of the type ${label.en} need: ${said.en}`, `具备${label['zh-CN']}所需的列：${said.zh}`),
      ),
    };
  });
}

/** Proposes what a list is and how its columns are read. `recordType`: somebody has said what it is. */
export function proposeList(sample: ListSample, known: KnownByType = new Map(), recordType?: RecordType): ListProposal {
  const profiles = profilesOf(sample.columns, sample.rows);
  const judged = judge(sample, profiles, known, recordType);
  const types = typeProposals(judged);
  const [best] = judged;
  const [first] = types;
  if (!best || !first) return { list: sample.list, entry: null, otherTypes: [] };
  const said = both('you said so', '由您指定');
  const entry = recordType
    ? proposeEntry(best.draft, sample, 1, said, best.lacking)
    : proposeEntry(best.draft, sample, first.confidence, first.reason, best.lacking);
  const otherTypes = entry.confidence >= sureFrom ? [] : types.slice(1).filter(({ confidence }) => confidence > 0.3);
  return { list: sample.list, entry, otherTypes };
}

/** The ids and names that a list brings, if it is what it seems to be. */
export function recordsIn(sample: ListSample, { entry }: ListProposal): KnownRecords | null {
  if (!entry) return null;
  const columnOf = (field: string) => {
    const sure = entry.fields.find((one) => one.field === field)?.mapping.column;
    return sure ?? entry.questions.find((one) => one.field === field)?.candidates[0]?.mapping?.column;
  };
  const textsIn = (ref: string | undefined) => {
    const column = ref === undefined ? undefined : profilesOf(sample.columns, sample.rows).find((one) => one.ref === ref)?.column.name;
    return column === undefined ? [] : sample.rows.map((row) => cellText(row.cells[column])).filter((text) => text !== null && text !== '');
  };
  return { ids: new Set(textsIn(columnOf('id')) as string[]), names: new Set((textsIn(columnOf('name')) as string[]).map(normalizeName)) };
}

function merge(into: Map<RecordType, KnownRecords>, type: RecordType, records: KnownRecords): void {
  const before = into.get(type);
  into.set(type, { ids: new Set([...(before?.ids ?? []), ...records.ids]), names: new Set([...(before?.names ?? []), ...records.names]) });
}

/** Proposes for several lists together: what one refers to is found in another. `known`: records that there are already. */
export function proposeLists(samples: readonly ListSample[], known: KnownByType = new Map()): ListProposal[] {
  let proposals = samples.map((sample) => proposeList(sample, known));
  // Once to learn which records there are, once to recognize who refers to them; a third time for those that this has told.
  for (let pass = 0; pass < 2; pass += 1) {
    const records = new Map(known);
    for (const [index, sample] of samples.entries()) {
      const proposal = proposals[index] as ListProposal;
      const found = recordsIn(sample, proposal);
      if (found && proposal.entry) merge(records, proposal.entry.recordType, found);
    }
    proposals = samples.map((sample) => proposeList(sample, records));
  }
  return proposals;
}
