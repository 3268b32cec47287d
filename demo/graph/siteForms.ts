import { GraphError } from './http/errors.ts';
import { escapeHtml, htmlPage } from './issuer/signInPage.ts';
import { readFieldChanges } from './resources/fieldChanges.ts';
import { firstPersonNumber, isLookup } from './resources/lookups.ts';
import type { Cell, ListColumn } from './state/columns.ts';
import type { Item, ListStore } from './state/listStore.ts';
import type { Tenant } from './state/tenant.ts';

/**
 * The forms behind a list's page, under the names that SharePoint gives them: what a person types goes the way of an API's request,
 * so the same rules refuse it. Without them the lists that a manager has just made could only be filled by a script.
 */

/** The columns that people see: Title is one of them where the list calls it something. */
export const shownColumns = (list: ListStore): readonly ListColumn[] =>
  list.title.displayName === 'Title' ? list.columns : [list.title, ...list.columns.filter(({ name }) => name !== list.title.name)];

type Typed = (column: ListColumn) => readonly string[];

interface Choice {
  value: string;
  text: string;
}

/** What a lookup or a person can be; null: the column is typed. */
export function choicesOf(tenant: Tenant, column: ListColumn): readonly Choice[] | null {
  if (column.type === 'boolean') return ['Yes', 'No'].map((text) => ({ value: text, text }));
  if (column.type === 'choice' && column.choices && column.facet?.allowTextEntry !== true)
    return column.choices.map((text) => ({ value: text, text }));
  if (column.type === 'person')
    return tenant.seed.people.map(({ displayName }, index) => ({ value: String(firstPersonNumber + index), text: displayName }));
  const target = column.type === 'lookup' && column.lookup ? tenant.list(column.lookup.listId) : null;
  if (!target) return column.type === 'lookup' ? [] : null;
  const shown = column.lookup?.columnName ?? 'Title';
  return [...target.itemsAfter(0)].map((item) => ({
    value: String(item.id),
    text: String(target.fieldsOf(item)[shown] ?? `Item ${item.id}`),
  }));
}

/** A cell as the form's control holds it. */
function typedCell(column: ListColumn, cell: Cell | undefined): readonly string[] {
  if (cell === undefined) return [];
  if (typeof cell === 'boolean') return [cell ? 'Yes' : 'No'];
  if (column.type === 'date' && typeof cell === 'string') return [cell.slice(0, 10)];
  return (typeof cell === 'object' ? cell : [cell]).map(String);
}

function control(tenant: Tenant, column: ListColumn, typed: readonly string[]): string {
  const name = escapeHtml(column.name);
  const [first = ''] = typed;
  const choices = choicesOf(tenant, column);
  if (choices) {
    const options = [...(column.isSeveral ? [] : [{ value: '', text: '' }]), ...choices].map(
      ({ value, text }) => `<option value="${escapeHtml(value)}"${typed.includes(value) ? ' selected' : ''}>${escapeHtml(text)}</option>`,
    );
    return `<select id="${name}" name="${name}"${column.isSeveral ? ' multiple' : ''}>${options.join('')}</select>`;
  }
  if (column.type === 'note') return `<textarea id="${name}" name="${name}" rows="3">${escapeHtml(first)}</textarea>`;
  const kind =
    column.type === 'date' ? 'type="date"' : column.type === 'number' ? 'type="number" step="any"' : 'type="text" maxlength="255"';
  const offered = (column.choices ?? []).map((text) => `<option value="${escapeHtml(text)}">`).join('');
  const list = offered ? ` list="${name}-offered"` : '';
  return `<input id="${name}" name="${name}" ${kind}${list} value="${escapeHtml(first)}">${offered && `<datalist id="${name}-offered">${offered}</datalist>`}`;
}

function formPage(tenant: Tenant, list: ListStore, item: Item | null, typed: Typed, problem: string | null): string {
  const title = item ? `${list.displayName}, item ${item.id}` : `${list.displayName}, new item`;
  const rows = shownColumns(list).map(
    (column) =>
      `<p><label for="${escapeHtml(column.name)}">${escapeHtml(column.displayName)}</label>${control(tenant, column, typed(column))}</p>`,
  );
  const remove = item ? '<button name="form-action" value="delete">Delete</button>' : '';
  return htmlPage(
    title,
    `${problem ? `<p role="alert"><strong>${escapeHtml(problem)}</strong></p>` : ''}
<form method="post">${item ? `<input type="hidden" name="form-version" value="${item.version}">` : ''}
${rows.join('\n')}
<button name="form-action" value="save">Save</button>${remove}</form>`,
  );
}

/** An empty form, or one that holds an item. */
export function openForm(tenant: Tenant, list: ListStore, item: Item | null): string {
  const fields = item ? list.fieldsOf(item) : {};
  return formPage(tenant, list, item, (column) => typedCell(column, fields[column.name]), null);
}

/** The request's fields as the API would be sent them: an empty control empties its cell. */
function sentFields(list: ListStore, form: URLSearchParams): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const column of shownColumns(list)) {
    const values = form.getAll(column.name).filter((value) => value !== '');
    const [first = null] = values;
    if (isLookup(column)) {
      fields[`${column.name}LookupId`] = column.isSeveral ? values : first;
      if (column.isSeveral) fields[`${column.name}LookupId@odata.type`] = 'Collection(Edm.String)';
    } else if (column.type === 'boolean') fields[column.name] = first === null ? null : first === 'Yes';
    else fields[column.name] = first;
  }
  return fields;
}

/** Does what the form says, in the person's name. Done: null. Refused: the form again, with what was typed and why not. */
export function sendForm(tenant: Tenant, list: ListStore, item: Item | null, form: URLSearchParams, by: string): string | null {
  const again = (problem: string) => formPage(tenant, list, item, ({ name }) => form.getAll(name), problem);
  if (item && form.get('form-version') !== String(item.version)) return again('Somebody has changed this item meanwhile. Open it anew.');
  if (item && form.get('form-action') === 'delete') {
    tenant.edit(list, { kind: 'remove', item: item.id, fields: {}, by });
    return null;
  }
  try {
    const fields = readFieldChanges(tenant, list, sentFields(list, form));
    if (!item && Object.values(fields).every((cell) => cell === null)) return again('Nothing is filled in.');
    tenant.edit(list, item ? { kind: 'change', item: item.id, fields, by } : { kind: 'add', item: list.nextItemId, fields, by });
    return null;
  } catch (error) {
    if (error instanceof GraphError) return again(error.message);
    throw error;
  }
}
