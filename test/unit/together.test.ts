import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { together } from '../../src/store/together.ts';

/** Asks that are answered when the test says so. */
function heldBack() {
  const batches: { questions: readonly number[]; answer: () => void; refuse: () => void }[] = [];
  const ask = (questions: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      batches.push({
        questions,
        answer: () => resolve(questions.map((question) => question * 10)),
        refuse: () => reject(new Error(`not ${questions.join(' or ')}`)),
      });
    });
  return { ask, batches };
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('questions that come while another is asked', () => {
  it('are asked together when it is answered, at most so many at a time', async () => {
    const { ask, batches } = heldBack();
    const asking = together(ask, 2);
    const answers = Promise.all([1, 2, 3, 4].map(asking));
    expect(batches.map(({ questions }) => questions)).toEqual([[1]]);
    for (let batch = 0; batch < 3; batch++) {
      batches[batch]?.answer();
      await settled();
    }
    expect(batches.map(({ questions }) => questions)).toEqual([[1], [2, 3], [4]]);
    expect(await answers).toEqual([10, 20, 30, 40]);
  });

  it('are each asked alone where they cannot be asked together', async () => {
    const { ask, batches } = heldBack();
    const asking = together(ask);
    const first = asking(1);
    const others = Promise.allSettled([asking(2), asking(3)]);
    batches[0]?.answer();
    await settled();
    batches[1]?.refuse();
    await settled();
    batches[2]?.refuse();
    await settled();
    batches[3]?.answer();
    expect(await first).toBe(10);
    expect((await others).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual(['Error: not 2', 30]);
  });

  it('are answered as if each had been asked alone, whichever fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ question: fc.nat(), fails: fc.boolean(), waits: fc.nat(3) }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (asked, most) => {
          const asking = together<(typeof asked)[number], number>(async (batch) => {
            await settled();
            if (batch.some(({ fails }) => fails)) throw new Error('refused');
            return batch.map(({ question }) => question + 1);
          }, most);
          const answers = await Promise.allSettled(
            asked.map(async (one) => {
              for (let turn = 0; turn < one.waits; turn++) await settled();
              return asking(one);
            }),
          );
          expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual(
            asked.map(({ question, fails }) => (fails ? 'refused' : question + 1)),
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
