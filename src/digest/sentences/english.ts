import { model } from '../../model/index.ts';
import type { Cause, Saying } from './choose.ts';

type Clause = (name: string, cause: Cause) => string;
const counted = (one: string, many: string, verb: [string, string]): Clause => {
  return (_, { records }) => (records === 1 ? `one ${one} ${verb[0]}` : `${records} ${many} ${verb[1]}`);
};
const clauses: Readonly<Record<Exclude<Cause['happening'], 'better' | 'worse'>, Clause>> = {
  renewed: (name) => `${name} renewed`,
  lapsed: (name) => `${name} lapsed`,
  won: (name) => `${name} was won`,
  wonWithPartner: (name) => `${name} was won with a partner`,
  wonWithoutPartner: (name) => `${name} was won without a partner`,
  gotPartner: (name) => `a partner joined ${name}`,
  lostPartner: (name) => `${name} lost its partner`,
  droppedOut: (name) => `${name} no longer counts`,
  raised: (name) => `${name} grew`,
  lowered: (name) => `${name} shrank`,
  rate: (name) => `the plan rate of ${name} was corrected`,
  definition: () => 'its definition changed',
};
/** What else moves a KPI up or down, by the type of record. */
const ups: Readonly<Record<string, Clause>> = {
  revenue: (name) => `revenue from ${name} grew`,
  deployment: (name) => `${name} deployed more`,
  planItem: counted('plan item', 'plan items', ['was reviewed', 'were reviewed']),
  score: counted('answer', 'answers', ['was better', 'were better']),
  meeting: counted('meeting', 'meetings', ['counted for it', 'counted for it']),
};
const downs: Readonly<Record<string, Clause>> = {
  revenue: (name) => `revenue from ${name} fell`,
  deployment: (name) => `${name} deployed less`,
  planItem: counted('plan item', 'plan items', ['went too long without a review', 'went too long without a review']),
  score: counted('answer', 'answers', ['was worse', 'were worse']),
  meeting: counted('meeting', 'meetings', ['counted against it', 'counted against it']),
};

export function clauseInEnglish(cause: Cause): string {
  const { happening, recordType } = cause;
  const name = cause.name ?? 'one without a name';
  if (happening !== 'better' && happening !== 'worse') return clauses[happening](name, cause);
  const known = (happening === 'better' ? ups : downs)[recordType ?? ''];
  if (known) return known(cause.name ?? 'the rest of the account', cause);
  const label = recordType === null ? 'record' : model[recordType].label.en.toLowerCase();
  const which = cause.name ?? (cause.records === 1 ? `one ${label}` : `${cause.records} ${label} records`);
  return `${which} counted ${happening === 'better' ? 'for' : 'against'} it`;
}

const joined = (parts: readonly string[]): string => new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
const told = (cause: Cause & { by: string }): string => `${clauseInEnglish(cause)} (${cause.by})`;
const because = { all: ', because ', most: ', mostly because ', part: ', partly because ', none: '' } as const;

/** 'EA renewal rate rose 2.1 points to 87.4%, mostly because Contoso Japan renewed (+1.8); Fabrikam Brazil lapsed (−0.6).' */
export function inEnglish({ title, rose, by, to, extent, causes, against, rest }: Saying): string {
  const head = `${title} ${rose ? 'rose' : 'fell'} ${by} to ${to}`;
  const others = [...against.map(told), ...(rest === null ? [] : [`all else together made ${rest}`])];
  const begin = extent === 'none' ? (against.length > 0 ? ' in many small steps' : '') : `${because[extent]}${joined(causes.map(told))}`;
  return `${head}${begin}${others.length > 0 ? `; ${others.join('; ')}` : ''}.`;
}
