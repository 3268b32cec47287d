/** Readings, and what explains them. */
import { z } from 'zod';
import { Amount, CivilDate, Dimension, Instant, KpiGroup, page, RecordType, Status, Unit } from './words.ts';

export const Period = z.object({ key: z.string(), start: CivilDate, end: CivilDate }).meta({ id: 'Period' });
export const Note = z.enum(['targetMet', 'tooFewRespondents']);
export const Reading = z
  .object({
    value: Amount.nullable().meta({ description: 'null: no data, or the note says why.' }),
    numerator: Amount.nullable().meta({ description: 'null only where too few answered for it to be shown.' }),
    denominator: Amount.nullable(),
    records: z.int(),
    missingRates: z
      .array(z.string())
      .meta({ description: 'Currencies whose rows were left out: the fiscal year has no plan rate for them.' }),
    note: Note.nullable(),
  })
  .meta({ id: 'Reading' });
export const TrendPoint = z
  .object({ date: CivilDate, value: Amount.nullable(), asKnownThen: Amount.nullable() })
  .meta({ id: 'TrendPoint', description: 'asKnownThen: the reading stored on that day; for the whole account only.' });

export const QuarantinedRows = z
  .object({ recordType: RecordType, rows: z.int() })
  .meta({ id: 'QuarantinedRows', description: 'Rows in quarantine of a record type that the KPI reads.' });

export const Kpi = Reading.extend({
  id: z.string(),
  title: z.string(),
  group: KpiGroup,
  unit: Unit,
  better: z.enum(['higher', 'lower']),
  shape: z.enum(['flow', 'level']),
  currency: z.string().nullable().meta({ description: 'The currency of the money in it, null where there is none.' }),
  target: Amount.nullable(),
  attainment: z.number().nullable().meta({ description: 'Reading ÷ target.' }),
  asked: Amount.nullable().meta({ description: 'What the target asks by this day.' }),
  pace: z.number().nullable().meta({ description: 'Reading ÷ asked.' }),
  status: Status.nullable(),
  previousYear: Amount.nullable(),
  changeOnYear: z.number().nullable().meta({ description: 'For ratios the difference, else the quotient minus one.' }),
  sinceLastDigest: Amount.nullable(),
  trend: z.array(TrendPoint),
  freshAsOf: Instant.nullable().meta({ description: 'When the oldest of the sources behind it was last read.' }),
  quarantined: z.array(QuarantinedRows).meta({ description: 'What the KPI would also read, had it been understood.' }),
  headline: z.boolean(),
  headlineRank: z.int().nullable().meta({ description: 'Its position among the headlines, from 1.' }),
}).meta({ id: 'Kpi' });

/** What was asked, as understood. */
const asked = { asOf: CivilDate, knownAt: Instant.nullable(), period: Period, currency: z.string() };

const past = {
  pastNote: z
    .string()
    .optional()
    .meta({ description: 'What is to be said of a time before the lists were read, in the caller’s language; absent: nothing.' }),
};

export const Scorecard = z.object({ ...asked, ...past, kpis: z.array(Kpi) }).meta({ id: 'Scorecard' });
export const KpiDetail = Kpi.extend({
  ...past,
  asOf: CivilDate,
  knownAt: Instant.nullable(),
  period: Period,
  formula: z.string(),
  computation: z
    .enum(['sum', 'ratio', 'mean', 'growth'])
    .meta({ description: 'sum: Σ numerator; ratio and mean: numerator ÷ denominator; growth: numerator ÷ denominator − 1.' }),
  definition: z.int().meta({ description: 'The version of the KPI’s definition.' }),
  trendPreviousYear: z.array(TrendPoint),
  lastDigest: z
    .object({ date: CivilDate, knownAt: Instant })
    .nullable()
    .meta({ description: 'The day that the newest digest before this reading tells of, and as known when.' }),
}).meta({ id: 'KpiDetail' });

export const BreakdownSlice = Reading.extend({
  key: z.string().meta({ description: "'' for what has none; by organization, the parent’s id is the parent’s own part." }),
  label: z.string().nullable(),
  hasChildren: z.boolean(),
}).meta({ id: 'BreakdownSlice' });
export const Breakdown = z
  .object({
    kpi: z.string(),
    asOf: CivilDate,
    knownAt: Instant.nullable(),
    by: Dimension,
    parent: z.string().nullable(),
    path: z
      .array(z.object({ key: z.string(), label: z.string().nullable() }))
      .meta({ description: 'By organization: from the root down to the parent.' }),
    slices: z.array(BreakdownSlice),
    total: Reading,
  })
  .meta({ id: 'Breakdown' });

export const DrillDownRow = z
  .object({
    recordType: RecordType,
    recordId: z.string().nullable().meta({ description: 'null where it is withheld.' }),
    part: z.string(),
    label: z.string().nullable(),
    numerator: Amount.nullable(),
    denominator: Amount.nullable(),
    currency: z.string().nullable().meta({ description: 'The currency in which the record states its amount.' }),
    occurredOn: CivilDate.nullable(),
    countsFrom: CivilDate.nullable(),
    countsUntil: CivilDate.nullable().meta({ description: 'null: without end.' }),
    organization: z.string().nullable(),
    owner: z.string().nullable(),
    ownerName: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    withheld: z.boolean().meta({ description: 'The answer of a named person, which is for the manager and the relationship’s owner.' }),
  })
  .meta({ id: 'DrillDownRow' });
