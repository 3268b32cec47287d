import { AsyncLocalStorage } from 'node:async_hooks';

const waiting = new AsyncLocalStorage<boolean>();

/** Somebody waits for what this does: its requests to Graph go before those of the background. */
export const asUser = <T>(work: () => T): T => waiting.run(true, work);
/** Nobody waits for it, though somebody may have begun it. */
export const inBackground = <T>(work: () => T): T => waiting.run(false, work);
export const isForUser = (): boolean => waiting.getStore() ?? false;
