import type { Clock } from '../clock.ts';
import { ThrottledError } from '../errors.ts';
import { isForUser } from '../urgency.ts';
import { type Lane, openLane, reservedShare } from './lane.ts';
import { type Asked, budgets, chargeOf, type Service } from './services.ts';

/** What has been spent of a service's allowance. */
export interface Spending {
  unitsToday: number;
  /** null: the service publishes none. */
  perDay: number | null;
  perMinute: number;
}
export interface Admission {
  /** The answer has come, or none will. */
  end(headers: Headers | null): void;
  /** The service asks everybody to wait so long. */
  close(ms: number): void;
}
export interface Limiter {
  /**
   * Waits until this request may be sent.
   * @throws ThrottledError where it would wait longer than `patienceMs`, or where the day's allowance is spent
   */
  admit(asked: Asked, patienceMs: number): Promise<Admission>;
  spending(service: Service): Spending;
}

const hourMs = 3_600_000;
/** The background leaves this share of a day to those who wait. */
const dayShare = 1 - reservedShare / 2;

/** Units spent in the last 24 hours, by the hour. */
function dayCount(clock: Clock) {
  const hours = new Map<number, number>();
  const hourNow = () => Math.floor(clock.now() / hourMs);
  return {
    add: (units: number) => {
      const hour = hourNow();
      for (const old of hours.keys()) if (old <= hour - 24) hours.delete(old);
      hours.set(hour, (hours.get(hour) ?? 0) + units);
    },
    get total() {
      const first = hourNow() - 23;
      let units = 0;
      for (const [hour, spent] of hours) if (hour >= first) units += spent;
      return units;
    },
    /** When the oldest hour falls out of the day. */
    nextFree: () => (Math.min(...hours.keys(), hourNow()) + 24) * hourMs - clock.now(),
  };
}

const number = (headers: Headers, name: string): number | null => {
  const text = headers.get(name)?.trim();
  return text && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
};

/** The published limits of each service, kept by this process for all its requests. */
export function openLimiter(clock: Clock): Limiter {
  const lanes = new Map<string, Lane>();
  const days = new Map<Service, ReturnType<typeof dayCount>>();
  const laneOf = (name: string, service: Service): Lane => {
    const known = lanes.get(name) ?? openLane(budgets[service], clock);
    lanes.set(name, known);
    return known;
  };
  const dayOf = (service: Service) => {
    const known = days.get(service) ?? dayCount(clock);
    days.set(service, known);
    return known;
  };
  return {
    async admit(asked, patienceMs) {
      const { service, lane: name, units } = chargeOf(asked);
      const lane = laneOf(name, service);
      const day = dayOf(service);
      const perDay = budgets[service].perDay;
      const urgent = isForUser();
      if (perDay && day.total + units > perDay * (urgent ? 1 : dayShare))
        throw refused(day.nextFree(), `the day’s allowance of ${service} is spent`);
      const opensIn = lane.opensInMs(urgent);
      if (opensIn > patienceMs) throw refused(opensIn, `${service} asks to wait`);
      const turn = lane.enter(units, urgent);
      if (turn) await turn;
      day.add(units);
      return {
        end: (headers) => {
          if (headers) hear(lane, headers, clock.now());
          lane.end();
        },
        close: (ms) => lane.closeUntil(clock.now() + ms),
      };
    },
    spending: (service) => ({
      unitsToday: dayOf(service).total,
      perDay: budgets[service].perDay ?? null,
      perMinute: Math.round((budgets[service].units * 60_000) / budgets[service].windowMs),
    }),
  };
}

const refused = (retryAfterMs: number, message: string) =>
  new ThrottledError({ status: 429, code: 'ownLimit', message: `Not asked of Microsoft Graph: ${message}`, retryAfterMs });

/** What an answer says of how much is left: it comes when four fifths are used, and then the background waits. */
function hear(lane: Lane, headers: Headers, now: number): void {
  const [limit, remaining, reset] = [
    number(headers, 'ratelimit-limit'),
    number(headers, 'ratelimit-remaining'),
    number(headers, 'ratelimit-reset'),
  ];
  if (limit && remaining !== null) {
    lane.leave(Math.min(1, remaining / limit));
    if (reset !== null && remaining / limit <= reservedShare) lane.quietUntil(now + reset * 1000);
  }
  // Identity: the share that is used, from 0.8 on.
  const used = number(headers, 'x-ms-throttle-limit-percentage');
  if (used !== null && used >= 1 - reservedShare) lane.leave(Math.max(0, 1 - used));
}

const shared = new WeakMap<Clock, Map<string, Limiter>>();
/** One limiter for all clients of one Graph in this process: the service counts them together, whoever they act for. */
export function limiterOf(root: string, clock: Clock): Limiter {
  const byRoot = shared.get(clock) ?? new Map<string, Limiter>();
  shared.set(clock, byRoot);
  const known = byRoot.get(root) ?? openLimiter(clock);
  byRoot.set(root, known);
  return known;
}
