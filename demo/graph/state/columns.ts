import type { CellSeed, ColumnSeed } from '../../tenant.ts';

/** A cell as Graph sends it: dates are instants at midnight UTC; lookups and people are numbers of items. */
export type Cell = string | number | boolean | readonly number[];

export interface ListColumn extends ColumnSeed {
  /** What the API calls it. */
  name: string;
  /** As whoever made it said. */
  description?: string;
  isIndexed?: boolean;
  isRequired?: boolean;
  /** Settings of its kind, such as the fewest and most of a number. */
  facet?: Readonly<Record<string, unknown>>;
}

/** Names that every list already uses; a column of the same label gets a number, as in SharePoint. */
export const RESERVED_NAMES = [
  'id',
  'Title',
  'ContentType',
  'ContentTypeId',
  'Modified',
  'Created',
  'Author',
  'Editor',
  'AuthorLookupId',
  'EditorLookupId',
  '_UIVersionString',
  'Attachments',
  'Edit',
  'LinkTitle',
  'LinkTitleNoMenu',
  'DocIcon',
  'ItemChildCount',
  'FolderChildCount',
  '_ComplianceFlags',
  '_ComplianceTag',
  '_ComplianceTagWrittenTime',
  '_ComplianceTagUserId',
  'AppAuthor',
  'AppEditor',
  'Version',
] as const;

const LONGEST_NAME = 32;

/** Spaces become _x0020_, other characters that are no ASCII word character _xHHHH_; a leading digit is escaped too; cut at 32. */
export function escapedName(displayName: string): string {
  const escapeUnit = (unit: string) => `_x${unit.charCodeAt(0).toString(16).padStart(4, '0')}_`;
  const escaped = displayName
    .trim()
    .replace(/[^A-Za-z0-9_]/g, escapeUnit)
    .replace(/^\d/, escapeUnit);
  return (escaped || 'Column').slice(0, LONGEST_NAME);
}

export function nameColumns(columns: readonly ColumnSeed[]): ListColumn[] {
  const taken = new Set<string>(RESERVED_NAMES.map((name) => name.toLowerCase()));
  return columns.map((column) => {
    const wanted = escapedName(column.displayName);
    let name = wanted;
    for (let number = 0; taken.has(name.toLowerCase()); number++) name = `${wanted}${number}`;
    taken.add(name.toLowerCase());
    return { ...column, name };
  });
}

const CIVIL_DATE = /^\d{4}-\d\d-\d\d$/;

/** A seed's cell as Graph would send it; undefined when it is empty, for empty columns are absent. */
export function wireCell(column: ListColumn, cell: CellSeed | null | undefined): Cell | undefined {
  if (cell === undefined || cell === null || cell === '') return undefined;
  if (column.type === 'date' && typeof cell === 'string' && CIVIL_DATE.test(cell)) return `${cell}T00:00:00Z`;
  return cell;
}
