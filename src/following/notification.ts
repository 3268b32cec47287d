import { z } from 'zod';

/** What Graph posts, as far as it is read: who it is about and the secret; what has changed is asked of Graph itself. */
export const NotificationBody = z.object({ value: z.array(z.unknown()) });
const Notification = z.object({
  subscriptionId: z.guid().transform((id) => id.toLowerCase()),
  clientState: z.string().max(128),
  tenantId: z.string().nullish(),
  lifecycleEvent: z.string().max(100).nullish(),
});
export type Notification = z.output<typeof Notification>;

/** @returns null for what no notification of ours can look like */
export function readNotification(value: unknown): Notification | null {
  const read = Notification.safeParse(value);
  return read.success ? read.data : null;
}
