import { z } from 'zod';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { operations } from '../../src/server/contract.ts';
import { AudienceUnknownError, ProblemError } from '../../src/server/problems.ts';
import { digestCard } from '../cards/digest.ts';
import { wordsIn } from '../i18n/words.ts';
import { audienceOf } from './audience.ts';
import { defineMessage } from './message.ts';

/** The weekly post, in the channel's language and time zone. */
export const digest = defineMessage({
  kind: 'digest',
  content: z.object({ channelId: z.string(), number: z.int() }),
  async render(to, { channelId, number }, { door, tab }) {
    const viewer = await audienceOf(to);
    const path = { account: to.accountId };
    try {
      const list = await door.ask(operations.digests, viewer, { language: 'en', path, query: { channel: channelId, limit: '1' } });
      const channel = list.channels.find((one) => one.channel === channelId);
      if (!channel) throw new NotSentError('pointless', 'notLinked', 'the channel is no longer linked');
      const { language, timeZone } = channel;
      const said = await door.ask(operations.digest, viewer, {
        language,
        path: { ...path, number: String(number) },
        query: { channel: channelId },
      });
      if (!channel.on && said.week !== null) throw new NotSentError('pointless', 'switchedOff', 'the digest was switched off meanwhile');
      const account = { id: to.accountId, slug: to.accountId, name: said.accountName, role: 'reader' as const };
      return digestCard(said, account, wordsIn(language, { timeZone }), tab);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error instanceof AudienceUnknownError)
        throw new NotSentError('retry', 'rosterUnknown', 'who may see the account could not be read');
      // Held: it leaves once the manager has confirmed what they may see.
      if (error.key === 'outsiders-here') throw new NotSentError('pointless', 'outsiders', 'guests or outsiders are in the channel');
      if (error.key === 'unknown-account')
        throw new NotSentError('pointless', 'withoutAccess', 'somebody in the channel may not see the account');
      if (error.key === 'unknown-digest') throw new NotSentError('pointless', 'gone', 'the digest is gone');
      throw error;
    }
  },
});
