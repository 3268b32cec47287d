/**
 * The contract of the HTTP API: every shape that crosses it, once. The server checks requests with these schemas,
 * the OpenAPI document is generated from them, and the tab takes its types from here. It imports nothing but zod.
 *
 * Amounts: `{amount, currency}` where the unit is money, else a number; a ratio is a number between 0 and 1.
 * Titles, labels and texts are in the language that Accept-Language asks for (en, zh-CN).
 */
import { z } from 'zod';

// ---- words

export const recordTypes = [
  'account',
  'organization',
  'agreement',
  'opportunity',
  'revenue',
  'target',
  'rate',
  'partner',
  'contact',
  'meeting',
  'score',
  'survey',
  'condition',
  'planItem',
  'review',
  'deployment',
  'commitment',
  'member',
] as const;
export const dimensions = ['organization', 'country', 'product', 'motion', 'partner', 'owner', 'segment'] as const;
export const units = ['ratio', 'money', 'count', 'days', 'score'] as const;
export const kpiGroups = ['growth', 'agreements', 'partners', 'satisfaction', 'conditions', 'businessValue', 'deployed'] as const;
export const statuses = ['onTrack', 'atRisk', 'offTrack', 'noData'] as const;
export const roles = ['manager', 'member', 'reader'] as const;

export const RecordType = z.enum(recordTypes);
export const Dimension = z.enum(dimensions);
export const Unit = z.enum(units);
export const KpiGroup = z.enum(kpiGroups);
export const Status = z.enum(statuses);
export const Role = z.enum(roles);
export const CivilDate = z.iso.date().meta({ description: "A civil date, 'YYYY-MM-DD'." });
export const Instant = z.iso.datetime({ offset: true }).meta({ description: 'An instant, ISO 8601.' });

export const Money = z
  .object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string().regex(/^[A-Z]{3}$/) })
  .meta({ id: 'Money' });
export const Amount = z.union([z.number(), Money]).meta({ id: 'Amount', description: 'Money where the unit is money, else a number.' });

// ---- what is asked

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
const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
export const PageQuery = z.strictObject({ page: wholeNumber(1, 1_000_000).default(1), limit: wholeNumber(1, 200).default(50) });
export const BreakdownQuery = QuestionQuery.extend({ by: Dimension });
/** The largest first. */
export const DrillDownQuery = QuestionQuery.extend(PageQuery.shape);
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
export const SyncBody = z
  .strictObject({ source: z.string().max(400).optional().meta({ description: 'One source; all of them unless given.' }) })
  .meta({ id: 'SyncBody' });

// ---- readings

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
  headline: z.boolean(),
  headlineRank: z.int().nullable().meta({ description: 'Its position among the headlines, from 1.' }),
}).meta({ id: 'Kpi' });

/** What was asked, as understood. */
const asked = { asOf: CivilDate, knownAt: Instant.nullable(), period: Period, currency: z.string() };

export const Scorecard = z.object({ ...asked, kpis: z.array(Kpi) }).meta({ id: 'Scorecard' });
export const KpiDetail = Kpi.extend({
  asOf: CivilDate,
  knownAt: Instant.nullable(),
  period: Period,
  formula: z.string(),
  definition: z.int().meta({ description: 'The version of the KPI’s definition.' }),
  trendPreviousYear: z.array(TrendPoint),
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
    slices: z.array(BreakdownSlice),
    total: Reading,
  })
  .meta({ id: 'Breakdown' });

const page = {
  total: z.int(),
  page: z.int(),
  limit: z.int(),
  next: z.string().nullable().meta({ description: 'The path of the next page.' }),
};
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

// ---- accounts and people

export const HeadlineReading = Reading.extend({
  id: z.string(),
  title: z.string(),
  unit: Unit,
  better: z.enum(['higher', 'lower']),
  asOf: CivilDate,
  knownAt: Instant,
})
  .omit({ missingRates: true, note: true })
  .meta({ id: 'HeadlineReading', description: 'The newest stored reading of a headline KPI.' });
