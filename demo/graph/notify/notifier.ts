import { randomUUID } from 'node:crypto';
import { type ChangeNotification, type DeliveryPace, openDelivery, usualPace } from './delivery.ts';
import type { NotificationFaults } from './faults.ts';
import { type LocalSubscription, openSubscriptionBook, type SubscriptionBook } from './subscriptions.ts';

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

/** Tells those who subscribed that a list has changed: that it has, never what. */
export interface Notifier {
  book: SubscriptionBook;
  listChanged(listId: string): void;
  close(): Promise<void>;
}

/** For tests and people: what the service does by itself, and what goes wrong with it. */
export interface NotificationControl {
  subscriptions(): LocalSubscription[];
  counts(): { delivered: number; waiting: number; requests: number };
  /** The subscription goes as it does in the service at times; its owner is told, or not. */
  remove(id: string, isTold?: boolean): void;
  tell(id: string, event: LifecycleEvent): void;
  setFaults(faults: NotificationFaults | null): void;
}

export interface NotifierOptions {
  tenantId: string;
  /** Where subscriptions are kept; null: they live as long as the process. */
  folder: string | null;
  clock: () => Date;
  /** Whether the permission that subscribing needs is still granted. */
  isGranted: () => boolean;
  faults?: NotificationFaults | null;
  pace?: DeliveryPace;
}

export function openNotifier(options: NotifierOptions): { notifier: Notifier; control: NotificationControl } {
  const { tenantId, clock } = options;
  const book = openSubscriptionBook(options.folder, clock);
  const delivery = openDelivery(options.pace ?? usualPace);
  let faults = options.faults ?? null;

  const about = (subscription: LocalSubscription): ChangeNotification => ({
    id: randomUUID(),
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: subscription.expirationDateTime,
    clientState: subscription.clientState,
    tenantId,
  });
  const change = (subscription: LocalSubscription): ChangeNotification => ({
    ...about(subscription),
    changeType: 'updated',
    resource: subscription.resource,
    resourceData: { '@odata.type': '#Microsoft.Graph.ListItem' },
  });
  const forgery = (subscription: LocalSubscription, number: number): ChangeNotification => ({
    ...change(subscription),
    ...(number % 2 === 0 ? { clientState: 'not-ours' } : { subscriptionId: randomUUID() }),
  });
  const notify = (subscription: LocalSubscription) => {
    const fault = faults?.() ?? null;
    const to = subscription.notificationUrl;
    if (fault && 'lost' in fault) return;
    if (fault && 'lateMs' in fault) return delivery.send(to, change(subscription), fault.lateMs);
    if (fault && 'forged' in fault) for (let number = 0; number < fault.forged; number++) delivery.send(to, forgery(subscription, number));
    const copies = fault && 'copies' in fault ? fault.copies : 1;
    for (let copy = 0; copy < copies; copy++) delivery.send(to, change(subscription));
  };
  const tell = (subscription: LocalSubscription, lifecycleEvent: LifecycleEvent) => {
    if (subscription.lifecycleNotificationUrl)
      delivery.send(subscription.lifecycleNotificationUrl, { ...about(subscription), lifecycleEvent });
  };
  const known = (id: string): LocalSubscription => {
    const found = book.get(id);
    if (!found) throw new RangeError(`There is no subscription ${id}.`);
    return found;
  };
  return {
    notifier: {
      book,
      listChanged: (listId) => {
        if (!options.isGranted()) return;
        for (const subscription of book.all()) if (subscription.listId === listId) notify(subscription);
      },
      close: () => delivery.close(),
    },
    control: {
      subscriptions: () => book.all(),
      counts: () => delivery.counts(),
      remove: (id, isTold = true) => {
        const subscription = known(id);
        book.remove(id);
        if (isTold) tell(subscription, 'subscriptionRemoved');
      },
      tell: (id, event) => tell(known(id), event),
      setFaults: (next) => {
        faults = next;
      },
    },
  };
}
