import type { ReadPage, ReadRow } from './types.ts';

/** So many rows go into one transaction at most: a transaction has a price of its own, a page of Graph has only 200 rows. */
const mostRows = 2_000;

/** Several pages as one; of a row that comes twice the later counts. */
export function joinPages(pages: readonly ReadPage[]): ReadPage {
  const rows = new Map<string, ReadRow>();
  const deleted = new Set<string>();
  let unreadable = 0;
  for (const page of pages) {
    for (const row of page.rows) {
      deleted.delete(row.id);
      rows.set(row.id, row);
    }
    for (const id of page.deleted) {
      rows.delete(id);
      deleted.add(id);
    }
    unreadable += page.unreadable;
  }
  const last = pages.at(-1);
  return { rows: [...rows.values()], deleted: [...deleted], unreadable, next: last?.next ?? null, cursor: last?.cursor ?? null };
}

/**
 * Writes pages in their order while the next are being fetched: what arrived during one write goes together into the
 * next. Where fetching fails, what had arrived is written before the error is passed on.
 */
export async function writeWhileFetching(pages: AsyncIterable<ReadPage>, write: (page: ReadPage) => Promise<void>): Promise<void> {
  let gathered: ReadPage[] = [];
  let rows = 0;
  let writing: Promise<void> | null = null;
  let failed: { error: unknown } | null = null;
  const begin = () => {
    const page = joinPages(gathered);
    gathered = [];
    rows = 0;
    writing = write(page)
      .catch((error: unknown) => {
        failed = { error };
      })
      .finally(() => {
        writing = null;
      });
  };
  const settled = async () => {
    await writing;
    if (failed) throw failed.error;
  };
  try {
    for await (const page of pages) {
      gathered.push(page);
      rows += page.rows.length + page.deleted.length;
      if (writing && rows >= mostRows) await settled();
      if (!writing) {
        await settled();
        begin();
      }
    }
  } finally {
    await settled();
    if (gathered.length > 0) {
      begin();
      await settled();
    }
  }
}
