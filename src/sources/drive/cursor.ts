/** How far a file was read: kept as an address of Graph, so that it is of no use in another cloud. */
export interface FileCursor {
  itemId: string;
  eTag: string;
  /** The columns that it had. */
  names: readonly string[];
  /** In the middle of a round: the place of the last row that was given. */
  after?: number;
}

export const writeCursor = (root: string, driveId: string, cursor: FileCursor): string =>
  `${root}/v1.0/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(cursor.itemId)}#${encodeURIComponent(JSON.stringify(cursor))}`;

/** null: nothing that could be gone on from. */
export function readCursor(text: string | null): FileCursor | null {
  if (text === null || !URL.canParse(text)) return null;
  try {
    const cursor = JSON.parse(decodeURIComponent(new URL(text).hash.slice(1))) as FileCursor;
    return typeof cursor.eTag === 'string' && Array.isArray(cursor.names) ? cursor : null;
  } catch {
    return null;
  }
}
