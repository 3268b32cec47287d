/** What is asked. */
import { z } from 'zod';
import { CivilDate, Dimension, Instant, RecordType } from './words.ts';

const slice = z.string().max(200).optional();
/** What every reading can be asked with. A slice of '' asks for what has none. */
export const QuestionQuery = z.strictObject({
  asOf: CivilDate.optional().meta({ description: 'The day that is read; today in the account’s time zone unless given.' }),
  knownAt: z
    .union([Instant, CivilDate])
    .optional()
    .meta({ description: 'As known then: an instant, or a date: the end of that day in the account’s time zone.' }),
  period: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'fytd (default), qtd, mtd, ttm, fy2025, fy2025-q1 or 2025-07-01..2026-06-30.' }),
  organization: slice.meta({ description: 'An organization, by id or exact name, with those below it.' }),
  country: slice,
  product: slice,
  motion: slice,
  partner: slice,
  owner: slice.meta({ description: 'A person, by id or exact name.' }),
  segment: slice,
});
export const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
export const PageQuery = z.strictObject({ page: wholeNumber(1, 1_000_000).default(1), limit: wholeNumber(1, 200).default(50) });
export const BreakdownQuery = QuestionQuery.extend({ by: Dimension });
/** The largest first. */
export const DrillDownQuery = QuestionQuery.extend(PageQuery.shape);
export const LeftOutQuery = DrillDownQuery.extend({
  reason: z.string().max(80).optional().meta({ description: 'The key of one reason; all of them unless given.' }),
});
export const SliceValuesQuery = z.strictObject({
  by: Dimension,
  q: z.string().max(200).optional().meta({ description: 'Text that the name holds.' }),
  limit: wholeNumber(1, 200).default(50),
});
export const DriversQuery = QuestionQuery.omit({ asOf: true, knownAt: true }).extend({
  since: CivilDate.meta({ description: 'The earlier day.' }),
  until: CivilDate.optional().meta({ description: 'The later day; today unless given.' }),
  sinceKnownAt: z.union([Instant, CivilDate]).optional(),
  untilKnownAt: z.union([Instant, CivilDate]).optional(),
  limit: wholeNumber(1, 1000).default(50),
});
export const WhyNotQuery = QuestionQuery.extend({ recordType: RecordType, recordId: z.string().min(1).max(400) });
export const GoalSeekQuery = QuestionQuery.omit({ knownAt: true }).extend({
  target: z
    .string()
    .regex(/^-?\d{1,30}(\.\d{1,20})?$/, 'a number')
    .optional()
    .meta({ description: 'A ratio as 0..1; the target that is set unless given.' }),
  horizon: CivilDate.optional(),
});
export const WhatIfQuery = QuestionQuery.omit({ knownAt: true });
export const WhatIfBody = z
  .strictObject({
    changes: z
      .array(
        z.strictObject({
          recordType: RecordType,
          recordId: z.string().min(1).max(400).nullable().meta({ description: 'null adds a record.' }),
          set: z.record(z.string().max(60), z.unknown()).default({}),
          delete: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(500),
    horizon: CivilDate.optional(),
  })
  .meta({ id: 'WhatIfBody' });
/** Beside these, any field of the record type: `status=won` filters by equality. */
export const RecordsQuery = PageQuery.extend({
  knownAt: z.union([Instant, CivilDate]).optional(),
  q: z.string().max(200).optional().meta({ description: 'Text that a record holds.' }),
  sort: z.string().max(60).optional().meta({ description: "A field's name, with '-' before it to turn the order." }),
}).catchall(z.string().max(400));
export const QuarantineQuery = PageQuery.extend({
  source: z.string().max(400).optional(),
  recordType: RecordType.optional(),
});
/** The manager's answer where a round would delete much. */
export const DeletionsBody = z
  .strictObject({ source: z.string().min(1).max(400), answer: z.enum(['delete', 'keep']) })
  .meta({ id: 'DeletionsBody' });
export const SyncBody = z
  .strictObject({
    source: z.string().max(400).optional().meta({ description: 'One source; all of them unless given.' }),
    full: z.boolean().optional().meta({ description: 'Enumerates everything and compares, to find what delta has missed.' }),
  })
  .meta({ id: 'SyncBody' });
