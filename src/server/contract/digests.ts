/** The weekly digest: what it says, and whether it reached the channel. */
import { z } from 'zod';
import { wholeNumber } from './question.ts';
import { Reading } from './readings.ts';
import { Amount, CivilDate, Instant, Money, page, RecordType, Status, Unit } from './words.ts';

export const languages = ['en', 'zh-CN'] as const;
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "'HH:MM'");
const weekday = z.int().min(1).max(7).meta({ description: 'ISO: 1 is Monday.' });
export const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

/** When a linked channel gets its digest. */
export const DigestSchedule = z
  .object({
    channel: z.string(),
    team: z.string(),
    on: z.boolean(),
    weekday,
    time: timeOfDay,
    timeZone: z.string().nullable().meta({ description: 'null: the account’s.' }),
    language: z.enum(languages),
  })
  .meta({ id: 'DigestSchedule' });
export const DigestScheduleChange = z
  .strictObject({
    channel: z.string().max(400),
    on: z.boolean().optional(),
    weekday: weekday.optional(),
    time: timeOfDay.optional(),
    timeZone: z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Europe/Berlin').nullable().optional(),
    language: z.enum(languages).optional(),
  })
  .meta({ id: 'DigestScheduleChange' });

export const deliveryStates = ['pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export const Delivery = z
  .object({
    state: z.enum(deliveryStates).meta({ description: 'unknown: it may have arrived or not; a person decides.' }),
    waitsFor: z.enum(['installation', 'anotherTry']).nullable().meta({ description: 'Why a pending one has not left yet.' }),
    problem: z.object({ code: z.string(), text: z.string() }).nullable(),
    attempts: z.int(),
    nextTryAt: Instant.nullable(),
    settledAt: Instant.nullable(),
  })
  .meta({ id: 'Delivery' });

export const DigestChannel = DigestSchedule.extend({
  timeZone: z.string().meta({ description: 'The one that holds.' }),
  nextAt: Instant.nullable().meta({ description: 'null: it is switched off, or paused.' }),
  paused: z
    .object({ because: z.enum(['teamArchived', 'teamDeleted', 'channelDeleted']), at: Instant })
    .nullable()
    .meta({ description: 'Nothing is posted into the channel until it is there again; then it goes on by itself.' }),
  isInstalled: z.boolean().meta({ description: 'The bot may write into the channel.' }),
}).meta({ id: 'DigestChannel' });
const digestFacts = {
  number: z.int().meta({ description: 'Counts up per channel.' }),
  channel: z.string(),
  week: CivilDate.nullable().meta({ description: 'The due day that it answers; null for one that was asked for.' }),
  onDate: CivilDate,
  knownAt: Instant,
  computedAt: Instant,
};
export const DigestSummary = z.object({ ...digestFacts, delivery: Delivery.nullable() }).meta({ id: 'DigestSummary' });
export const Digests = z
  .object({ channels: z.array(DigestChannel), ...page, digests: z.array(DigestSummary) })
  .meta({ id: 'Digests', description: 'The newest first.' });

const record = { recordType: RecordType, recordId: z.string(), label: z.string().nullable(), sourceUrl: z.string().nullable() };
export const DigestDriver = z
  .object({
    text: z.string().meta({ description: 'What happened, without how much.' }),
    recordType: RecordType.nullable(),
    recordId: z.string().nullable().meta({ description: 'null: several records, or somebody’s answer.' }),
    records: z.int(),
    share: Amount,
    sourceUrl: z.string().nullable(),
  })
  .meta({ id: 'DigestDriver' });
export const DigestHeadline = Reading.extend({
  id: z.string(),
  title: z.string(),
  unit: Unit,
  better: z.enum(['higher', 'lower']),
  target: Amount.nullable(),
  status: Status.nullable(),
  change: Amount.nullable().meta({ description: 'Since the digest before; null where none is shown.' }),
  sentence: z.string().nullable().meta({ description: 'Why it changed; null where the change is noise.' }),
  drivers: z.array(DigestDriver),
}).meta({ id: 'DigestHeadline' });
export const DigestEvent = z
  .object({
    ...record,
    kind: z.enum(['won', 'signed', 'lost', 'lapsed', 'postponed']),
    text: z.string(),
    on: CivilDate.nullable(),
    amount: Money.nullable(),
  })
  .meta({ id: 'DigestEvent' });
const events = z.object({ events: z.array(DigestEvent), records: z.int(), amount: Money });
export const DigestMove = z
  .object({
    ...record,
    text: z.string(),
    kpi: z.object({ id: z.string(), title: z.string(), unit: Unit }).nullable(),
    worth: Amount.nullable(),
    horizon: CivilDate.nullable(),
    dueOn: CivilDate.nullable(),
    ownerName: z.string().nullable().meta({ description: 'As far as the policy on figures about people shows it.' }),
  })
  .meta({ id: 'DigestMove' });

/** Computed once and stored as ids and numbers; names are put in when it is read. Everybody sees it as a reader does. */
export const Digest = z
  .object({
    ...digestFacts,
    number: z.int().nullable().meta({ description: 'null of a preview.' }),
    channel: z.string().nullable(),
    language: z.enum(languages),
    accountName: z.string().nullable(),
    headlinesOnly: z
      .literal(true)
      .optional()
      .meta({ description: 'For a room with people from outside: everything but the headline figures is left out.' }),
    currency: z.string(),
    since: z.object({ date: CivilDate, knownAt: Instant.nullable(), number: z.int().nullable() }),
    headlines: z.array(DigestHeadline),
    closed: z
      .object({ fiscalYear: z.int(), endsOn: CivilDate, headlines: z.array(DigestHeadline) })
      .nullable()
      .meta({ description: 'The fiscal year that ended since the digest before.' }),
    wins: events,
    slips: events,
    renewals: z.object({
      buckets: z.array(z.object({ days: z.int(), records: z.int(), amount: Money })),
      due: z.array(z.object({ ...record, dueOn: CivilDate, amount: Money.nullable() })),
    }),
    moves: z.array(DigestMove),
    health: z.object({
      staleSources: z.array(z.object({ id: z.string(), name: z.string() })),
      quarantined: z.int(),
      missingRates: z.array(z.string()),
    }),
    gap: z
      .object({ notDelivered: z.array(z.int()), inDoubt: z.array(z.int()) })
      .meta({ description: 'Numbers of the digests since the last one that arrived.' }),
    delivery: Delivery.nullable(),
  })
  .meta({ id: 'Digest' });

const channel = z.string().max(400).optional().meta({ description: 'The channel; the account’s only one unless given.' });
export const ChannelQuery = z.strictObject({ channel });
export const DigestsQuery = z.strictObject({ channel, page: wholeNumber(1, 1_000_000).default(1), limit: wholeNumber(1, 100).default(20) });
export const SendDigestBody = z
  .strictObject({
    channel,
    key: z
      .string()
      .regex(/^[\w-]{8,100}$/, '8 to 100 letters, digits, - or _')
      .meta({ description: 'Made by whoever asks: the same key twice posts once.' }),
  })
  .meta({ id: 'SendDigestBody' });
export const SettleDigestBody = z
  .strictObject({ channel, arrived: z.boolean().meta({ description: 'true: it did; false: post it again.' }) })
  .meta({ id: 'SettleDigestBody' });
export type Digest = z.infer<typeof Digest>;
export type DigestHeadline = z.infer<typeof DigestHeadline>;
export type DigestSummary = z.infer<typeof DigestSummary>;
export type Digests = z.infer<typeof Digests>;
export type DigestSchedule = z.infer<typeof DigestSchedule>;
export type DigestScheduleChange = z.infer<typeof DigestScheduleChange>;
export type DigestChannel = z.infer<typeof DigestChannel>;
export type Delivery = z.infer<typeof Delivery>;
