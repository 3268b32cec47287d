import type { FieldValue } from '../../model/index.ts';
import type { Facts } from './copy.ts';
import type { Answer } from './event.ts';

/** One calendar's copy of a meeting, as it was kept. */
export interface KeptCopy {
  directoryId: string;
  /** The organizer as the store names persons: a key, or null. */
  organizer: string | null;
  /** The calendar's owner in the same way. */
  owner: string | null;
  modifiedAt: string | null;
  webLink: string | null;
  facts: Facts;
  subject: string | null;
}
export interface MergedMeeting {
  fields: Readonly<Record<string, FieldValue>>;
  url: string | null;
  modifiedAt: string | null;
}

const rank: Readonly<Record<Answer, number>> = { accepted: 3, tentative: 2, none: 1, declined: 0 };
const latestFirst = (a: KeptCopy, b: KeptCopy) =>
  (b.modifiedAt ?? '').localeCompare(a.modifiedAt ?? '') || (a.directoryId < b.directoryId ? -1 : 1);

/**
 * One meeting out of all calendars that hold it, the same in whichever order they were read. The organizer's copy is
 * the one that knows who answered what; without it the latest copy counts, and of each contact the latest answer that
 * is one. null: it is not held.
 */
export function mergeCopies(copies: readonly KeptCopy[]): MergedMeeting | null {
  const ordered = copies.toSorted(latestFirst);
  const organizers = ordered.find(({ facts }) => facts.isOrganizer);
  const base = organizers ?? ordered.find(({ facts }) => !facts.isOff);
  if (!base || base.facts.isOff) return null;
  const { facts } = base;
  // Whoever marked it as private speaks for all.
  if (ordered.some((copy) => copy.facts.isPrivate))
    return { fields: { heldOn: facts.heldOn, kind: 'meeting' }, url: null, modifiedAt: base.modifiedAt };
  const going = ordered
    .filter((copy) => !copy.facts.isOff)
    .toSorted((a, b) => rank[b.facts.own] - rank[a.facts.own] || (a.directoryId < b.directoryId ? -1 : 1));
  const answers = organizers ? facts.contacts : bestAnswers(ordered);
  return {
    fields: {
      contacts: answers.map(([id, answer]) => `${id}:${answer}`),
      heldOn: facts.heldOn,
      kind: facts.kind,
      numberOfPeople: facts.people,
      owner: (organizers ?? going[0])?.owner ?? null,
      organizer: base.organizer,
      withSponsor: ordered.some((copy) => copy.facts.withSponsor),
      subject: base.subject,
    },
    url: base.webLink,
    modifiedAt: base.modifiedAt,
  };
}

function bestAnswers(ordered: readonly KeptCopy[]): Facts['contacts'] {
  const answers = new Map<string, Answer>();
  for (const { facts } of ordered) {
    for (const [id, answer] of facts.isOff ? [] : facts.contacts) {
      if ((answers.get(id) ?? 'none') === 'none') answers.set(id, answer);
    }
  }
  return [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
}
