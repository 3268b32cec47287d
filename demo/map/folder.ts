import { access, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Language, RecordType, Text } from '../../src/model/index.ts';
import {
  type Answers,
  alsoAnswers,
  type Candidate,
  type EntryJson,
  type EntryProposal,
  entryJson,
  type KnownByType,
  type ListProposal,
  type ListSample,
  mappingJson,
  previewEntry,
  proposeList,
  proposeLists,
  proposeSettings,
  recordsIn,
  sureFrom,
  waitingKpis,
} from '../../src/sources/mapping/propose/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import type { MappingEntry } from '../../src/sources/mapping/types.ts';
import { readCsvFolder } from '../csv/folder.ts';
import type { ListSeed } from '../tenant.ts';
import { words } from './words.ts';

/** One question to the person at the keyboard. @returns the index of the answer; null: none of them. */
export type Ask = (question: string, answers: readonly string[]) => Promise<number | null>;

export interface MapOptions {
  folder: string;
  /** Replaces a mapping.json that is there. */
  force: boolean;
  /** null: there is nobody to ask; what is not sure is left out. */
  ask: Ask | null;
  say(line: string): void;
  language: Language;
  timeZone: string;
}

/** As the local Graph will serve it. */
export const sampleOf = (list: ListSeed): ListSample => ({
  list: list.displayName,
  columns: list.columns.map(({ displayName, type }) => ({
    name: displayName,
    displayName,
    ...(type === 'date' ? { kind: 'date' as const } : {}),
  })),
  rows: list.rows.map((cells, index) => ({ id: String(index + 1), url: null, modifiedAt: null, modifiedBy: null, cells })),
});

/** Proposes a mapping.json for a folder of CSV files, asks what only a person can say, and writes it. @returns the file written, or null */
export async function mapFolder(options: MapOptions): Promise<string | null> {
  const { folder, say, language } = options;
  const say2 = (text: Text) => say(text[language]);
  const { lists, problems } = await readCsvFolder(folder);
  for (const problem of problems) say(problem);
  const samples = lists.map(sampleOf);
  const proposals = proposeLists(samples);
  const known = knownBy(samples, proposals);

  const taken: { recordType: RecordType; entry: EntryJson; sample: ListSample }[] = [];
  for (const [index, sample] of samples.entries()) {
    say('');
    const proposal = await settledType(options, sample, proposals[index] as ListProposal, known);
    if (!proposal) continue;
    showEntry(options, sample, proposal);
    const answers = await answersTo(options, proposal);
    const entry = entryJson(proposal, answers);
    if (entry) taken.push({ recordType: proposal.recordType, entry, sample });
    else say2(words.leftOut(sample.list));
  }

  const account = await settings(options, samples, proposals);
  const json = mappingJson(
    account,
    taken.map(({ recordType, entry }) => ({ recordType, entry })),
  );
  const { entries } = readMapping(json);
  if (entries.length === 0) {
    say('');
    say2(words.nothing);
    return null;
  }
  showPreviews(options, taken, entries, account);
  say('');
  for (const { text } of waitingKpis(fieldsByType(entries))) say2(text);
  const file = await fileFor(options);
  await writeFile(file, `${JSON.stringify(json, null, 2)}\n`);
  say('');
  say2(words.written(file, basename(file) === 'mapping.json', folder));
  return file;
}

/** Records of the lists, as far as they are what they seem to be. */
function knownBy(samples: readonly ListSample[], proposals: readonly ListProposal[]): KnownByType {
  const known = new Map<RecordType, { ids: Set<string>; names: Set<string> }>();
  for (const [index, sample] of samples.entries()) {
    const proposal = proposals[index] as ListProposal;
    const found = recordsIn(sample, proposal);
    if (!found || !proposal.entry) continue;
    const records = known.get(proposal.entry.recordType) ?? { ids: new Set(), names: new Set() };
    for (const id of found.ids) records.ids.add(id);
    for (const name of found.names) records.names.add(name);
    known.set(proposal.entry.recordType, records);
  }
  return known;
}

/** What the list is: proposed surely, or said by the person; null: it is left out. */
async function settledType(
  { ask, say, language }: MapOptions,
  sample: ListSample,
  { entry, otherTypes }: ListProposal,
  known: KnownByType,
): Promise<EntryProposal | null> {
  if (!entry) {
    say(words.unknownList(sample.list, sample.rows.length)[language]);
    return null;
  }
  if (entry.confidence >= sureFrom) return entry;
  const types = [entry, ...otherTypes];
  const labels = types.map((type) => words.typeChoice(type)[language]);
  if (!ask) {
    say(words.unsureList(sample.list, labels)[language]);
    return null;
  }
  const answer = await ask(words.whichType(sample.list)[language], labels);
  if (answer === null) return null;
  return proposeList(sample, known, (types[answer] as EntryProposal).recordType).entry;
}

