import { NotSentError } from '../../src/outbox/carrier.ts';
import type { Viewer } from '../../src/server/door.ts';
import { audience } from '../audience.ts';
import type { Member } from '../turn.ts';
import type { Recipient } from './message.ts';

/** Everybody who will see what is posted. Asked when it leaves: who was there last week does not count. */
export async function audienceOf({ members, where }: Recipient): Promise<Viewer> {
  let there: readonly Member[];
  try {
    there = await members();
  } catch (error) {
    if (error instanceof NotSentError) throw error;
    throw new NotSentError('retry', 'rosterUnknown', 'who is in the channel could not be read');
  }
  if (there.length === 0) throw new NotSentError('retry', 'rosterUnknown', 'nobody is in the channel');
  return audience(there, where);
}
