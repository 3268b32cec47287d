import type { Graph } from '../graph/client.ts';
import type { Language, RecordType } from '../model/index.ts';
import { recordTypes } from '../model/index.ts';
import { type Made, makeList } from './makeList.ts';
import type { Making, MakingEntry } from './makings.ts';
import { type SiteLists, siteLists } from './siteLists.ts';

export interface MakingParts {
  /** With the rights of the person who asked. */
  graph: Graph;
  siteId: string;
  currency: string;
  elsewhere: ReadonlySet<RecordType>;
  /** Connects what was made. @returns the id of its source */
  connect(made: Made): Promise<string>;
  /** Puts sample rows into the lists. @returns how many, by type */
  sampleRows: ((site: SiteLists) => Promise<ReadonlyMap<RecordType, number>>) | null;
  /** Keeps how far it is. @returns false: it is to stop */
  note(making: Making): Promise<boolean>;
  /** What went wrong, for the person; it need not be tried for further lists where `isForAll`. */
  problemOf(error: unknown): MakingEntry['problem'] & { isForAll: boolean };
}

/**
 * Makes one list after the other, those first to which others refer, and notes each step. Lists of ours that were there
 * before get the lookups that point into new ones. What fails is noted, and the others go on.
 */
export async function runMaking(making: Making, language: Language, parts: MakingParts): Promise<void> {
  const entries = making.lists;
  let site: SiteLists;
  try {
    site = await siteLists(parts.graph, parts.siteId);
  } catch (error) {
    for (const entry of entries) fail(entry, parts.problemOf(error));
    await parts.note(making);
    return;
  }
  for (const entry of entries) {
    entry.state = 'creating';
    if (!(await parts.note(making))) return;
    try {
      site = await makeOne(entry, site, language, parts);
    } catch (error) {
      const problem = parts.problemOf(error);
      fail(entry, problem);
      if (problem.isForAll) for (const other of entries) if (other.state === 'waiting') fail(other, problem);
    }
    if (!(await parts.note(making))) return;
    if (entries.every(({ state }) => state !== 'waiting')) break;
  }
  await completeOthers(entries, site, language, parts);
  if (parts.sampleRows && entries.some(({ state }) => state === 'done')) await fillSamples(entries, site, parts);
  await parts.note(making);
}

async function makeOne(entry: MakingEntry, site: SiteLists, language: Language, parts: MakingParts): Promise<SiteLists> {
  const { graph, siteId, currency, elsewhere } = parts;
  const made = await makeList(graph, siteId, site, { recordType: entry.recordType, language, currency, elsewhere });
  entry.source = await parts.connect(made);
  Object.assign(entry, { name: made.list.title, webUrl: made.list.webUrl, outcome: made.outcome, state: 'done' });
  return {
    made: new Map([...site.made, [entry.recordType, made.list]]),
    titles: new Set([...site.titles, made.list.title.toLowerCase()]),
  };
}

/** Nobody asked for these: where one cannot be completed now, it is when it is next asked for. */
async function completeOthers(entries: readonly MakingEntry[], site: SiteLists, language: Language, parts: MakingParts): Promise<void> {
  const asked = new Set(entries.map(({ recordType }) => recordType));
  const { graph, siteId, currency, elsewhere } = parts;
  for (const recordType of recordTypes.filter((type) => site.made.has(type) && !asked.has(type))) {
    try {
      await parts.connect(await makeList(graph, siteId, site, { recordType, language, currency, elsewhere }));
    } catch (error) {
      if (parts.problemOf(error).isForAll) return;
    }
  }
}

async function fillSamples(entries: readonly MakingEntry[], site: SiteLists, parts: MakingParts): Promise<void> {
  try {
    const counts = await parts.sampleRows?.(site);
    for (const entry of entries) entry.sampleRows = counts?.get(entry.recordType) ?? 0;
  } catch (error) {
    const problem = parts.problemOf(error);
    for (const entry of entries) if (entry.state === 'done') entry.problem ??= problem;
  }
}

function fail(entry: MakingEntry, { type, detail }: NonNullable<MakingEntry['problem']>): void {
  entry.state = 'failed';
  entry.problem = { type, detail };
}
