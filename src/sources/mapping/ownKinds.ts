import * as z from 'zod';
import type { RecordType } from '../../model/index.ts';
import { calendarFields, calendarName } from '../calendar/mapping.ts';
import { directoryFields, directoryName } from '../directory/mapping.ts';
import { commitmentFields, isKind, planItemFields } from '../planner/mapping.ts';
import { MappingError } from './errors.ts';
import { originShape } from './origin.ts';
import type { MappingEntry } from './types.ts';

/** Kinds of source that know by themselves what they hold: only where they are is said, and what shall be read otherwise. */
export const ownKindShape = {
  calendar: z.literal('team', 'expected "team": the calendars of those of the team who have connected theirs').optional(),
  planner: z.string().trim().min(1, "expected a plan's title").optional(),
  directory: z.literal('team', 'expected "team": the members of the team’s group').optional(),
};
type Named = { [Name in keyof typeof ownKindShape]?: string | undefined };
type Own = Pick<MappingEntry, 'list' | 'kind' | 'fields'> & Partial<Pick<MappingEntry, 'where'>>;

const kinds = ['calendar', 'planner', 'directory'] as const;
const of: Readonly<Record<(typeof kinds)[number], (type: RecordType, named: string) => Own | null>> = {
  calendar: (type) => (type === 'meeting' ? { list: calendarName, kind: 'calendar', fields: calendarFields } : null),
  directory: (type) => (type === 'member' ? { list: directoryName, kind: 'directory', fields: directoryFields } : null),
  planner: (type, named) => {
    if (type === 'planItem') return { list: named, kind: 'planner', fields: planItemFields, where: isKind('planItem') };
    return type === 'commitment' ? { list: named, kind: 'planner', fields: commitmentFields, where: isKind('commitment') } : null;
  },
};
const holds = { calendar: 'meeting', planner: 'planItem and commitment', directory: 'member' } as const;

/** null: the entry's rows are in a list, a workbook or a file. @throws MappingError */
export function readOwnKind(type: RecordType, entry: Named & Readonly<Record<string, unknown>>, path: string): Own | null {
  const given = kinds.filter((kind) => entry[kind] !== undefined);
  const [kind] = given;
  if (!kind) return null;
  const others = Object.keys(originShape).filter((name) => entry[name] !== undefined);
  if (given.length + others.length > 1) throw new MappingError(path, `expected one place, got ${[...given, ...others].join(' and ')}`);
  const own = of[kind](type, String(entry[kind]));
  if (!own) throw new MappingError(`${path}.${kind}`, `a ${kind} holds ${holds[kind]}, no ${type}`);
  return own;
}
