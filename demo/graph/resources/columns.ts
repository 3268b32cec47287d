import type { ColumnSeed } from '../../tenant.ts';
import { guidOf } from '../state/identifiers.ts';
import type { ListStore } from '../state/listStore.ts';

const TEXT = { allowMultipleLines: false, appendChangesToExistingText: false, linesForEditing: 0, maxLength: 255 };
const NUMBER = { decimalPlaces: 'automatic', displayAs: 'number', maximum: 1.7976931348623157e308, minimum: -1.7976931348623157e308 };

function kindOf(column: ColumnSeed): Record<string, unknown> {
  const kinds: Record<ColumnSeed['type'], Record<string, unknown>> = {
    text: { text: TEXT },
    note: { text: { allowMultipleLines: true, appendChangesToExistingText: false, linesForEditing: 6, textType: 'plain' } },
    number: { number: NUMBER },
    boolean: { boolean: {} },
    date: { dateTime: { displayAs: 'default', format: 'dateOnly' } },
    choice: { choice: { allowTextEntry: false, choices: column.choices ?? [], displayAs: 'dropDownMenu' } },
  };
  return kinds[column.type];
}

/** What every list has beside its own columns. */
export const BUILT_IN: readonly { name: string; displayName: string; readOnly: boolean; kind: Record<string, unknown> }[] = [
  { name: 'Title', displayName: 'Title', readOnly: false, kind: { text: TEXT } },
  { name: 'ContentType', displayName: 'Content Type', readOnly: false, kind: { text: TEXT } },
  { name: 'Modified', displayName: 'Modified', readOnly: true, kind: { dateTime: { displayAs: 'default', format: 'dateTime' } } },
  { name: 'Created', displayName: 'Created', readOnly: true, kind: { dateTime: { displayAs: 'default', format: 'dateTime' } } },
  {
    name: 'Author',
    displayName: 'Created By',
    readOnly: true,
    kind: { personOrGroup: { allowMultipleSelection: false, displayAs: 'nameWithPresence', chooseFromType: 'peopleAndGroups' } },
  },
  {
    name: 'Editor',
    displayName: 'Modified By',
    readOnly: true,
    kind: { personOrGroup: { allowMultipleSelection: false, displayAs: 'nameWithPresence', chooseFromType: 'peopleAndGroups' } },
  },
  { name: '_UIVersionString', displayName: 'Version', readOnly: true, kind: { text: TEXT } },
  { name: 'Attachments', displayName: 'Attachments', readOnly: false, kind: { boolean: {} } },
];

function definition(list: ListStore, name: string, displayName: string, isReadOnly: boolean, kind: Record<string, unknown>) {
  return {
    columnGroup: 'Custom Columns',
    description: '',
    displayName,
    enforceUniqueValues: false,
    hidden: false,
    id: guidOf(list.id, 'column', name),
    indexed: false,
    name,
    readOnly: isReadOnly,
    required: false,
    ...kind,
  };
}

/** The list's own columns first, in their order. No two have one label: a built-in one gives way. */
export function columnResources(list: ListStore) {
  const labels = new Set(list.columns.map((column) => column.displayName.toLowerCase()));
  const own = list.columns.map((column) => definition(list, column.name, column.displayName, false, kindOf(column)));
  const builtIn = BUILT_IN.map(({ name, displayName, readOnly, kind }) =>
    definition(list, name, labels.has(displayName.toLowerCase()) ? `${displayName} (built in)` : displayName, readOnly, kind),
  );
  return [...own, ...builtIn];
}
