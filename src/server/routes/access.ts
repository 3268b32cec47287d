import { sql } from 'kysely';
import { raiseAccessVersion } from '../../access/named.ts';
import { confirmSight, sightIn } from '../../access/outsiders.ts';
import { canConfirmOutsiders, canKeepAccess, canSeeAccess } from '../../access/policies/access.ts';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../store/database.ts';
import { releaseHeld } from '../access/heldDigests.ts';
import { presentAccess, rostersOf, storedAccess } from '../access/read.ts';
import { resolvePeople } from '../access/resolve.ts';
import { writeAccess as write } from '../access/write.ts';
import { operations } from '../contract.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

/** Roles end by the UTC day, as admission judges them. */
const todayOf = (house: House): string => house.clock().toISOString().slice(0, 10);

async function present(asked: AskedOfAccount, house: House) {
  const stored = await inAccount(asked, house, (tx) => storedAccess(tx, asked.account.id));
  return presentAccess(stored, await rostersOf(house, stored.links), house, todayOf(house));
}

export const readAccess = accountRoute({
  operation: operations.readAccess,
  may: canSeeAccess,
  answer: async (asked, house) => ({ body: await present(asked, house) }),
});

export const writeAccess = accountRoute({
  operation: operations.writeAccess,
  may: canKeepAccess,
  async answer(asked, house) {
    const { version, people } = asked.body;
    const stored = await inAccount(asked, house, (tx) => storedAccess(tx, asked.account.id));
    // Before anybody is looked up: a list that is overtaken is refused anyway.
    if (stored.version !== version) throw new ProblemError('access-changed');
    const known = new Set(stored.named.map(({ directoryId }) => directoryId));
    const resolved = await resolvePeople(people, known, await rostersOf(house, stored.links), house);
    await inAccount(asked, house, (tx) => write(tx, asked, { version, people: resolved, at: house.clock(), today: todayOf(house) }));
    return { body: await present(asked, house) };
  },
});

/** What people from outside see in one room. A digest that was held for it leaves. */
export const confirmOutsiders = accountRoute({
  operation: operations.confirmOutsiders,
  may: canConfirmOutsiders,
  async answer(asked, house) {
    const { account, caller, body } = asked;
    const at = house.clock();
    const released = await inAccount(asked, house, async (tx) => {
      if (!(await isRoomOf(tx, account.id, body.room))) throw new ProblemError('unknown-room');
      const before = await sightIn(tx, account.id, body.room);
      await confirmSight(tx, account.id, {
        ...{ roomId: body.room, see: body.see },
        ...{ confirmedAt: at.toISOString(), confirmedBy: caller.directoryId },
      });
      await raiseAccessVersion(tx, account.id);
      const entry = { accountId: account.id, at, directoryId: caller.directoryId, action: 'access.outsiders', subject: body.room };
      await audit(tx, { ...entry, before: { see: before }, after: { see: body.see } });
      return body.see !== 'nothing' && (await releaseHeld(tx, account.id, body.room, at));
    });
    if (released) house.messagesWait?.();
    return { body: await present(asked, house) };
  },
});

/** A channel that is linked to the account, or a chat that the bot knows: who else is in it is judged whenever it is shown anything. */
async function isRoomOf(tx: Tx, accountId: string, room: string): Promise<boolean> {
  const found = await sql`
    select 1 from link where account_id = ${accountId} and channel_id = ${room}
    union all select 1 from conversation where id = ${room} and kind = 'groupChat'`.execute(tx);
  return found.rows.length > 0;
}
