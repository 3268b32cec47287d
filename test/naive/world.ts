import { type FieldValue, type RecordType, recordTypes } from '../../src/model/index.ts';
import { addDays, type Day } from './days.ts';

/** A record's fields as the model names them. An absent field is empty. */
export type Fields = Readonly<Record<string, FieldValue>>;
/** What is known at one moment: the current record of every id. */
export type World = Record<RecordType, Map<string, Fields>>;

/** One moment at which something became known about records of one type. */
export interface Write {
  /** Instant (ISO 8601, UTC). */
  at: string;
  recordType: RecordType;
  upserts: readonly { id: string; fields: Fields }[];
  deletions: readonly string[];
}
/** In the order in which it became known. */
export type History = readonly Write[];

export const emptyWorld = (): World => Object.fromEntries(recordTypes.map((type) => [type, new Map()])) as World;

/** What was known at an instant: every write up to and with it, and what the store remembers from version to version. */
export function stateAt(history: History, knownAt: string): World {
  const world = emptyWorld();
  for (const write of history) {
    if (write.at > knownAt) break;
    for (const id of write.deletions) world[write.recordType].delete(id);
    for (const { id, fields } of write.upserts) {
      const previous = world[write.recordType].get(id);
      world[write.recordType].set(id, remember(write, fields, previous));
      rememberReview(world, write.recordType, id, fields);
    }
  }
  return world;
}

function remember(write: Write, fields: Fields, previous: Fields | undefined): Fields {
  switch (write.recordType) {
    case 'planItem':
    case 'commitment':
      return { ...fields, firstDueOn: fields.firstDueOn ?? previous?.firstDueOn ?? fields.dueOn ?? null };
    case 'opportunity':
      return { ...fields, ...rememberClose(write.at.slice(0, 10), fields, previous) };
    default:
      return fields;
  }
}

const isClosed = (fields: Fields | undefined): boolean =>
  (fields?.status === 'won' || fields?.status === 'lost') && typeof fields.closedOn === 'string';

/** Key win, partners and services as they stood when the opportunity closed, or were corrected up to 30 days after the closed date. */
function rememberClose(knownOn: Day, fields: Fields, previous: Fields | undefined): Fields {
  if (!isClosed(fields)) return { keyWinAtClose: null, partnersAtClose: null, servicesAtClose: null };
  const isCorrectedInTime = knownOn <= addDays(fields.closedOn as Day, 30);
  if (previous && isClosed(previous) && !isCorrectedInTime) {
    const { keyWinAtClose = null, partnersAtClose = null, servicesAtClose = null } = previous;
    return { keyWinAtClose, partnersAtClose, servicesAtClose };
  }
  return {
    keyWinAtClose: fields.keyWin ?? null,
    partnersAtClose: fields.partners ?? null,
    servicesAtClose: fields.servicesAttached ?? null,
  };
}

/** A source overwrites "reviewed on"; each value that it has had stays as a review of its own. */
function rememberReview(world: World, recordType: RecordType, record: string, fields: Fields): void {
  if (recordType !== 'condition' && recordType !== 'planItem') return;
  const { reviewedOn } = fields;
  if (reviewedOn) world.review.set(`${recordType}:${record}:${reviewedOn}`, { recordType, record, reviewedOn });
}
