import { z } from 'zod';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { type DigestSummary, operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { digestInDoubtCard, digestWithheldCard } from '../cards/digestSettled.ts';
import type { Pulse } from '../pulse.ts';
import type { Account } from '../turn.ts';
import { defineMessage, type Recipient } from './message.ts';

const content = z.object({ channelId: z.string(), number: z.int() });

/** To the manager, in person: nobody knows whether a digest has arrived. Settled meanwhile, it is no longer asked. */
export const digestInDoubt = defineMessage({
  kind: 'digestInDoubt',
  content,
  async render(to, about, pulse) {
    const { digest, account } = await digestFor(to, about, pulse);
    if (digest.delivery?.state !== 'unknown') throw new NotSentError('pointless', 'settled', 'the doubt is settled');
    return digestInDoubtCard(digest, account, to.words);
  },
});

/** To the manager, once: why a channel gets no digest. */
export const digestWithheld = defineMessage({
  kind: 'digestWithheld',
  content,
  async render(to, about, pulse) {
    const { digest, account } = await digestFor(to, about, pulse);
    return digestWithheldCard(digest, account, to.words);
  },
});

async function digestFor(
  { accountId, where, words }: Recipient,
  { channelId, number }: z.output<typeof content>,
  { door }: Pulse,
): Promise<{ digest: DigestSummary; account: Account }> {
  if (where.directoryId === null) throw new NotSentError('final', 'nobody', 'the chat is with nobody');
  const viewer = { kind: 'person', caller: { directoryId: where.directoryId, name: null, address: null } } as const;
  try {
    const digest = await door.ask(operations.digest, viewer, {
      language: words.language,
      path: { account: accountId, number: String(number) },
      query: { channel: channelId },
    });
    const me = await door.ask(operations.me, viewer, { language: words.language });
    const account = me.accounts.find((one) => one.id === accountId);
    if (account?.role !== 'manager' || digest.number === null || digest.channel === null)
      throw new NotSentError('pointless', 'notManager', 'the person no longer manages the account');
    return { digest: { ...digest, number: digest.number, channel: digest.channel }, account };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new NotSentError('pointless', error.key, 'the person may no longer see it');
  }
}
