import type { Caller } from '../src/access/token.ts';
import type { Activity } from './activity.ts';
import type { Connector, Place } from './conversations.ts';

/** Who wrote or clicked; null: of another tenant, or nobody whom Teams can name. */
export type Recognise = (activity: Activity, place: Place) => Promise<Caller | null>;

const keptForMs = 60 * 60_000;
const mostKept = 5000;

interface Known {
  person: Caller | null;
  readAt: number;
}

/**
 * The directory id is the activity's own word, which Teams signs; where it is missing, and for the address, the connector
 * is asked, once an hour. Where the connector does not tell, the id alone serves.
 */
export function recognition(connector: Connector, clock: () => number): Recognise {
  const known = new Map<string, Known>();

  return async ({ from, conversation }, place) => {
    const stated = from.aadObjectId?.toLowerCase() || null;
    // The same person has one '29:' id for this bot; a forged pair of ids is its own entry.
    const key = `${from.id}\n${stated}`;
    const kept = known.get(key);
    if (kept && clock() - kept.readAt < keptForMs) return kept.person;
    const member = await connector.member({ ...place, id: conversation.id.split(';')[0] ?? conversation.id }, from.id).catch(() => null);
    const directoryId = stated ?? member?.ownDirectoryId ?? null;
    const isRefused = directoryId === null || member?.isForeign || (member?.ownDirectoryId ?? directoryId) !== directoryId;
    const person = isRefused ? null : { directoryId, name: from.name || (member?.name ?? null), address: member?.address ?? null };
    if (member) {
      if (known.size >= mostKept) known.clear();
      known.set(key, { person, readAt: clock() });
    }
    return person;
  };
}
