/** Nudges: what is asked of whom, what it is worth, and how it is answered; and edits of records. */
import { z } from 'zod';
import { EditAnswer } from './edits.ts';
import { wholeNumber } from './question.ts';
import { Amount, CivilDate, Instant, page, RecordType, Unit } from './words.ts';

export const nudgeStates = ['open', 'snoozed', 'done', 'closed'] as const;

export const AnswerField = z
  .object({
    field: z.string(),
    kind: z.enum(['date', 'choice']),
    label: z.string(),
    choices: z.array(z.object({ value: z.string(), label: z.string() })).meta({ description: 'Of a choice; the likeliest first.' }),
    suggested: z.string().nullable(),
    earliest: CivilDate.nullable(),
    latest: CivilDate.nullable(),
  })
  .meta({ id: 'AnswerField' });
export const Nudge = z
  .object({
    id: z.string(),
    rule: z.string(),
    title: z.string().meta({ description: 'The rule in words.' }),
    ask: z.string().meta({ description: 'What is asked.' }),
    why: z.string(),
    recordType: RecordType,
    recordId: z.string(),
    label: z.string().nullable(),
    state: z.enum(nudgeStates),
    who: z
      .object({
        id: z.string().nullable().meta({ description: 'null: it is not shown who.' }),
        name: z.string().nullable(),
        isMe: z.boolean(),
        isManagers: z.boolean().meta({ description: 'The record has no owner: the account’s managers are asked.' }),
      })
      .meta({ description: 'Names follow the policy on figures about people.' }),
    worth: z
      .object({
        kpi: z.string(),
        title: z.string(),
        unit: Unit,
        change: Amount.nullable(),
        horizon: CivilDate,
        text: z.string().nullable().meta({ description: 'A sentence; null where it moves nothing.' }),
      })
      .nullable(),
    rank: z.number().meta({ description: 'Comparable over all KPIs and accounts: the largest first.' }),
    dueOn: CivilDate.nullable(),
    openedAt: Instant,
    reopened: z.int(),
    snoozedUntil: CivilDate.nullable(),
    answers: z
      .object({
        answer: AnswerField,
        reassign: z.array(z.object({ id: z.string(), name: z.string() })),
        today: CivilDate.meta({ description: 'The business day, from which days are counted.' }),
      })
      .nullable()
      .meta({ description: 'What the caller may answer beside done and snooze; null: this is not theirs to answer.' }),
    sourceUrl: z.string().nullable(),
  })
  .meta({ id: 'Nudge' });
export const Nudges = z.object({ ...page, nudges: z.array(Nudge) }).meta({ id: 'Nudges' });

export const NudgesQuery = z.strictObject({
  state: z.enum(nudgeStates).default('open'),
  mine: z.stringbool().default(false),
  rule: z.string().max(80).optional(),
  page: wholeNumber(1, 1_000_000).default(1),
  limit: wholeNumber(1, 200).default(25),
});
/** Exactly one of them. */
export const NudgeChange = z
  .union([
    z.strictObject({ done: z.literal(true) }),
    z.strictObject({ snooze: CivilDate }),
    z.strictObject({ reassign: z.string().min(1).max(400) }),
    z.strictObject({ answer: z.record(z.string().max(60), z.string().min(1).max(400)), ifMatch: z.string().max(200).optional() }),
  ])
  .meta({
    id: 'NudgeChange',
    description: 'done, snooze until a day, reassign to a member of the team, or answer with the values of the answer’s field.',
  });

const cell = z.unknown().meta({ description: 'As in Records: dates, amounts, ids.' });
export const WrittenField = z.object({ field: z.string(), label: z.string(), before: cell, after: cell }).meta({ id: 'WrittenField' });
export const KpiMove = z
  .object({
    id: z.string(),
    title: z.string(),
    unit: Unit,
    before: Amount.nullable(),
    after: Amount.nullable(),
    text: z.string().meta({ description: 'A sentence.' }),
  })
  .meta({ id: 'KpiMove' });
export const Written = z
  .object({
    recordType: RecordType,
    recordId: z.string(),
    changed: z.boolean().meta({ description: 'false: the source had these values already.' }),
    fields: z.array(WrittenField),
    kpis: z.array(KpiMove).meta({ description: 'The readings of today that moved, of a nudge also its own KPI’s.' }),
    sourceUrl: z.string().nullable(),
    edit: EditAnswer,
  })
  .meta({ id: 'Written' });
export const NudgeChanged = z
  .object({ nudge: Nudge, written: Written.nullable().meta({ description: 'What an answer wrote to the source.' }) })
  .meta({ id: 'NudgeChanged' });

/** Values in the shape of Records. `ifMatch` is the version that a conflict has shown: with it that version is written over. */
export const RecordChange = z
  .strictObject({
    set: z.record(z.string().max(60), z.unknown()).refine((set) => Object.keys(set).length > 0, 'names no field'),
    ifMatch: z.string().max(200).optional(),
  })
  .meta({ id: 'RecordChange' });
export type Nudge = z.infer<typeof Nudge>;
export type Nudges = z.infer<typeof Nudges>;
export type NudgeChange = z.infer<typeof NudgeChange>;
export type NudgeChanged = z.infer<typeof NudgeChanged>;
export type Written = z.infer<typeof Written>;
