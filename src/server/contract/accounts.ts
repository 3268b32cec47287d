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
/** A new account over the lists of a site. Each manager is named by directory id. */
export const CreateAccountBody = z
  .strictObject({
    slug: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens, such as "fabrikam"')
      .max(60)
      .meta({ description: 'The account’s name in addresses.' }),
    site: z
      .union([
        z.strictObject({ siteId: z.string().min(1).max(300) }),
        z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
        z.strictObject({ groupId: z.guid() }),
      ])
      .meta({ description: 'The site that holds the lists: by its id, its address, or the team’s group.' }),
    mapping: z.record(z.string(), z.unknown()).meta({ description: 'As a mapping.json.' }),
    managers: z.array(z.guid()).min(1).max(20),
  })
  .meta({ id: 'CreateAccountBody' });
export const CreatedAccount = z
  .object({
    id: z.string(),
    slug: z.string(),
    sources: z.array(z.string()).meta({ description: 'Ids of the sources; they are being read now.' }),
  })
  .meta({ id: 'CreatedAccount' });
export type CreatedAccount = z.infer<typeof CreatedAccount>;
export type Accounts = z.infer<typeof Accounts>;
export type HeadlineReading = z.infer<typeof HeadlineReading>;
export type Me = z.infer<typeof Me>;
