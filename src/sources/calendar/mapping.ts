import type { MappingEntry, SourceColumn } from '../mapping/types.ts';

/** What calendars tell of a meeting, by the names of the record's own fields; the rest is answered by people. */
const fields = [
  'contacts',
  'heldOn',
  'kind',
  'numberOfPeople',
  'owner',
  'organizer',
  'businessValueDiscussed',
  'answeredOn',
  'opportunity',
  'value',
  'withSponsor',
  'subject',
] as const;

export const columns: readonly SourceColumn[] = ['id', ...fields].map((name) => ({ name, displayName: name }));

/** Calendars need no mapping: what an event is, is known. */
export const calendarFields: MappingEntry['fields'] = Object.fromEntries(['id', ...fields].map((name) => [name, { column: name }]));
/** What the source of the account's calendars is called, and its id. */
export const calendarName = 'Calendars';
