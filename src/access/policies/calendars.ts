import { either, isAdministrator, isManager, isMember, isReader } from '../visit.ts';

/** Whether one's own calendar is read is everybody's to know; whose others are, the policy of the answer decides. */
export const canSeeCalendars = either(isReader, isMember, isManager, isAdministrator);
/** The application's permission is the administrator's, and so is to whose mailboxes it is put. */
export const canScopeCalendars = isAdministrator;
/** A calendar is its owner's; who only reads the account gives nothing to it. */
export const canKeepOwnCalendar = either(isMember, isManager);