function showEntry({ say, language }: MapOptions, sample: ListSample, proposal: EntryProposal): void {
  say(words.list(sample.list, sample.rows.length, proposal)[language]);
  for (const field of proposal.fields) say(words.field(field)[language]);
  if (proposal.unused.length > 0) say(words.unused(proposal.unused)[language]);
}

async function answersTo({ ask, say, language }: MapOptions, proposal: EntryProposal): Promise<Answers> {
  const answers = new Map<string, Candidate>();
  for (const question of proposal.questions) {
    const followed = [...answers.values()].map((answer) => alsoAnswers(answer, question)).find((candidate) => candidate !== null);
    if (followed) {
      answers.set(question.field, followed);
      continue;
    }
    const labels = question.candidates.map((candidate) => words.candidate(candidate)[language]);
    if (!ask) {
      say(words.open(question.field, question.candidates)[language]);
      continue;
    }
    const index = await ask(question.text[language], labels);
    if (index !== null) answers.set(question.field, question.candidates[index] as Candidate);
  }
  return answers;
}

async function settings(
  { folder, ask, say, language, timeZone }: MapOptions,
  samples: readonly ListSample[],
  proposals: readonly ListProposal[],
): Promise<Record<string, unknown>> {
  const account: Record<string, unknown> = { name: basename(resolve(folder)) };
  say('');
  for (const { setting, candidates } of proposeSettings(samples, proposals, timeZone)) {
    const [first] = candidates;
    if (first && first.confidence >= sureFrom) {
      account[setting] = first.value;
      say(words.setting(setting, first.value, first.reason)[language]);
      continue;
    }
    const labels = candidates.map(({ value, reason }) => `${value} (${reason[language]})`);
    const index = ask ? await ask(words.whichSetting(setting)[language], labels) : null;
    if (index !== null) account[setting] = candidates[index]?.value;
    else if (!ask) say(words.settingLeft(setting)[language]);
  }
  return account;
}

function showPreviews(
  { say, language }: MapOptions,
  taken: readonly { recordType: RecordType; entry: EntryJson; sample: ListSample }[],
  entries: readonly MappingEntry[],
  account: Readonly<Record<string, unknown>>,
): void {
  const known = new Map<RecordType, { ids: Set<string>; names: Set<string> }>();
  const sampleOfEntry = (entry: MappingEntry) =>
    taken.find((one) => one.recordType === entry.recordType && one.entry.list === entry.list)?.sample as ListSample;
  for (const entry of entries) {
    const proposal = {
      list: entry.list,
      otherTypes: [],
      entry: { ...entry, fields: Object.entries(entry.fields).map(([field, mapping]) => ({ field, mapping })), questions: [] },
    };
    const found = recordsIn(sampleOfEntry(entry), proposal as never);
    const records = known.get(entry.recordType) ?? { ids: new Set(), names: new Set() };
    for (const id of found?.ids ?? []) records.ids.add(id);
    for (const name of found?.names ?? []) records.names.add(name);
    known.set(entry.recordType, records);
  }
  say('');
  for (const entry of entries) {
    const sample = sampleOfEntry(entry);
    const context = {
      source: entry.list,
      columns: sample.columns,
      accountCurrency: (account.currency as string | undefined) ?? null,
      timeZone: (account.timeZone as string | undefined) ?? null,
    };
    const { counted, unmatched, rows } = previewEntry(entry, sample.rows, context, known, sample.rows.length);
    say(words.counted(entry, counted)[language]);
    for (const row of rows.filter(({ reasons }) => reasons.length > 0).slice(0, 3)) say(words.quarantined(row)[language]);
    for (const reference of unmatched) say(words.unmatched(reference)[language]);
  }
}

export function fieldsByType(entries: readonly MappingEntry[]): Map<RecordType, Set<string>> {
  const fields = new Map<RecordType, Set<string>>();
  for (const entry of entries)
    fields.set(entry.recordType, new Set([...(fields.get(entry.recordType) ?? []), ...Object.keys(entry.fields)]));
  return fields;
}

/** What people have written themselves is never overwritten unasked. */
async function fileFor({ folder, force }: MapOptions): Promise<string> {
  const file = join(folder, 'mapping.json');
  if (force) return file;
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? join(folder, 'mapping.proposed.json') : file;
}
