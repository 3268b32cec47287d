import { isAdministrator } from '../administrators.ts';
import { type Me, operations } from '../contract.ts';
import { callerRoute } from '../route.ts';

export const me = callerRoute({
  operation: operations.me,
  async answer({ caller, language }, { accounts, config }) {
    const body: Me = {
      id: caller.directoryId,
      name: caller.name,
      address: caller.address,
      language,
      administrator: isAdministrator(config.administrators, caller),
      accounts: (await accounts.of(caller.directoryId)).map(({ id, slug, name, role }) => ({ id, slug, name, role })),
    };
    return { body };
  },
});
