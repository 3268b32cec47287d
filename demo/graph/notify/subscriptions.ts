import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A subscription as it is kept: Graph's own properties, and the list that it is about. */
export interface LocalSubscription {
  id: string;
  listId: string;
  resource: string;
  changeType: string;
  notificationUrl: string;
  lifecycleNotificationUrl: string | null;
  clientState: string | null;
  expirationDateTime: string;
  applicationId: string;
  creatorId: string;
}

/** The subscriptions of the tenant. With a folder they survive a restart, as the edits of its lists do. */
export interface SubscriptionBook {
  /** Those that have not lapsed. */
  all(): LocalSubscription[];
  /** null where there is none, or it has lapsed. */
  get(id: string): LocalSubscription | null;
  put(subscription: LocalSubscription): void;
  remove(id: string): boolean;
}

export function openSubscriptionBook(folder: string | null, clock: () => Date): SubscriptionBook {
  const file = folder === null ? null : join(folder, 'subscriptions.json');
  const kept = new Map((file ? read(file) : []).map((subscription) => [subscription.id, subscription]));
  const save = () => {
    if (!file) return;
    const unfinished = `${file}.unfinished`;
    writeFileSync(unfinished, JSON.stringify([...kept.values()]), { mode: 0o600 });
    renameSync(unfinished, file);
  };
  const lives = (subscription: LocalSubscription) => Date.parse(subscription.expirationDateTime) > clock().getTime();
  return {
    all: () => [...kept.values()].filter(lives),
    get: (id) => {
      const found = kept.get(id.toLowerCase());
      return found && lives(found) ? found : null;
    },
    put: (subscription) => {
      for (const [id, other] of kept) if (!lives(other)) kept.delete(id);
      kept.set(subscription.id, subscription);
      save();
    },
    remove: (id) => {
      const isThere = kept.delete(id.toLowerCase());
      if (isThere) save();
      return isThere;
    },
  };
}

/** What cannot be read is as good as none: whoever subscribed asks again. */
function read(file: string): LocalSubscription[] {
  if (!existsSync(file)) return [];
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(kept) ? (kept as LocalSubscription[]) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