export const DrillDown = z.object({ kpi: z.string(), ...page, records: z.array(DrillDownRow) }).meta({ id: 'DrillDown' });

export const LeftOutReason = z.object({ key: z.string(), text: z.string(), field: z.string().optional() }).meta({ id: 'LeftOutReason' });
export const LeftOutRow = z
  .object({
    recordType: RecordType,
    recordId: z.string().nullable().meta({ description: 'null where it is withheld.' }),
    part: z.string(),
    label: z.string().nullable(),
    organization: z.string().nullable(),
    owner: z.string().nullable(),
    ownerName: z.string().nullable(),
    reason: LeftOutReason,
    sourceUrl: z.string().nullable(),
    withheld: z.boolean(),
  })
  .meta({ id: 'LeftOutRow' });
export const LeftOut = z
  .object({
    kpi: z.string(),
    reasons: z.array(LeftOutReason.extend({ records: z.int() })).meta({ description: 'The KPI’s own reasons first.' }),
    ...page,
    records: z.array(LeftOutRow),
  })
  .meta({ id: 'LeftOut' });

export const SliceValues = z
  .object({
    by: Dimension,
    total: z.int().meta({ description: 'How many there are; the first ones are listed.' }),
    values: z.array(z.object({ key: z.string(), label: z.string().nullable() })),
  })
  .meta({ id: 'SliceValues' });

export const Driver = z
  .object({
    kind: z.enum(['record', 'rate', 'definition']),
    recordType: RecordType.nullable(),
    recordId: z.string().nullable(),
    label: z.string().nullable(),
    share: Amount.nullable().meta({ description: 'Its share of the change, in the KPI’s unit. The shares add up to the change.' }),
    numeratorChange: Amount.nullable(),
    denominatorChange: Amount.nullable(),
    effect: z.enum(['entered', 'left', 'changed']),
    sourceUrl: z.string().nullable(),
    withheld: z.boolean(),
  })
  .meta({ id: 'Driver' });
const DriversEnd = z.object({ date: CivilDate, knownAt: Instant.nullable(), reading: Reading });
export const Drivers = z
  .object({
    kpi: z.string(),
    since: DriversEnd,
    until: DriversEnd,
    change: Amount.nullable(),
    acrossPeriods: z.boolean().meta({ description: 'The two days lie in different periods: no change is shown.' }),
    drivers: z.array(Driver),
    rest: z.object({ count: z.int(), share: Amount.nullable() }).nullable(),
  })
  .meta({ id: 'Drivers' });

export const WhyNotReason = z.object({ key: z.string(), text: z.string(), field: z.string().optional() }).meta({ id: 'WhyNotReason' });
export const WhyNot = z
  .object({
    record: z.enum(['known', 'deleted', 'quarantined', 'learntLater', 'unknown']),
    reasons: z.array(WhyNotReason),
    parts: z.array(
      z.object({
        kpi: z.string(),
        subject: z.string(),
        part: z.string(),
        recordType: RecordType,
        recordId: z.string(),
        counts: z.boolean(),
        numerator: Amount,
        denominator: Amount,
        reasons: z.array(WhyNotReason),
      }),
    ),
  })
  .meta({ id: 'WhyNot' });

export const WhatIf = z
  .object({
    horizon: CivilDate,
    kpis: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        unit: Unit,
        better: z.enum(['higher', 'lower']),
        headline: z.boolean(),
        horizon: CivilDate,
        before: Reading,
        after: Reading,
        target: Amount.nullable(),
        statusBefore: Status.nullable(),
        statusAfter: Status.nullable(),
      }),
    ),
  })
  .meta({ id: 'WhatIf' });

export const GoalMove = z
  .object({
    kind: z.string(),
    recordType: RecordType,
    recordId: z.string(),
    label: z.string().nullable(),
    text: z.string(),
    changes: z.array(
      z.object({
        recordType: RecordType,
        recordId: z.string().nullable(),
        set: z.record(z.string(), z.unknown()),
        delete: z.boolean().optional(),
      }),
    ),
    adds: Amount.nullable().meta({ description: 'What it adds to the reading, given the moves before it.' }),
    readingAfter: Reading,
    dueOn: CivilDate.nullable(),
    owner: z.string().nullable(),
    ownerName: z.string().nullable(),
    sourceUrl: z.string().nullable(),
  })
  .meta({ id: 'GoalMove' });
export const GoalSeek = z
  .object({
    kpi: z.string(),
    unit: Unit,
    target: Amount.nullable(),
    horizon: CivilDate,
    before: Reading,
    after: Reading,
    moves: z.array(GoalMove),
    reached: z.boolean(),
    smallest: z.boolean().meta({ description: 'No smaller set of moves reaches it.' }),
  })
  .meta({ id: 'GoalSeek' });
export type Reading = z.infer<typeof Reading>;
export type TrendPoint = z.infer<typeof TrendPoint>;
export type Kpi = z.infer<typeof Kpi>;
export type KpiDetail = z.infer<typeof KpiDetail>;
export type Scorecard = z.infer<typeof Scorecard>;
export type Breakdown = z.infer<typeof Breakdown>;
export type DrillDown = z.infer<typeof DrillDown>;
export type LeftOut = z.infer<typeof LeftOut>;
export type SliceValues = z.infer<typeof SliceValues>;
export type Drivers = z.infer<typeof Drivers>;
export type WhyNot = z.infer<typeof WhyNot>;
export type WhatIf = z.infer<typeof WhatIf>;
export type GoalSeek = z.infer<typeof GoalSeek>;
