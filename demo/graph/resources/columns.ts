import type { ListColumn } from '../state/columns.ts';
import { guidOf } from '../state/identifiers.ts';
import type { ListStore } from '../state/listStore.ts';

const TEXT = { allowMultipleLines: false, appendChangesToExistingText: false, linesForEditing: 0, maxLength: 255 };
const NOTE = { allowMultipleLines: true, appendChangesToExistingText: false, linesForEditing: 6, textType: 'plain' };
const NUMBER = { decimalPlaces: 'automatic', displayAs: 'number', maximum: 1.7976931348623157e308, minimum: -1.7976931348623157e308 };
const PERSON = { allowMultipleSelection: false, displayAs: 'nameWithPresence', chooseFromType: 'peopleAndGroups' };

function kindOf(column: ListColumn): Record<string, unknown> {
  const { facet = {}, isSeveral = false } = column;
  switch (column.type) {
    case 'text':
      return { text: { ...TEXT, ...facet } };
    case 'note':
      return { text: { ...NOTE, ...facet } };
    case 'number': {
      const { isCurrency, ...settings } = facet;
      return isCurrency ? { currency: settings } : { number: { ...NUMBER, ...settings } };
    }
    case 'boolean':
      return { boolean: {} };
    case 'date':
      return { dateTime: { displayAs: 'default', format: 'dateOnly', ...facet } };
    case 'choice':
      return { choice: { allowTextEntry: false, displayAs: 'dropDownMenu', ...facet, choices: column.choices ?? [] } };
    case 'lookup':
      return {
        lookup: {
          allowMultipleValues: isSeveral,
          allowUnlimitedLength: false,
          columnName: column.lookup?.columnName ?? 'Title',
          listId: column.lookup?.listId ?? '',
        },
      };
    case 'person':
      return { personOrGroup: { ...PERSON, ...facet, allowMultipleSelection: isSeveral } };
  }
}

/** What every list has beside its own columns. */
export const BUILT_IN: readonly { name: string; displayName: string; readOnly: boolean; kind: Record<string, unknown> }[] = [
  { name: 'Title', displayName: 'Title', readOnly: false, kind: { text: TEXT } },
  { name: 'ContentType', displayName: 'Content Type', readOnly: false, kind: { text: TEXT } },
  { name: 'Modified', displayName: 'Modified', readOnly: true, kind: { dateTime: { displayAs: 'default', format: 'dateTime' } } },
  { name: 'Created', displayName: 'Created', readOnly: true, kind: { dateTime: { displayAs: 'default', format: 'dateTime' } } },
  { name: 'Author', displayName: 'Created By', readOnly: true, kind: { personOrGroup: PERSON } },
  { name: 'Editor', displayName: 'Modified By', readOnly: true, kind: { personOrGroup: PERSON } },
  { name: '_UIVersionString', displayName: 'Version', readOnly: true, kind: { text: TEXT } },
  { name: 'Attachments', displayName: 'Attachments', readOnly: false, kind: { boolean: {} } },
];

function definition(
  list: ListStore,
  { name, displayName, description = '', isIndexed = false, isRequired = false }: Omit<ListColumn, 'type'>,
  isReadOnly: boolean,
  kind: Record<string, unknown>,
) {
  return {
    columnGroup: 'Custom Columns',
    description,
    displayName,
    enforceUniqueValues: false,
    hidden: false,
    id: guidOf(list.id, 'column', name),
    indexed: isIndexed,
    name,
    readOnly: isReadOnly,
    required: isRequired,
    ...kind,
  };
}

/** The list's own columns first, in their order. No two have one label: a built-in one gives way. */
export function columnResources(list: ListStore) {
  const labels = new Set(list.columns.map((column) => column.displayName.toLowerCase()));
  const own = list.columns.map((column) => definition(list, column, false, kindOf(column)));
  const builtIn = BUILT_IN.map(({ name, displayName, readOnly, kind }) => {
    const column = name === list.title.name ? list.title : { name, displayName };
    const label = labels.has(column.displayName.toLowerCase()) ? `${column.displayName} (built in)` : column.displayName;
    return definition(list, { ...column, displayName: label }, readOnly, kind);
  });
  return [...own, ...builtIn];
}
