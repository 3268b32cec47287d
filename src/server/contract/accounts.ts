/** Accounts and people. */
import { z } from 'zod';
import { languages } from './digests.ts';
import { Reading } from './readings.ts';
import { AccountSettings } from './settings.ts';
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
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens, such as "fabrikam"')
  .max(60)
  .meta({ description: 'The account’s name in addresses; made from its name unless given.' });
const site = z
  .union([
    z.strictObject({ siteId: z.string().min(1).max(300) }),
    z.strictObject({ url: z.url({ protocol: /^https$/ }) }),
    z.strictObject({ groupId: z.guid() }),
  ])
  .meta({ description: 'The site that holds the lists: by its id, its address, or the team’s group. A person’s is the channel’s.' });
const ofPerson = ['name', 'channel'] as const;
const ofAdministrator = ['slug', 'site', 'mapping', 'managers'] as const;
/**
 * A new account. A member of a channel that has none makes one for it and becomes its manager: `name`, `channel` and what
 * else is known. An administrator connects one for others: `slug`, `site`, `mapping`, `managers` (directory ids).
 */
export const CreateAccountBody = z
  .strictObject({
    ...{ slug: slug.optional(), site: site.optional() },
    name: AccountSettings.shape.name.optional(),
    currency: AccountSettings.shape.currency.optional(),
    fiscalYearStart: AccountSettings.shape.fiscalYearStart.optional(),
    timeZone: AccountSettings.shape.timeZone.optional(),
    language: z.enum(languages).default('en').meta({ description: 'Of the channel’s digest, and of lists that are made.' }),
    channel: z.strictObject({ teamId: z.guid(), channelId: z.string().min(1).max(200) }).optional(),
    mapping: z.record(z.string(), z.unknown()).optional().meta({ description: 'As a mapping.json (administrators).' }),
    managers: z.array(z.guid()).min(1).max(20).optional(),
  })
  .superRefine((body, context) => {
    for (const name of body.mapping ? ofAdministrator : ofPerson)
      if (body[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: 'is needed' });
    for (const name of body.mapping ? ofPerson : (['managers', 'site'] as const))
      if (body[name] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: body.mapping ? 'stands in the mapping' : 'is for administrators' });
  })
  .meta({ id: 'CreateAccountBody' });
export const CreatedAccount = z
  .object({
    id: z.string(),
    slug: z.string(),
    sources: z.array(z.string()).meta({ description: 'Ids of the sources; they are being read now.' }),
  })
  .meta({ id: 'CreatedAccount' });
/** Where an account can be set up: the channels of the caller’s teams, or the one that is asked for. */
export const ChannelsQuery = z
  .strictObject({ teamId: z.guid().optional(), channelId: z.string().min(1).max(200).optional() })
  .refine((query) => (query.teamId === undefined) === (query.channelId === undefined), 'give both teamId and channelId, or neither');
export const Channels = z
  .object({
    channels: z.array(
      z.object({
        teamId: z.string(),
        teamName: z.string().nullable(),
        channelId: z.string(),
        channelName: z.string().nullable(),
        membershipType: z.enum(['standard', 'private', 'shared']),
        accounts: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string().nullable() })),
        mayCreate: z.boolean().meta({ description: 'The caller is a member of it, no guest, and it has no account yet.' }),
      }),
    ),
    canList: z.boolean().meta({ description: 'False: nobody has consented yet that the caller’s teams are listed in their name.' }),
  })
  .meta({ id: 'Channels' });
export type Channels = z.infer<typeof Channels>;
export type CreatedAccount = z.infer<typeof CreatedAccount>;
export type Accounts = z.infer<typeof Accounts>;
export type HeadlineReading = z.infer<typeof HeadlineReading>;
export type Me = z.infer<typeof Me>;