const accountName = { id: z.string(), slug: z.string(), name: z.string().nullable(), role: Role };
export const Accounts = z
  .object({ accounts: z.array(z.object({ ...accountName, headline: z.array(HeadlineReading) })) })
  .meta({ id: 'Accounts' });
export const Me = z
  .object({
    id: z.string().meta({ description: 'The caller’s directory id.' }),
    name: z.string().nullable(),
    address: z.string().nullable(),
    language: z.enum(['en', 'zh-CN']),
    administrator: z.boolean(),
    accounts: z.array(z.object(accountName)),
  })
  .meta({ id: 'Me' });

// ---- records and sources

export const RecordField = z
  .object({
    name: z.string(),
    kind: z.string(),
    label: z.string(),
    choices: z.record(z.string(), z.string()).optional(),
    refersTo: RecordType.optional(),
  })
  .meta({ id: 'RecordField' });
export const RecordRow = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    fields: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Money as {amount, currency}; persons and references as ids, whose names stand in `names`.' }),
    source: z.string(),
    sourceUrl: z.string().nullable(),
    modifiedAt: Instant.nullable(),
    knownFrom: Instant,
  })
  .meta({ id: 'RecordRow' });
export const Records = z
  .object({
    type: RecordType,
    label: z.string(),
    fields: z.array(RecordField),
    ...page,
    records: z.array(RecordRow),
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Records' });

export const Source = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    webUrl: z.string().nullable(),
    state: z.enum(['new', 'syncing', 'fresh', 'stale', 'asking', 'failed']),
    recordTypes: z.array(RecordType),
    rowsSeen: z.int(),
    records: z.int().meta({ description: 'Current records that came from it.' }),
    quarantined: z.int(),
    freshAsOf: Instant.nullable().meta({ description: 'The last successful round.' }),
    lastAttemptAt: Instant.nullable(),
    problem: z.object({ code: z.string(), message: z.string(), at: Instant.nullable() }).nullable(),
  })
  .meta({ id: 'Source' });
export const Sources = z.object({ sources: z.array(Source) }).meta({ id: 'Sources' });
export const QuarantineRow = z
  .object({
    source: z.string(),
    rowId: z.string(),
    recordType: RecordType,
    recordId: z.string().nullable(),
    reasons: z.array(z.object({ column: z.string().nullable(), field: z.string().nullable(), value: z.unknown(), expected: z.string() })),
    cells: z.record(z.string(), z.unknown()).meta({ description: 'The mapped columns of the row, nothing else.' }),
    sourceUrl: z.string().nullable(),
    quarantinedAt: Instant,
    withheld: z.boolean().meta({ description: 'Values that speak of a person are for the manager.' }),
  })
  .meta({ id: 'QuarantineRow' });
export const Quarantine = z.object({ ...page, rows: z.array(QuarantineRow) }).meta({ id: 'Quarantine' });
export const SyncResult = z
  .object({
    sources: z.array(
      z.object({
        id: z.string(),
        state: Source.shape.state,
        written: z.int(),
        deleted: z.int(),
        quarantined: z.int(),
        problem: Source.shape.problem,
      }),
    ),
  })
  .meta({ id: 'SyncResult' });

// ---- settings

const targetKey = {
  kpi: z.string().max(80),
  period: z.string().regex(/^FY\d{4}(-Q[1-4])?$/, "'FY2026' or 'FY2026-Q1'"),
  organization: z.string().max(400).nullable().default(null),
};
export const Target = z
  .object({ ...targetKey, value: Amount, source: z.string().meta({ description: "'app' where it was set here." }) })
  .meta({ id: 'Target' });
