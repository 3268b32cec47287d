import { z } from 'zod';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { operations } from '../../src/server/contract.ts';
import { plain } from '../cards/parts/escape.ts';
import { defineMessage } from './message.ts';

const events = [
  'teamArchived',
  'teamUnarchived',
  'teamDeleted',
  'teamRestored',
  'channelDeleted',
  'channelRestored',
  'managerLeft',
  'appRemoved',
  'appRemovedHere',
] as const;

/** To a manager, in person: what became of the room that the account is linked to, or of another manager, and what to do. */
export const roomChanged = defineMessage({
  kind: 'roomChanged',
  content: z.object({ event: z.enum(events) }),
  async render({ accountId, where, words }, { event }, { door }) {
    if (where.directoryId === null) throw new NotSentError('final', 'nobody', 'the chat is with nobody');
    const caller = { directoryId: where.directoryId, name: null, address: null };
    const me = await door.ask(operations.me, { kind: 'person', caller }, { language: words.language });
    const account = me.accounts.find((one) => one.id === accountId);
    if (account?.role !== 'manager') throw new NotSentError('pointless', 'notManager', 'the person no longer manages the account');
    return { text: words.t.rooms[event](plain(account.name ?? account.slug)), alert: true };
  },
});
