import { z } from 'zod';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { editNeedsYouCard } from '../cards/editNeedsYou.ts';
import { defineMessage } from './message.ts';

/** To whoever asked for an edit, in person: it cannot go on without them. Settled meanwhile, it is no longer said. */
export const editNeedsYou = defineMessage({
  kind: 'editNeedsYou',
  content: z.object({ edit: z.string() }),
  async render({ accountId, where, words }, { edit }, { door, tab }) {
    if (where.directoryId === null) throw new NotSentError('final', 'nobody', 'the chat is with nobody');
    const viewer = { kind: 'person', caller: { directoryId: where.directoryId, name: null, address: null } } as const;
    const { language } = words;
    try {
      const found = await door.ask(operations.edit, viewer, { language, path: { account: accountId, edit } });
      const me = await door.ask(operations.me, viewer, { language });
      const account = me.accounts.find((one) => one.id === accountId);
      if (!account || !found.isMine || !found.canRetry) throw new NotSentError('pointless', 'settled', 'the edit is settled');
      return editNeedsYouCard(found, account, words, tab);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new NotSentError('pointless', error.key, 'the person may no longer see it');
    }
  },
});
