/** The words that every shape is made of. */
import { z } from 'zod';

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
/** What stands beside the rows of a page. */
export const page = {
  total: z.int(),
  page: z.int(),
  limit: z.int(),
  next: z.string().nullable().meta({ description: 'The path of the next page.' }),
};

export type RecordType = z.infer<typeof RecordType>;
export type Dimension = z.infer<typeof Dimension>;
export type Unit = z.infer<typeof Unit>;
export type Status = z.infer<typeof Status>;
export type Role = z.infer<typeof Role>;
export type Money = z.infer<typeof Money>;
export type Amount = z.infer<typeof Amount>;
