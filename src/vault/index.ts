export { vaultOf } from './assemble.ts';
export { type LossReason, NotConnectedError, VaultClosedError, VaultKeyError } from './errors.ts';
export { fixedKeys, type Key, KeyFormatError, type Keys, keysInFile, readKeys } from './keys.ts';
export { isPurpose, type PurposeName, purposeNames, purposes, scopeOf } from './purposes.ts';
export type { KeptSignIn } from './store.ts';
export { tellLosses } from './tellLosses.ts';
export { openVault, type Vault } from './vault.ts';