/** The settings that the KPIs read; every one is versioned with the records. */
export const AccountSettings = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 currency code'),
    fiscalYearStart: z
      .string()
      .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "'MM-DD'")
      .refine((day) => !['02-29', '02-30', '02-31', '04-31', '06-31', '09-31', '11-31'].includes(day), 'a day that every year has'),
    timeZone: z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Europe/Berlin'),
    planFrom: CivilDate.nullable(),
    eaPrograms: z.array(z.string().max(60)).max(50),
    annuityPrograms: z.array(z.string().max(60)).max(50),
    keyWinThreshold: Money.nullable(),
    renewalGraceDays: z.int().min(0).max(366),
    conditionsScope: z.enum(['account', 'organizations']),
  })
  .meta({ id: 'AccountSettings' });
function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
export const Thresholds = z
  .strictObject({ onTrack: z.number().min(0).max(10), atRisk: z.number().min(0).max(10) })
  .refine((both) => both.atRisk <= both.onTrack, 'atRisk must not be above onTrack')
  .meta({ id: 'Thresholds' });
export const Policies = z
  .strictObject({
    figuresAboutPeople: z.enum(['off', 'own', 'named']),
    legalBasis: z
      .string()
      .trim()
      .max(2000)
      .nullable()
      .default(null)
      .meta({ description: 'The legal basis or works-council agreement on which figures are shown by name.' }),
  })
  .meta({ id: 'Policies' });
export const Weights = z
  .record(z.string().max(80), z.number().min(0).max(1000))
  .meta({ id: 'Weights', description: 'How much each KPI’s moves weigh; 1 unless given.' });

export const Settings = z
  .object({ account: AccountSettings, targets: z.array(Target), thresholds: Thresholds, weights: Weights, policies: Policies })
  .meta({ id: 'Settings' });
/**
 * Only the parts that are given change. Of `targets`, each named one is set, and removed where its value is null; those
 * that came from a source stay with their source. A manager may make a policy stricter; an administrator sets any.
 */
export const SettingsBody = z
  .strictObject({
    account: AccountSettings.partial(),
    targets: z.array(z.strictObject({ ...targetKey, value: Amount.nullable(), source: z.string().optional() })).max(1000),
    thresholds: Thresholds,
    weights: Weights,
    policies: Policies,
  })
  .partial()
  .meta({ id: 'SettingsBody' });

// ---- problems

/** RFC 9457. `type` is stable; `detail` is for people. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const Ready = z.object({ ready: z.boolean(), missing: z.array(z.string()) }).meta({ id: 'Ready' });

// ---- what the tab finds in index.html before anyone has signed in: <script id="bootstrap" type="application/json">

export const Bootstrap = z
  .object({
    mode: z.enum(['local', 'tenant']),
    issuer: z.string(),
    /** Where a browser signs in: the issuer's authorization and token endpoints. */
    authorizationEndpoint: z.string(),
    tokenEndpoint: z.string(),
    clientId: z.string(),
    scope: z.string(),
    languages: z.array(z.string()),
  })
  .meta({ id: 'Bootstrap' });

// ---- the operations: what OpenAPI is generated from

