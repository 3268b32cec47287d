import type { Caller } from '../access/token.ts';

/** ADMINS names administrators by directory id or address. */
export const isAdministrator = (administrators: readonly string[], caller: Caller): boolean =>
  administrators.includes(caller.directoryId.toLowerCase()) ||
  (caller.address !== null && administrators.includes(caller.address.toLowerCase()));
