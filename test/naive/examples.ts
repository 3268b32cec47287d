import { agreementExamples } from './examples/agreements.ts';
import type { Example } from './examples/example.ts';
import { opportunityExamples } from './examples/opportunities.ts';
import { peopleExamples } from './examples/people.ts';
import { revenueExamples } from './examples/revenue.ts';

/** Cases of every KPI, worked out by hand from its definition. The naive evaluator and the engine must both read them so. */
export const examples: readonly Example[] = [...agreementExamples, ...revenueExamples, ...opportunityExamples, ...peopleExamples];
export { type Example, exampleMoment, historyOf } from './examples/example.ts';
