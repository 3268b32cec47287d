/** How far a source of calendars came: kept as an address of Graph, so that it is of no use in another cloud. */
export interface CalendarCursor {
  /** Changes up to this number are written. */
  number: number;
  /** The address book by which they were understood. */
  book: string;
}

export const writeCursor = (root: string, cursor: CalendarCursor): string =>
  `${root}/v1.0/users#${encodeURIComponent(JSON.stringify(cursor))}`;

/** null: nothing that could be gone on from. */
export function readCursor(text: string | null): CalendarCursor | null {
  if (text === null || !URL.canParse(text)) return null;
  try {
    const cursor = JSON.parse(decodeURIComponent(new URL(text).hash.slice(1))) as CalendarCursor;
    return typeof cursor.number === 'number' && typeof cursor.book === 'string' ? cursor : null;
  } catch {
    return null;
  }
}
