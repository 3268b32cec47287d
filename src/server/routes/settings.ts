import { canSeeSettings } from '../../access/policies/settings.ts';
import { either, isAdministrator, isManager } from '../../access/visit.ts';
import { evaluateNudges } from '../../nudges/evaluate.ts';
import { operations } from '../contract.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';
import { readSettings as read } from '../settings/read.ts';
import { writeSettings as write } from '../settings/write.ts';

export const readSettings = accountRoute({
  operation: operations.readSettings,
  may: canSeeSettings,
  answer: (asked, house) => inAccount(asked, house, async (tx) => ({ body: await read(tx, house, asked.account, asked.language) })),
});

export const writeSettings = accountRoute({
  operation: operations.writeSettings,
  may: either(isManager, isAdministrator),
  async answer(asked, house) {
    const { account } = asked;
    await inAccount(asked, house, (tx) => write(tx, asked, house, asked.body));
    const timeZone = asked.body.account?.timeZone ?? account.timeZone;
    await house.engine.bringUpToDate(house.db, account.id, { today: house.today(timeZone) });
    await evaluateNudges(house.db, account.id, { today: house.today(timeZone), now: house.clock() });
    // An administrator who keeps policies sees no figures by that role, and targets are figures.
    if (asked.visit.role === null) return { status: 204, body: null };
    return inAccount(asked, house, async (tx) => {
      const now = await tx.selectFrom('workspace').select('settings').where('account_id', '=', account.id).executeTakeFirstOrThrow();
      return { body: await read(tx, house, { ...account, settings: now.settings }, asked.language) };
    });
  },
});
