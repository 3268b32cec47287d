import { timingSafeEqual } from 'node:crypto';
import type { Database } from '../store/database.ts';
import { hashOf } from './keepUp.ts';
import { type Notification, readNotification } from './notification.ts';
import { careFor, everyAccount, type KnownSubscription, subscriptionsById } from './store.ts';

export interface ReceiveContext {
  db: Database;
  /** Notifications of another directory are not ours. */
  tenantId: string;
  now: () => number;
  /** Somebody changed something in the source. */
  changed(accountId: string, sourceId: string): void;
  /** A subscription of the account needs care. */
  ailing(accountId: string): void;
  report(error: unknown): void;
}

export interface Counts {
  received: number;
  /** Not in the right shape, of another directory, of no subscription of ours, with the wrong secret, or too many at once. */
  dropped: number;
}

/** What comes within this time is looked up together: a burst costs one query. */
const gatherMs = 200;
/** Different ones within that time; more are no work of Graph's, and the schedule finds what they may have said. */
const mostAtOnce = 10_000;

/**
 * Takes notifications, and answers nothing: whoever sends them must not learn which are good. What is good starts a
 * round of its source; since a round asks Graph itself, what is doubled, late or out of order does no harm.
 */
export function receiver(context: ReceiveContext) {
  const counts: Counts = { received: 0, dropped: 0 };
  let waiting = new Map<string, Notification>();
  /** Subscriptions that have spoken with the right secret: a flood of forgeries does not push them out. */
  const proven = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isOpen = false;

  const schedule = () => {
    if (isOpen && waiting.size > 0) timer ??= setTimeout(() => void flush().catch(context.report), gatherMs);
  };
  const flush = async () => {
    timer = null;
    const taken = [...waiting.values()];
    waiting = new Map();
    const ids = [...new Set(taken.map((notification) => notification.subscriptionId))];
    const known = await context.db.transaction(everyAccount, (tx) => subscriptionsById(tx, ids));
    const byId = new Map(known.map((subscription) => [subscription.graphId, subscription]));
    for (const notification of taken) {
      const subscription = byId.get(notification.subscriptionId);
      if (subscription && isSecret(notification.clientState, subscription)) {
        proven.add(subscription.graphId);
        await act(subscription, notification);
      } else counts.dropped += 1;
    }
  };
  const act = async (subscription: KnownSubscription, { lifecycleEvent }: Notification) => {
    const { accountId, sourceId } = subscription;
    if (!lifecycleEvent || lifecycleEvent === 'missed') return context.changed(accountId, sourceId);
    if (lifecycleEvent !== 'reauthorizationRequired' && lifecycleEvent !== 'subscriptionRemoved') return;
    const isGone = lifecycleEvent === 'subscriptionRemoved';
    const now = new Date(context.now()).toISOString();
    await context.db.transaction([accountId], (tx) => careFor(tx, subscription, isGone, now));
    context.ailing(accountId);
  };
  return {
    receive(values: readonly unknown[]): void {
      for (const value of values) {
        counts.received += 1;
        const notification = readNotification(value);
        const isOurs = notification && (notification.tenantId ?? context.tenantId).toLowerCase() === context.tenantId.toLowerCase();
        const key = notification && [notification.subscriptionId, notification.lifecycleEvent ?? '', notification.clientState].join('\n');
        const isTooMuch = waiting.size >= mostAtOnce && !proven.has(notification?.subscriptionId ?? '');
        if (!isOurs || !key || isTooMuch) counts.dropped += 1;
        else waiting.set(key, notification);
      }
      schedule();
    },
    /** From now on what has come is worked on. */
    open(): void {
      isOpen = true;
      schedule();
    },
    close(): void {
      isOpen = false;
      if (timer) clearTimeout(timer);
    },
    counts: (): Counts => ({ ...counts }),
  };
}

const isSecret = (clientState: string, { clientStateHash }: KnownSubscription): boolean =>
  timingSafeEqual(Buffer.from(hashOf(clientState)), Buffer.from(clientStateHash));
