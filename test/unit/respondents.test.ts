import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hiddenSlices } from '../../src/server/presenters/respondents.ts';

const slicesOf = (counts: readonly number[]) => counts.map((records, index) => ({ key: String(index), records }));

describe('slices whose means are hidden', () => {
  it('are those that fewer than three answered, and the next smallest where one alone would be hidden', () => {
    expect([...hiddenSlices('relationship-score', slicesOf([9, 2, 5, 7]))].sort()).toEqual(['1', '2']);
    expect([...hiddenSlices('relationship-score', slicesOf([1, 2, 5]))].sort()).toEqual(['0', '1']);
    expect([...hiddenSlices('relationship-score', slicesOf([1, 1, 5]))].sort()).toEqual(['0', '1', '2']);
  });
  it('are none where all were answered by three or more, or where no person answers', () => {
    expect(hiddenSlices('relationship-score', slicesOf([3, 4, 0])).size).toBe(0);
    expect(hiddenSlices('net-new-revenue', slicesOf([1, 2])).size).toBe(0);
  });
  it('hold together at least three answers in two slices, wherever there are so many', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 8 }), (counts) => {
        const slices = slicesOf(counts);
        const hidden = hiddenSlices('net-satisfaction', slices);
        const sum = slices.filter(({ key }) => hidden.has(key)).reduce((total, { records }) => total + records, 0);
        const answered = slices.filter(({ records }) => records > 0);
        if (answered.every(({ records }) => records >= 3)) return hidden.size === 0;
        return hidden.size === answered.length || (hidden.size >= 2 && sum >= 3);
      }),
    );
  });
});
