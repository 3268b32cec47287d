import { isAdministrator, isManager, type Policy, type Visit } from '../visit.ts';

/** What is held about somebody: they themselves, the account's managers, and administrators. */
export const canSeeHeldData = (visit: Visit, isTheirOwn: boolean): boolean => isTheirOwn || isManager(visit) || isAdministrator(visit);
/** A manager takes everything along, and closes the account. */
export const canExport: Policy = isManager;
export const canClose: Policy = isManager;
/** How long what is kept: the manager's, and the administrator's, who keeps policies. */
export const canKeepRetention: Policy = (visit) => isManager(visit) || isAdministrator(visit);
