/** One entry of what Graph posts: a change, or an event in a subscription's life. */
export type ChangeNotification = Readonly<Record<string, unknown>>;

export interface DeliveryPace {
  /** What comes together within this time is sent together. */
  gatherMs: number;
  /** The first wait before an answer that was no good is asked for again; each further one is twice as long. */
  firstRetryMs: number;
}
export const usualPace: DeliveryPace = { gatherMs: 50, firstRetryMs: 1000 };

const LARGEST_BATCH = 100;
/** An answer that takes longer counts as none. */
const LONGEST_ANSWER_MS = 3000;
const LONGEST_RETRY_MS = 60_000;
/** As documented: for up to four hours, then it is given up. */
const GIVEN_UP_AFTER_MS = 4 * 3600_000;

export interface Delivery {
  send(address: string, notification: ChangeNotification, delayMs?: number): void;
  /** How many notifications were taken by their receivers, and how many wait. */
  counts(): { delivered: number; waiting: number; requests: number };
  close(): Promise<void>;
}

/** Posts notifications in batches, and again with growing pauses until the receiver answers 2xx in time. */
export function openDelivery(pace: DeliveryPace): Delivery {
  const gathered = new Map<string, ChangeNotification[]>();
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  const counts = { delivered: 0, waiting: 0, requests: 0 };

  const later = (ms: number, work: () => void) => {
    if (closing.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timer.unref();
    timers.add(timer);
  };
  const gather = (address: string, notification: ChangeNotification) => {
    const batch = gathered.get(address);
    if (batch) batch.push(notification);
    else {
      gathered.set(address, [notification]);
      later(pace.gatherMs, () => sendGathered(address));
    }
  };
  const sendGathered = (address: string) => {
    const all = gathered.get(address) ?? [];
    gathered.delete(address);
    for (let start = 0; start < all.length; start += LARGEST_BATCH) post(address, all.slice(start, start + LARGEST_BATCH), 1, Date.now());
  };
  const post = (address: string, batch: readonly ChangeNotification[], attempt: number, since: number) => {
    const work = attemptPost(address, batch).then((isTaken) => {
      underWay.delete(work);
      if (isTaken || Date.now() - since > GIVEN_UP_AFTER_MS) {
        counts.waiting -= batch.length;
        if (isTaken) counts.delivered += batch.length;
        return;
      }
      const wait = Math.min(pace.firstRetryMs * 2 ** (attempt - 1), LONGEST_RETRY_MS);
      later(wait, () => post(address, batch, attempt + 1, since));
    });
    underWay.add(work);
  };
  const attemptPost = async (address: string, batch: readonly ChangeNotification[]): Promise<boolean> => {
    counts.requests += 1;
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value: batch }),
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(LONGEST_ANSWER_MS)]),
      });
      await answer.body?.cancel();
      return answer.status >= 200 && answer.status < 300;
    } catch {
      return false;
    }
  };
  return {
    send: (address, notification, delayMs = 0) => {
      counts.waiting += 1;
      if (delayMs > 0) later(delayMs, () => gather(address, notification));
      else gather(address, notification);
    },
    counts: () => ({ ...counts }),
    close: async () => {
      closing.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(underWay);
    },
  };
}
