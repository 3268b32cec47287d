import { z } from 'zod';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { operations } from '../../src/server/contract.ts';
import { defineMessage } from './message.ts';

/** To whoever had connected something, in person: it has ended by itself, why, and what to do. Connected again meanwhile, it is no longer said. */
export const connectionLost = defineMessage({
  kind: 'connectionLost',
  content: z.object({ purpose: z.string() }),
  async render({ where, words }, { purpose }, { door }) {
    if (where.directoryId === null) throw new NotSentError('final', 'nobody', 'the chat is with nobody');
    const caller = { directoryId: where.directoryId, name: null, address: null };
    const { connections } = await door.ask(operations.connections, { kind: 'person', caller }, { language: words.language });
    const lost = connections.find((one) => one.purpose === purpose);
    if (lost?.state !== 'lost') throw new NotSentError('pointless', 'connected', 'the person has connected it again, or taken it back');
    return { text: words.t.connections.lost(lost.title, lost.lostBecause ?? ''), alert: true };
  },
});
