import type { AnyOutgoingMessage } from './message.ts';

/** Every message that leaves by itself; the outbox names one of them by its kind. */
export const outgoingMessages: readonly AnyOutgoingMessage[] = [];
