import { randomBytes } from 'node:crypto';

/** Real addresses live for about an hour. */
const lifetimeMs = 3_600_000;

/** What stands in an address instead of a token: good for one file, for a while. */
export interface Tickets {
  issue(itemId: string): string;
  itemOf(ticket: string): string | null;
}
export function openTickets(clock: () => Date): Tickets {
  const tickets = new Map<string, { itemId: string; until: number }>();
  return {
    issue: (itemId) => {
      for (const [ticket, { until }] of tickets) if (until < clock().getTime()) tickets.delete(ticket);
      const ticket = randomBytes(24).toString('base64url');
      tickets.set(ticket, { itemId, until: clock().getTime() + lifetimeMs });
      return ticket;
    },
    itemOf: (ticket) => {
      const found = tickets.get(ticket);
      return found && found.until >= clock().getTime() ? found.itemId : null;
    },
  };
}
