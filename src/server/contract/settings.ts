/** Settings and targets. */
import { z } from 'zod';
import { DigestSchedule, DigestScheduleChange, isTimeZone } from './digests.ts';
import { Amount, CivilDate, Money } from './words.ts';

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
export const Thresholds = z
  .strictObject({ onTrack: z.number().min(0).max(10), atRisk: z.number().min(0).max(10) })
  .refine((both) => both.atRisk <= both.onTrack, 'atRisk must not be above onTrack')
  .meta({ id: 'Thresholds' });
const figures = {
  figuresAboutPeople: z.enum(['off', 'own', 'named']),
  legalBasis: z
    .string()
    .trim()
    .max(2000)
    .nullable()
    .default(null)
    .meta({ description: 'The legal basis or works-council agreement on which figures are shown by name.' }),
};
const countries = z
  .record(z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code'), z.strictObject(figures))
  .refine((all) => Object.keys(all).length <= 250, 'at most 250 countries')
  .meta({ description: 'Where a country’s own policy holds for its people. Whose country is not known falls under the strictest.' });
export const Policies = z.strictObject({ ...figures, countries: countries.default({}) }).meta({ id: 'Policies' });
/** Countries that are not given stay as they are. */
export const PoliciesBody = z.strictObject({ ...figures, countries: countries.optional() }).meta({ id: 'PoliciesBody' });
export type Policies = z.infer<typeof Policies>;
export const Weights = z
  .record(z.string().max(80), z.number().min(0).max(1000))
  .meta({ id: 'Weights', description: 'How much each KPI’s moves weigh; 1 unless given.' });

export const NudgeSettings = z
  .strictObject({
    rules: z.record(z.string().max(80), z.boolean()).meta({ description: 'By the rule’s key; on unless it says false.' }),
  })
  .meta({ id: 'NudgeSettings' });

export const Settings = z
  .object({
    account: AccountSettings,
    targets: z.array(Target),
    thresholds: Thresholds,
    weights: Weights,
    policies: Policies,
    nudges: NudgeSettings,
    nudgeRules: z.array(z.object({ key: z.string(), title: z.string(), on: z.boolean() })),
    digest: z.array(DigestSchedule).meta({ description: 'One per linked channel.' }),
  })
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
    policies: PoliciesBody,
    nudges: NudgeSettings,
    digest: z.array(DigestScheduleChange).max(100),
  })
  .partial()
  .meta({ id: 'SettingsBody' });
export type Settings = z.infer<typeof Settings>;
export type SettingsBody = z.infer<typeof SettingsBody>;
