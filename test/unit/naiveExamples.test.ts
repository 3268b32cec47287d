import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../naive/evaluate.ts';
import { exampleMoment, examples, historyOf } from '../naive/examples.ts';
import { naiveKpis } from '../naive/kpis/index.ts';
import { stateAt } from '../naive/world.ts';

describe.each(Object.keys(naiveKpis))('the naive evaluator of %s', (kpi) => {
  const cases = examples.filter((example) => example.kpi === kpi);

  it('has an example', () => expect(cases.length).toBeGreaterThan(0));

  it.each(cases.map((example) => [example.title, example] as const))('%s', (_, example) => {
    const { value, numerator, denominator, missingRates } = evaluate(stateAt(historyOf(example), exampleMoment), kpi, example);
    expect({ numerator, denominator, missingRates }).toEqual({
      numerator: example.expect.numerator,
      denominator: example.expect.denominator,
      missingRates: example.expect.missingRates ?? [],
    });
    if (example.expect.value === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(example.expect.value, 12);
  });
});
