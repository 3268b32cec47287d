import type { Answered } from '../src/server/errands/types.ts';
import { nudgeAnsweredCard, saidOf } from './cards/nudgeAnswered.ts';
import type { Connector } from './conversations.ts';
import { wordsIn } from './i18n/words.ts';
import type { Pulse } from './pulse.ts';

/**
 * An answer was saved after its person had signed in in a browser: the card in their own chat shows what came of it. In a
 * room the card is everybody's, and stays as it is; each sees it anew by refresh.
 */
export const answered =
  ({ connector, pulse }: { connector: Pick<Connector, 'replace'>; pulse: Pick<Pulse, 'conversations'> }): Answered =>
  async ({ accountId, card, language, person, result }) => {
    if (card === null) return;
    const where = await pulse.conversations.find(card.conversationId.split(';')[0] ?? card.conversationId);
    if (where?.kind !== 'personal' || where.directoryId !== person.directoryId || where.isSuspended) return;
    const words = wordsIn(language, { timeZone: where.timeZone });
    const said = saidOf(result.written, words);
    const place = { id: card.conversationId, serviceUrl: where.serviceUrl, botId: where.botId };
    await connector.replace(place, card.messageId, nudgeAnsweredCard(result, { id: accountId }, words, said));
  };
