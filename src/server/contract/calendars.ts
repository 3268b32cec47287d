/** Calendars that an account's meetings are read from, and the other sources that need no mapping. */
import { z } from 'zod';
import { Instant } from './words.ts';

const Calendar = z.object({
  directoryId: z.string(),
  name: z.string().nullable(),
  by: z
    .enum(['person', 'installation'])
    .meta({ description: 'person: its owner has opted in; installation: an administrator has scoped the mailbox.' }),
  addedAt: Instant,
  readAt: Instant.nullable(),
  problem: z.object({ code: z.string(), text: z.string() }).nullable(),
});
export const Calendars = z
  .object({
    source: z.string().nullable().meta({ description: 'null: the account reads no calendars yet.' }),
    read: z.int().meta({ description: 'How many are read.' }),
    mine: Calendar.nullable(),
    calendars: z.array(Calendar).nullable().meta({ description: 'All of them, for managers and administrators; null for others.' }),
  })
  .meta({ id: 'Calendars' });

/** All mailboxes that the installation itself reads, from now on: what an administrator's application access policy allows. */
export const ScopedCalendarsBody = z
  .strictObject({
    mailboxes: z.array(z.string().trim().min(1).max(320).meta({ description: 'A directory id, or an address of the directory.' })).max(200),
  })
  .meta({ id: 'ScopedCalendarsBody' });

export const OwnSourceBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('calendar') }),
    z.strictObject({ kind: z.literal('directory') }),
    z.strictObject({
      kind: z.literal('planner'),
      plan: z.string().trim().min(1).max(255).meta({ description: 'The plan’s title in the team’s group.' }),
    }),
  ])
  .meta({ id: 'OwnSourceBody', description: 'A source that knows by itself what it holds.' });
export type Calendars = z.infer<typeof Calendars>;
