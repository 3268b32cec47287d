import { type Carrier, NotSentError, type Outgoing } from '../src/outbox/carrier.ts';
import type { Connector } from './conversations.ts';
import { wordsIn } from './i18n/words.ts';
import type { AnyOutgoingMessage } from './messages/message.ts';
import type { Pulse } from './pulse.ts';
import type { Member } from './turn.ts';

export interface CarrierParts {
  connector: Pick<Connector, 'post' | 'members'>;
  pulse: Pulse;
  messages: readonly AnyOutgoingMessage[];
  /** Waits until one more request may go to Teams: reading who is there counts as well. */
  allowed(): Promise<void>;
}

/** What leaves by itself, as the bot says it: made at the last moment, for those who are there then. */
export function botCarrier({ connector, pulse, messages, allowed }: CarrierParts): Carrier {
  const byKind = new Map(messages.map((message) => [message.kind, message]));
  return {
    async prepare(outgoing) {
      const message = byKind.get(outgoing.kind);
      const content = message?.content.safeParse(outgoing.content);
      if (!message || !content?.success) throw new NotSentError('final', 'unknownMessage', 'there is no such message any more');
      const where = await conversationOf(outgoing, pulse);
      const suspending = <T>(work: Promise<T>): Promise<T> =>
        work.catch(async (error: unknown) => {
          if (error instanceof NotSentError && error.next === 'suspend') await pulse.conversations.suspend(where.id, error.code);
          throw error;
        });
      let asked: Promise<readonly Member[]> | undefined;
      const members = () => {
        asked ??= allowed().then(() => suspending(connector.members(where)));
        return asked;
      };
      const words = wordsIn(where.language, { timeZone: where.timeZone });
      const made = await message.render({ accountId: outgoing.accountId, where, words, members }, content.data, pulse);
      return () => suspending(connector.post(where, made));
    },
  };
}

async function conversationOf({ conversationId }: Outgoing, { conversations }: Pulse) {
  const where = (await conversations.find(conversationId)) ?? (await conversations.ofChannel(conversationId));
  if (!where || where.isSuspended) throw new NotSentError('suspend', 'notInstalled', 'the bot may not write there');
  return where;
}
