import type { MappingEntry, SourceColumn } from '../mapping/types.ts';

/** What the directory and the mailboxes tell of a member, by the names of the record's own fields. */
const fields = ['name', 'role', 'country', 'timeZone', 'workingHours', 'manager', 'preferredLanguage', 'isGuest'] as const;
export const directoryColumns: readonly SourceColumn[] = ['id', ...fields].map((name) => ({ name, displayName: name }));
export const directoryFields: MappingEntry['fields'] = Object.fromEntries(['id', ...fields].map((name) => [name, { column: name }]));
export const directoryName = 'Team members';
