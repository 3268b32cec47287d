import { fieldsOf, type RecordType } from '../../../model/index.ts';
import type { ColumnProfile } from './column.ts';
import { type Match, matchColumn } from './match.ts';
import type { KnownByType } from './types.ts';

/** Two columns this near to each other for one field, or two fields for one column: only a person can tell. */
const tooNear = 0.06;

export interface Assignment {
  /** The best column for each field, each column once. */
  chosen: ReadonlyMap<string, Match>;
  /** For a field: further columns that are as good as the chosen one. */
  rivals: ReadonlyMap<string, readonly Match[]>;
  /** Every match that there is, by field, best first. */
  all: readonly Match[];
}

const byStrength = (a: Match, b: Match): number =>
  b.confidence - a.confidence ||
  b.header - a.header ||
  (a.field < b.field ? -1 : a.field > b.field ? 1 : a.profile.ref < b.profile.ref ? -1 : 1);

/** Gives columns to fields, the surest first. */
export function assign(type: RecordType, profiles: readonly ColumnProfile[], known: KnownByType, key: string | null): Assignment {
  const all = fieldsOf(type)
    .flatMap(([name, field]) => {
      // A record's own key does not refer to another record of its type.
      const isSelf = (field.kind === 'reference' || field.kind === 'references') && field.refersTo === type;
      return profiles.map((profile) => (isSelf && profile.ref === key ? null : matchColumn(type, name, profile, known)));
    })
    .filter((match): match is Match => match !== null)
    .sort(byStrength);
  const chosen = new Map<string, Match>();
  const taken = new Map<string, Match>();
  for (const match of all) {
    if (chosen.has(match.field) || taken.has(match.profile.ref)) continue;
    chosen.set(match.field, match);
    taken.set(match.profile.ref, match);
  }
  const rivals = new Map<string, readonly Match[]>();
  for (const [field, match] of chosen) {
    const near = all.filter((other) => {
      if (other === match || match.confidence - other.confidence >= tooNear) return false;
      // Another column for this field, which no other field has a better claim to.
      if (other.field === field)
        return (
          (taken.get(other.profile.ref)?.confidence ?? 0) < other.confidence + tooNear &&
          !isBetterElsewhere(taken.get(other.profile.ref), other)
        );
      // Another field for this column, which has no column of its own.
      return other.profile === match.profile && !chosen.has(other.field);
    });
    if (near.length > 0) rivals.set(field, near);
  }
  return { chosen, rivals, all };
}

const isBetterElsewhere = (owner: Match | undefined, other: Match): boolean => owner !== undefined && owner.header > other.header;
