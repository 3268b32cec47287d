import { fieldsOf, model, type RecordType } from '../../../model/index.ts';
import type { FieldMapping } from '../types.ts';
import { type Assignment, assign } from './assign.ts';
import { closeOpportunity } from './closing.ts';
import { type ColumnProfile, profilesOf } from './column.ts';
import { currencyColumnOf } from './currencies.ts';
import { keyCandidates, rowAsKey } from './keys.ts';
import { type Match, matchByValues } from './match.ts';
import { askedConstants } from './needs.ts';
import { sharedListQuestion } from './shared.ts';
import { both, joined } from './texts.ts';
import {
  askedFrom,
  type Candidate,
  type EntryProposal,
  type FieldProposal,
  type KnownByType,
  type ListSample,
  type Question,
  sureFrom,
} from './types.ts';

export interface Draft {
  type: RecordType;
  profiles: readonly ColumnProfile[];
  assignment: Assignment;
  /** What each field would be read from, after what the columns say together. */
  matches: ReadonlyMap<string, Match>;
}

/** These two may stand in one column, and are told apart elsewhere. */
const mayShare: readonly ReadonlySet<string>[] = [new Set(['stage', 'status']), new Set(['expectedClose', 'closedOn'])];
const share = (a: string, b: string) => mayShare.some((pair) => pair.has(a) && pair.has(b));

export function draftEntry(type: RecordType, sample: ListSample, profiles: readonly ColumnProfile[], known: KnownByType): Draft {
  const assignment = assign(type, profiles, known, keyCandidates(type, profiles, sample.list)[0]?.column ?? null);
  const formatted = oneDateFormat(assignment);
  const matches = type === 'opportunity' ? closeOpportunity(sample, formatted) : new Map(formatted.chosen);
  return { type, profiles, assignment: { ...assignment, ...formatted }, matches };
}

/** One export writes its dates in one way: a column that tells decides for those that do not. */
function oneDateFormat({ chosen, all }: Assignment): Pick<Assignment, 'chosen' | 'all'> {
  const decided = [...new Map([...chosen.values()].map((match) => [match.mapping.format, match] as const)).values()].filter(
    ({ mapping }) => mapping.format,
  );
  const [telling] = decided;
  if (decided.length !== 1 || !telling) return { chosen, all };
  const settle = (match: Match): Match => {
    const reading = match.readings.find(({ mapping }) => mapping.format === telling.mapping.format);
    if (!reading) return match;
    const said = both(
      `read as ${telling.mapping.format}, as the values of ‘${telling.profile.header}’ show`,
      `按“${telling.profile.header}”的值所示，以 ${telling.mapping.format} 读取`,
    );
    return {
      ...match,
      mapping: reading.mapping,
      readings: [],
      confidence: match.header >= 0.9 ? 0.87 : match.confidence,
      reason: joined(match.reason, said),
    };
  };
  return { chosen: new Map([...chosen].map(([field, match]) => [field, settle(match)])), all: all.map(settle) };
}

function withCurrency(match: Match, profiles: readonly ColumnProfile[]): Match {
  const column = match.mapping.currency ? null : currencyColumnOf(match.profile, profiles);
  if (!column) {
    const said = match.mapping.currency
      ? null
      : both('no column says the currency: what the cells do not say is in the account’s', '没有货币列：单元格未注明时使用客户的报告货币');
    return { ...match, reason: joined(match.reason, said) };
  }
  const said = both(`‘${column.header}’ says the currency`, `货币见“${column.header}”`);
  // With the currency stated beside it, a sign needs no more explanation.
  const isSign = match.readings.length > 0 && match.readings.every(({ mapping }) => mapping.currency !== undefined);
  return {
    ...match,
    mapping: { ...match.mapping, currencyColumn: column.ref },
    readings: isSign ? [] : match.readings,
    confidence: isSign && match.header >= 0.9 ? match.header * 0.97 : match.confidence,
    reason: joined(match.reason, said),
  };
}

