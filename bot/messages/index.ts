import { connectionLost } from './connectionLost.ts';
import { digest } from './digest.ts';
import { digestInDoubt, digestWithheld } from './digestNotices.ts';
import { editNeedsYou } from './editNeedsYou.ts';
import type { AnyOutgoingMessage } from './message.ts';
import { morningCard } from './morningCard.ts';
import { roomChanged } from './roomChanged.ts';

/** Every message that leaves by itself; the outbox names one of them by its kind. */
export const outgoingMessages: readonly AnyOutgoingMessage[] = [
  connectionLost,
  digest,
  digestInDoubt,
  digestWithheld,
  editNeedsYou,
  morningCard,
  roomChanged,
];
