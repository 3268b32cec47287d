import { describe, expect, it } from '@jest/globals';
import type { LeftOutRow } from '../../src/engine/index.ts';
import * as contract from '../../src/server/contract.ts';
import { presentLeftOut, presentReasons } from '../../src/server/presenters/leftOut.ts';

const noLonger = { key: 'noLonger', text: { en: 'It no longer counts on this day', 'zh-CN': '在该日已不再计入' } };
const row: LeftOutRow = {
  recordType: 'score',
  recordId: 's1',
  part: 'answer',
  label: 'Carla Roth · Fabrikam',
  organizationId: 'de',
  ownerId: 'p1',
  reason: noLonger,
  sourceUrl: 'https://example.test/s1',
};
const ownerOf = (owner: string | null) => ({ owner, ownerName: owner === null ? null : 'Ada King' });

describe('what leaves the house of a record that is left out', () => {
  it('is its name, its owner, the way to it, and the reason in the language asked', () => {
    const shown = presentLeftOut(row, 'zh-CN', false, ownerOf);
    expect(contract.LeftOutRow.parse(shown)).toEqual({
      recordType: 'score',
      recordId: 's1',
      part: 'answer',
      label: 'Carla Roth · Fabrikam',
      organization: 'de',
      owner: 'p1',
      ownerName: 'Ada King',
      reason: { key: 'noLonger', text: '在该日已不再计入' },
      sourceUrl: 'https://example.test/s1',
      withheld: false,
    });
  });

  it('is nothing but type and reason of an answer that is not for the caller', () => {
    expect(presentLeftOut(row, 'en', true, ownerOf)).toEqual({
      recordType: 'score',
      recordId: null,
      part: '',
      label: null,
      organization: null,
      owner: null,
      ownerName: null,
      reason: { key: 'noLonger', text: 'It no longer counts on this day' },
      sourceUrl: null,
      withheld: true,
    });
  });

  it('names the field to look at where the reason has one', () => {
    const notWon = { key: 'notWon', text: { en: 'not won', 'zh-CN': '未赢单' }, field: 'status', records: 3 };
    expect(presentReasons([notWon], 'en')).toEqual([{ key: 'notWon', text: 'not won', field: 'status', records: 3 }]);
  });
});
