import { parseCsv } from '../../../demo/csv/parse.ts';
import { sampleOf } from '../../../demo/map/folder.ts';
import type { RecordType } from '../../../src/model/index.ts';
import type { ListSample } from '../../../src/sources/mapping/propose/index.ts';

/** An export as a system writes it, and what each field must be read from. */
export interface Fixture {
  /** The system, and what was exported. */
  from: string;
  list: string;
  csv: string;
  /** null: none of ours. */
  type: RecordType | null;
  /** Surely proposed, by the column that gives it ('(row)' for the number of the row). */
  sure: Readonly<Record<string, string>>;
  /** Asked, with the right answer among the candidates. */
  asked?: Readonly<Record<string, string>>;
  /** Options that the proposal must have found out, by field. */
  options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function sampleFrom({ list, csv }: Pick<Fixture, 'list' | 'csv'>): ListSample {
  const parsed = parseCsv(list, csv.trim());
  if (!parsed) throw new Error(`${list} is empty`);
  return sampleOf(parsed.list);
}
