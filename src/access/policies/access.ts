import type { NamedChange } from '../named.ts';
import { either, isAdministrator, isManager, type Visit } from '../visit.ts';

/** Who may see the account is for the manager to keep, and for an administrator to mend: names and roles are no figures. */
export const canSeeAccess = either(isManager, isAdministrator);
export const canKeepAccess = either(isManager, isAdministrator);
/** What a room shows to people from outside is the manager's to answer for. */
export const canConfirmOutsiders = isManager;

/**
 * Where the manager has left, an administrator names another one: managers alone, and never oneself, who sees no figures
 * by that role.
 */
export const canMakeChange = (visit: Visit, { directoryId, before, after }: NamedChange): boolean =>
  isManager(visit) ||
  (isAdministrator(visit) &&
    directoryId !== visit.caller.directoryId.toLowerCase() &&
    (after ?? before)?.role === 'manager' &&
    (before === null || before.role === 'manager'));
