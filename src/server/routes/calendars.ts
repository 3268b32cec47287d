import { canKeepOwnCalendar, canScopeCalendars, canSeeCalendars } from '../../access/policies/calendars.ts';
import { audit } from '../../audit/audit.ts';
import { addMailbox, mailboxesOf, removeMailbox } from '../../sources/calendar/mailboxes.ts';
import type { Tx } from '../../store/database.ts';
import { rostersOf, storedAccess } from '../access/read.ts';
import { resolvePeople } from '../access/resolve.ts';
import { openCalendars, presentCalendars } from '../calendars.ts';
import { operations } from '../contract.ts';
import type { House } from '../house.ts';
import { siteOf } from '../mappings/site.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

const noted = (tx: Tx, asked: AskedOfAccount, house: House, action: string, before: unknown, after: unknown) =>
  audit(tx, {
    accountId: asked.account.id,
    at: house.clock(),
    directoryId: asked.caller.directoryId,
    action,
    subject: 'calendars',
    before,
    after,
  });

/** Reading whole calendars takes minutes; the Sources page shows how far it is. */
function readSoon({ account }: AskedOfAccount, house: House, sourceId: string): void {
  house.sync
    .syncNow(account.id, sourceId)
    .catch((error: unknown) => house.log.error({ err: error, accountId: account.id, source: sourceId }, 'the sync of calendars failed'));
}

export const calendars = accountRoute({
  operation: operations.calendars,
  may: canSeeCalendars,
  answer: async (asked, house) => ({ body: await inAccount(asked, house, (tx) => presentCalendars(tx, asked)) }),
});

/** Which mailboxes the installation reads by itself: an administrator's to say, as the permission is. */
export const scopeCalendars = accountRoute({
  operation: operations.scopeCalendars,
  may: canScopeCalendars,
  async answer(asked, house) {
    const wished = asked.body.mailboxes.map((person) => ({ person, role: 'member' as const, until: null }));
    const stored = await inAccount(asked, house, (tx) => storedAccess(tx, asked.account.id));
    const people = await resolvePeople(wished, new Set(), await rostersOf(house, stored.links), house);
    const site = await siteOf(asked, house);
    const { body, sourceId } = await inAccount(asked, house, async (tx) => {
      const belonging = await openCalendars(tx, asked, house, site);
      const before = await mailboxesOf(tx, belonging);
      const after = people.map(({ directoryId }) => directoryId.toLowerCase());
      const at = house.clock().toISOString();
      // Whoever has opted in for themselves stays in by that.
      for (const { directoryId, isScoped } of before)
        if (isScoped && !after.includes(directoryId)) await removeMailbox(tx, belonging, directoryId);
      for (const directoryId of after) await addMailbox(tx, belonging, { directoryId, isScoped: true, at, by: asked.caller.directoryId });
      const scopedBefore = before.filter(({ isScoped }) => isScoped).map(({ directoryId }) => directoryId);
      await noted(tx, asked, house, 'scopeCalendars', scopedBefore, after);
      return { body: await presentCalendars(tx, asked), sourceId: belonging.sourceId };
    });
    readSoon(asked, house, sourceId);
    return { body };
  },
});

/** The caller's own calendar: nobody opts in for somebody else. */
export const connectCalendar = accountRoute({
  operation: operations.connectCalendar,
  may: canKeepOwnCalendar,
  async answer(asked, house) {
    const { directoryId } = asked.caller;
    const connected = (await house.vault?.connected('calendar')) ?? [];
    if (!connected.some((id) => id.toLowerCase() === directoryId.toLowerCase())) throw new ProblemError('calendar-not-connected');
    const site = await siteOf(asked, house);
    const { body, sourceId } = await inAccount(asked, house, async (tx) => {
      const belonging = await openCalendars(tx, asked, house, site);
      const known = (await mailboxesOf(tx, belonging)).find((mailbox) => mailbox.directoryId === directoryId.toLowerCase());
      if (!known) {
        await addMailbox(tx, belonging, { directoryId, isScoped: false, at: house.clock().toISOString(), by: directoryId });
        await noted(tx, asked, house, 'connectCalendar', null, [directoryId]);
      }
      return { body: await presentCalendars(tx, asked), sourceId: belonging.sourceId };
    });
    readSoon(asked, house, sourceId);
    return { body };
  },
});

export const disconnectCalendar = accountRoute({
  operation: operations.disconnectCalendar,
  may: canKeepOwnCalendar,
  async answer(asked, house) {
    const { directoryId } = asked.caller;
    const { body, sourceId } = await inAccount(asked, house, async (tx) => {
      const { source, mine } = await presentCalendars(tx, asked);
      // What an administrator has scoped is the administrator's to take back.
      if (mine?.by === 'installation') throw new ProblemError('calendar-scoped');
      if (source && mine && (await removeMailbox(tx, { accountId: asked.account.id, sourceId: source }, directoryId)))
        await noted(tx, asked, house, 'disconnectCalendar', [directoryId], null);
      return { body: await presentCalendars(tx, asked), sourceId: source };
    });
    if (sourceId) readSoon(asked, house, sourceId);
    return { body };
  },
});
