/** Who may see an account. */
import { z } from 'zod';
import { CivilDate, Instant, Role } from './words.ts';

const personId = z.string().meta({ description: 'Directory id.' });
const names = { directoryId: personId, name: z.string().nullable(), address: z.string().nullable() };

export const NamedPerson = z
  .object({
    ...names,
    role: Role,
    until: CivilDate.nullable().meta({ description: 'The last day (UTC) of the role; null: it does not end.' }),
    hasEnded: z.boolean(),
    hasLeft: z.boolean().meta({ description: 'The directory no longer knows the person: such a manager manages nothing any more.' }),
    isOutsider: z.boolean().meta({ description: 'A guest, or a person of another tenant, as far as Teams tells.' }),
    namedAt: Instant,
    namedBy: z.string().nullable().meta({ description: 'Directory id; null: from the account’s first day on.' }),
  })
  .meta({ id: 'NamedPerson' });

export const RoomMember = z
  .object({
    ...names,
    role: Role.nullable().meta({ description: 'What the person is at the account; null: the account is not theirs to see.' }),
    isImplied: z.boolean().meta({ description: 'A member by being in the channel, and by nothing else.' }),
    isOutsider: z.boolean(),
  })
  .meta({ id: 'RoomMember' });

/** What people from outside see in a room that holds them: nothing, the headline figures, or all that a reader sees. */
export const outsidersSee = ['nothing', 'headlines', 'reader'] as const;
export const AccessRoom = z
  .object({
    id: z.string(),
    kind: z.enum(['channel', 'groupChat']),
    teamId: z.string().nullable(),
    membershipType: z.enum(['standard', 'private', 'shared']).nullable(),
    isKnown: z.boolean().meta({ description: 'False: Teams does not tell at the moment who is there; of a chat it is not asked here.' }),
    members: z.array(RoomMember),
    outsiders: z.int().meta({ description: 'How many of them are from outside and not named.' }),
    outsidersSee: z.enum(outsidersSee),
    confirmedAt: Instant.nullable(),
    confirmedBy: z.string().nullable(),
  })
  .meta({ id: 'AccessRoom' });

export const Access = z
  .object({
    version: z.string().meta({ description: 'To be sent back with a change.' }),
    people: z.array(NamedPerson).meta({ description: 'Whom somebody has named, also those whose role has ended.' }),
    rooms: z.array(AccessRoom).meta({ description: 'The linked channels, and the chats for which something was confirmed.' }),
  })
  .meta({ id: 'Access' });

/**
 * All whom the account names, from now on: whoever is left out is no longer named. Made from a version: where somebody
 * else has changed it since, nothing is written (409).
 */
export const AccessBody = z
  .strictObject({
    version: z.string().max(40),
    people: z
      .array(
        z.strictObject({
          person: z.string().trim().min(1).max(320).meta({ description: 'A directory id, or an address of the directory.' }),
          role: Role,
          until: CivilDate.nullable().default(null),
        }),
      )
      .max(500),
  })
  .meta({ id: 'AccessBody' });

export const OutsidersBody = z
  .strictObject({
    room: z.string().min(1).max(400).meta({ description: 'A linked channel, or a chat that the bot is in.' }),
    see: z.enum(outsidersSee),
  })
  .meta({ id: 'OutsidersBody' });
export type Access = z.infer<typeof Access>;
export type AccessRoom = z.infer<typeof AccessRoom>;
export type NamedPerson = z.infer<typeof NamedPerson>;
export type RoomMember = z.infer<typeof RoomMember>;