/** The entry that a draft makes: what is sure, and what is asked. */
export function proposeEntry(
  draft: Draft,
  sample: ListSample,
  confidence: number,
  reason: EntryProposal['reason'],
  lacking: readonly string[] = [],
): EntryProposal {
  const { type, profiles, assignment, matches } = draft;
  const fields: FieldProposal[] = [];
  const questions: Question[] = [];
  const where = sharedListQuestion(type, profiles);
  if (where) questions.push(where);
  proposeKey(draft, sample, fields, questions);
  for (const [name, field] of fieldsOf(type)) {
    const found = matches.get(name);
    if (!found || found.confidence < askedFrom) continue;
    const match = field.kind === 'money' ? withCurrency(found, profiles) : found;
    const rivals = (assignment.rivals.get(name) ?? []).filter((rival) => !share(rival.field, name));
    const contested = [...assignment.rivals].some(
      ([other, list]) => other !== name && !share(other, name) && list.some((rival) => rival.field === name),
    );
    if (match.confidence >= sureFrom && match.readings.length === 0 && rivals.length === 0 && !contested)
      fields.push({ field: name, mapping: match.mapping, confidence: round(match.confidence), reason: match.reason });
    else questions.push(questionOf(type, name, match, rivals));
  }
  for (const name of askedConstants[type] ?? []) {
    if (fields.some((field) => field.field === name) || questions.some((question) => question.field === name)) continue;
    questions.push(constantQuestion(type, name));
  }
  questions.push(...lackingQuestions(draft, lacking));
  const used = new Set(
    [
      ...fields.map((field) => field.mapping),
      ...questions.flatMap((question) => question.candidates.map((candidate) => candidate.mapping)),
    ].flatMap(columnsIn),
  );
  const unused = profiles.filter((profile) => !used.has(profile.ref)).map((profile) => profile.header);
  return { recordType: type, list: sample.list, confidence: round(confidence), reason, fields, questions, unused };
}

const columnsIn = (mapping: FieldMapping | null): string[] =>
  mapping ? [mapping.column, mapping.currencyColumn].filter((name) => name !== undefined) : [];
export const round = (value: number): number => Math.round(value * 100) / 100;

function proposeKey({ type, profiles }: Draft, sample: ListSample, fields: FieldProposal[], questions: Question[]): void {
  const candidates = keyCandidates(type, profiles, sample.list);
  const [best, second] = candidates;
  if (!best) {
    fields.push({ field: 'id', mapping: rowAsKey.mapping as FieldMapping, confidence: rowAsKey.confidence, reason: rowAsKey.reason });
    return;
  }
  if (best.confidence >= sureFrom && (!second || best.confidence - second.confidence >= 0.02)) {
    fields.push({ field: 'id', mapping: best.mapping as FieldMapping, confidence: round(best.confidence), reason: best.reason });
    return;
  }
  questions.push({
    field: 'id',
    text: both('Which column holds a key of its own for each row?', '哪一列能唯一标识每一行？'),
    candidates: [
      ...candidates.map(({ label, mapping, confidence, reason }): Candidate => ({ label, mapping, confidence: round(confidence), reason })),
      { ...rowAsKey, confidence: 0.4 },
    ],
    isNeeded: true,
  });
}

function questionOf(type: RecordType, name: string, match: Match, rivals: readonly Match[]): Question {
  const label = model[type].fields[name]?.label as EntryProposal['reason'];
  const own: Candidate[] =
    match.readings.length > 0
      ? match.readings.map((reading) => ({
          label: reading.label,
          mapping: { ...match.mapping, ...reading.mapping },
          confidence: round(match.confidence),
          reason: match.reason,
        }))
      : [candidateOf(match)];
  const others = rivals.filter((rival) => rival.field === name).map(candidateOf);
  return {
    field: name,
    text: both(`What gives ${label.en} (${name})?`, `“${label['zh-CN']}”（${name}）取自哪里？`),
    candidates: [...own, ...others],
    isNeeded: false,
  };
}

/** What the type needs and no header names: asked among the columns whose values would do, and that nothing else is read from. */
function lackingQuestions({ type, profiles, matches }: Draft, lacking: readonly string[]): Question[] {
  const taken = new Set([...matches.values()].filter((match) => match.confidence >= sureFrom).map((match) => match.profile.ref));
  return lacking.flatMap((name) => {
    const found = profiles.filter((profile) => !taken.has(profile.ref)).map((profile) => matchByValues(type, name, profile));
    const [first, ...others] = found.filter((match): match is Match => match !== null);
    return first ? [questionOf(type, name, first, others)] : [];
  });
}

const candidateOf = (match: Match): Candidate => ({
  label: both(`‘${match.profile.header}’`, `“${match.profile.header}”`),
  mapping: match.mapping,
  confidence: round(Math.min(match.confidence, sureFrom - 0.01)),
  reason: match.reason,
});

function constantQuestion(type: RecordType, name: string): Question {
  const field = model[type].fields[name];
  const choices = field?.kind === 'choice' ? Object.entries(field.choices) : [];
  const label = field?.label as EntryProposal['reason'];
  return {
    field: name,
    text: both(
      `No column tells ${label.en} (${name}). Is it the same for every row?`,
      `没有列说明“${label['zh-CN']}”（${name}）。是否所有行都相同？`,
    ),
    candidates: choices.map(([value, choice]) => ({
      label: both(`every row is ${choice.en}`, `每一行都是${choice['zh-CN']}`),
      mapping: { value },
      confidence: 0.3,
      reason: both('KPIs need it, and nothing in the list says it', '指标需要它，而列表中没有说明'),
    })),
    isNeeded: false,
  };
}

export { profilesOf };
