/** What a person lets Account Pulse do in their name while they are away. */
import { z } from 'zod';

export const Connection = z
  .object({
    purpose: z.enum(['calendar', 'planner', 'writeBack']),
    title: z.string(),
    explanation: z.string(),
    permissions: z.array(z.string()).meta({ description: 'Delegated permissions of Microsoft Graph.' }),
    state: z.enum(['connected', 'lost', 'off']).meta({ description: 'lost: the issuer has ended it; the sign-in was deleted.' }),
    since: z.string().nullable().meta({ description: 'An instant: since when it is as it is.' }),
    lostBecause: z.string().nullable(),
  })
  .meta({ id: 'Connection' });
export const Connections = z
  .object({
    available: z.boolean(),
    because: z.string().nullable().meta({ description: 'Why nothing can be connected here.' }),
    connections: z.array(Connection),
  })
  .meta({ id: 'Connections' });
export type Connection = z.infer<typeof Connection>;
export type Connections = z.infer<typeof Connections>;