export interface Operation {
  method: 'get' | 'post' | 'put';
  path: string;
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  /** False where no token is asked. */
  authenticated?: false;
}
const account = '/api/accounts/:account';
export const operations = {
  health: {
    method: 'get',
    path: '/healthz',
    summary: 'The process is up',
    response: z.object({ status: z.literal('ok') }),
    authenticated: false,
  },
  ready: {
    method: 'get',
    path: '/readyz',
    summary: 'Whether the server can answer, and what is missing',
    response: Ready,
    authenticated: false,
  },
  me: { method: 'get', path: '/api/me', summary: 'Who is asking', response: Me },
  accounts: {
    method: 'get',
    path: '/api/accounts',
    summary: 'The accounts that the caller may see, with headline readings',
    response: Accounts,
  },
  scorecard: { method: 'get', path: `${account}/scorecard`, summary: 'Every KPI', query: QuestionQuery, response: Scorecard },
  kpi: {
    method: 'get',
    path: `${account}/kpis/:kpi`,
    summary: 'One KPI: reading, target, pace, trend, formula',
    query: QuestionQuery,
    response: KpiDetail,
  },
  breakdown: {
    method: 'get',
    path: `${account}/kpis/:kpi/breakdown`,
    summary: 'A KPI by a dimension',
    query: BreakdownQuery,
    response: Breakdown,
  },
  drillDown: {
    method: 'get',
    path: `${account}/kpis/:kpi/records`,
    summary: 'The records behind a KPI',
    query: DrillDownQuery,
    response: DrillDown,
  },
  drivers: { method: 'get', path: `${account}/kpis/:kpi/drivers`, summary: 'Why a KPI moved', query: DriversQuery, response: Drivers },
  whyNot: {
    method: 'get',
    path: `${account}/kpis/:kpi/why-not`,
    summary: 'Why a record is not in a KPI',
    query: WhyNotQuery,
    response: WhyNot,
  },
  goalSeek: {
    method: 'get',
    path: `${account}/kpis/:kpi/goal-seek`,
    summary: 'Which moves reach a target',
    query: GoalSeekQuery,
    response: GoalSeek,
  },
  whatIf: {
    method: 'post',
    path: `${account}/what-if`,
    summary: 'Every KPI before and after hypothetical changes',
    query: WhatIfQuery,
    body: WhatIfBody,
    response: WhatIf,
  },
  records: { method: 'get', path: `${account}/records/:type`, summary: 'The records of a type', query: RecordsQuery, response: Records },
  sources: { method: 'get', path: `${account}/sources`, summary: 'Where the records come from, and how fresh they are', response: Sources },
  sync: { method: 'post', path: `${account}/sources/sync`, summary: 'Reads the sources now', body: SyncBody, response: SyncResult },
  quarantine: {
    method: 'get',
    path: `${account}/sources/quarantine`,
    summary: 'Rows that could not be understood, with the reasons',
    query: QuarantineQuery,
    response: Quarantine,
  },
  readSettings: { method: 'get', path: `${account}/settings`, summary: 'Settings and targets', response: Settings },
  writeSettings: {
    method: 'put',
    path: `${account}/settings`,
    summary: 'Changes settings and targets',
    body: SettingsBody,
    response: Settings,
  },
} satisfies Record<string, Operation>;

export type RecordType = z.infer<typeof RecordType>;
export type Dimension = z.infer<typeof Dimension>;
export type Unit = z.infer<typeof Unit>;
export type Status = z.infer<typeof Status>;
export type Role = z.infer<typeof Role>;
export type Money = z.infer<typeof Money>;
export type Amount = z.infer<typeof Amount>;
export type Reading = z.infer<typeof Reading>;
export type TrendPoint = z.infer<typeof TrendPoint>;
export type Kpi = z.infer<typeof Kpi>;
export type KpiDetail = z.infer<typeof KpiDetail>;
export type Scorecard = z.infer<typeof Scorecard>;
export type Breakdown = z.infer<typeof Breakdown>;
export type DrillDown = z.infer<typeof DrillDown>;
export type Drivers = z.infer<typeof Drivers>;
export type WhyNot = z.infer<typeof WhyNot>;
export type WhatIf = z.infer<typeof WhatIf>;
export type GoalSeek = z.infer<typeof GoalSeek>;
export type Accounts = z.infer<typeof Accounts>;
export type HeadlineReading = z.infer<typeof HeadlineReading>;
export type Me = z.infer<typeof Me>;
export type Records = z.infer<typeof Records>;
export type Sources = z.infer<typeof Sources>;
export type Quarantine = z.infer<typeof Quarantine>;
export type SyncResult = z.infer<typeof SyncResult>;
export type Settings = z.infer<typeof Settings>;
export type SettingsBody = z.infer<typeof SettingsBody>;
export type Problem = z.infer<typeof Problem>;
export type Bootstrap = z.infer<typeof Bootstrap>;
