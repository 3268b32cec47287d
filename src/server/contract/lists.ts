/** Lists of what is to be done: renewals and pipeline; and the link of an account with a channel. */
import { z } from 'zod';
import { QuestionQuery, wholeNumber } from './question.ts';
import { CivilDate, Money } from './words.ts';

export const stalls = ['closeDatePassed', 'noCloseDate', 'noAmount', 'stageUnchanged'] as const;
export const forecastCategories = ['commit', 'bestCase', 'pipeline', 'omitted'] as const;

const listQuery = QuestionQuery.pick({ asOf: true, knownAt: true }).extend({ limit: wholeNumber(1, 500).default(100) });
export const RenewalsQuery = listQuery.extend({
  days: wholeNumber(1, 730).default(90).meta({ description: 'How many days ahead.' }),
});
export const PipelineQuery = listQuery;

/** How many there are, and how much they come to; `missingRates`: the currencies whose amounts are left out. */
const sum = z.object({ records: z.int(), amount: Money });
const missingRates = z.array(z.string());
const place = {
  organization: z.object({ id: z.string(), name: z.string().nullable(), country: z.string().nullable() }).nullable(),
  ownerName: z.string().nullable().meta({ description: 'Follows the policy on figures about people.' }),
  sourceUrl: z.string().nullable(),
};

export const RenewalRow = z
  .object({
    agreementId: z.string(),
    program: z.string().nullable(),
    ...place,
    dueOn: CivilDate,
    daysLeft: z.int().meta({ description: 'Negative: overdue, within the grace period.' }),
    annualValue: Money.nullable(),
    opportunity: z
      .object({
        id: z.string(),
        name: z.string().nullable(),
        amount: Money.nullable(),
        expectedClose: CivilDate.nullable(),
        forecastCategory: z.enum(forecastCategories).nullable(),
      })
      .nullable()
      .meta({ description: 'The open renewal opportunity; null: nobody works on it.' }),
  })
  .meta({ id: 'RenewalRow' });
export const Renewals = z
  .object({
    asOf: CivilDate,
    days: z.int(),
    total: sum,
    overdue: sum,
    withoutOpportunity: sum,
    missingRates,
    renewals: z.array(RenewalRow).meta({ description: 'The earliest first, up to the limit; the sums are over all of them.' }),
  })
  .meta({ id: 'Renewals' });

export const PipelineRow = z
  .object({
    opportunityId: z.string(),
    name: z.string().nullable(),
    ...place,
    type: z.string().nullable(),
    stage: z.string().nullable(),
    forecastCategory: z.enum(forecastCategories).nullable(),
    amount: Money.nullable(),
    expectedClose: CivilDate.nullable(),
    stageSince: CivilDate.meta({ description: 'Its stage is known to have been the same at least since then.' }),
    stalls: z.array(z.enum(stalls)),
  })
  .meta({ id: 'PipelineRow' });
export const Pipeline = z
  .object({
    asOf: CivilDate,
    total: sum,
    stalled: sum,
    byCategory: z.array(sum.extend({ category: z.enum(forecastCategories).nullable() })),
    missingRates,
    opportunities: z.array(PipelineRow).meta({ description: 'The largest first, up to the limit; the sums are over all of them.' }),
  })
  .meta({ id: 'Pipeline' });

const channel = { teamId: z.guid().meta({ description: 'The directory id of the team.' }), channelId: z.string().min(1).max(200) };
export const LinkBody = z
  .strictObject({
    ...channel,
    language: z.enum(['en', 'zh-CN']).default('en').meta({ description: 'In which the channel gets its digest.' }),
  })
  .meta({ id: 'LinkBody' });
export const UnlinkQuery = z.strictObject({ channelId: z.string().min(1).max(200) });
export const Linked = z
  .object({
    channelId: z.string(),
    members: z.int().meta({ description: 'Who may now see the account.' }),
    outsiders: z.int().meta({ description: 'Guests and people of another tenant: while there are any, the channel gets no numbers.' }),
  })
  .meta({ id: 'Linked' });
export const Unlinked = z.object({ channelId: z.string(), wasLinked: z.boolean() }).meta({ id: 'Unlinked' });
export type Renewals = z.infer<typeof Renewals>;
export type Pipeline = z.infer<typeof Pipeline>;
export type Linked = z.infer<typeof Linked>;
