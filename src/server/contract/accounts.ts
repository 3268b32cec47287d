/** Accounts and people. */
import { z } from 'zod';
import { Reading } from './readings.ts';
import { CivilDate, Instant, Role, Unit } from './words.ts';

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
export type Accounts = z.infer<typeof Accounts>;
export type HeadlineReading = z.infer<typeof HeadlineReading>;
export type Me = z.infer<typeof Me>;
