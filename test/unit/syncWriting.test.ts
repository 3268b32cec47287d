import { describe, expect, it } from '@jest/globals';
import type { ReadPage } from '../../src/sync/types.ts';
import { joinPages, writeWhileFetching } from '../../src/sync/writing.ts';

const row = (id: string, url: string | null = null) => ({ id, url, isEdited: false, mapped: [] });
const page = (rows: string[], deleted: string[] = [], next: string | null = 'next', url: string | null = null): ReadPage => ({
  rows: rows.map((id) => row(id, url)),
  deleted,
  unreadable: 0,
  next,
  cursor: next === null ? 'cursor' : null,
});
const moment = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('several pages as one', () => {
  it('lets the later of two mentions of a row count, deletions among them', () => {
    const joined = joinPages([page(['1', '2'], [], 'a', 'old'), page(['2'], ['1', '3'], 'b', 'new'), page(['3'], [], null)]);
    expect(joined.rows).toEqual([row('2', 'new'), row('3')]);
    expect(joined.deleted).toEqual(['1']);
    expect([joined.next, joined.cursor]).toEqual([null, 'cursor']);
  });
});

describe('writing while fetching', () => {
  it('writes in order what arrived during the write before', async () => {
    const written: string[][] = [];
    async function* pages() {
      for (const id of ['1', '2', '3', '4']) yield page([id], [], id === '4' ? null : id);
    }
    await writeWhileFetching(pages(), async (whole) => {
      written.push(whole.rows.map(({ id }) => id));
      await moment();
    });
    expect(written.flat()).toEqual(['1', '2', '3', '4']);
    expect(written.length).toBeLessThan(4);
  });

  it('keeps what had arrived when fetching fails', async () => {
    const written: string[] = [];
    async function* pages() {
      yield page(['1']);
      yield page(['2']);
      throw new Error('cut');
    }
    const writing = writeWhileFetching(pages(), async (whole) => {
      await moment();
      written.push(...whole.rows.map(({ id }) => id));
    });
    await expect(writing).rejects.toThrow('cut');
    expect(written).toEqual(['1', '2']);
  });

  it('writes nothing more when a write fails, and fetches no more', async () => {
    let fetched = 0;
    let tried = 0;
    async function* pages() {
      for (; fetched < 100; fetched += 1) {
        yield page([String(fetched)]);
        await moment();
      }
    }
    const writing = writeWhileFetching(pages(), async () => {
      tried += 1;
      throw new Error('full');
    });
    await expect(writing).rejects.toThrow('full');
    expect(tried).toBe(1);
    expect(fetched).toBeLessThan(5);
  });
});
