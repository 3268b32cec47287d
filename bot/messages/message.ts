import type { z } from 'zod';
import type { Conversation } from '../../src/outbox/conversation.ts';
import type { Words } from '../i18n/words.ts';
import type { Pulse } from '../pulse.ts';
import type { Member, Message } from '../turn.ts';

/** Whom a message goes to, at the moment in which it is about to leave. */
export interface Recipient {
  accountId: string;
  where: Conversation;
  /** In the conversation's language and time zone. */
  words: Words;
  /** Everybody who is there, as Teams lists them now, without the bot. */
  members(): Promise<readonly Member[]>;
}

/**
 * A message that leaves by itself: one file per kind. It is queued as ids and numbers, and made when it leaves: names are
 * put in then, and whether those who are there may see it is asked then.
 */
export interface OutgoingMessage<S extends z.ZodType = z.ZodType> {
  /** As the outbox knows it: 'digest', 'morningCard'. */
  kind: string;
  /** What the outbox holds for it. */
  content: S;
  /** @throws NotSentError('pointless') where there is nothing more to say, or nobody to say it to */
  render(to: Recipient, content: z.output<S>, pulse: Pulse): Promise<Message>;
}

// biome-ignore lint/suspicious/noExplicitAny: the table holds messages of every kind of content
export type AnyOutgoingMessage = OutgoingMessage<any>;
export const defineMessage = <S extends z.ZodType>(message: OutgoingMessage<S>): AnyOutgoingMessage => message;
