/** The services behind Microsoft Graph, each with limits of its own. */
export type Service = 'sharepoint' | 'outlook' | 'teams' | 'planner' | 'identity' | 'subscriptions';

export interface Budget {
  /** Units that may be spent within the window; it fills up again evenly. */
  units: number;
  windowMs: number;
  /** Requests at the same time; absent: any number. */
  atOnce?: number;
  perDay?: number;
}

/**
 * What the services publish for one app in one tenant, for the smallest tenant where it depends on the size: SharePoint
 * (how to avoid getting throttled, resource units), Outlook (per mailbox), Teams, identity (token bucket) and
 * subscriptions (throttling-limits). Planner publishes none; it is asked as gently as Teams is for one team.
 */
export const budgets: Readonly<Record<Service, Budget>> = {
  sharepoint: { units: 1250, windowMs: 60_000, perDay: 1_200_000 },
  outlook: { units: 10_000, windowMs: 600_000, atOnce: 4 },
  teams: { units: 30, windowMs: 1000 },
  planner: { units: 40, windowMs: 10_000, atOnce: 4 },
  identity: { units: 3500, windowMs: 10_000 },
  subscriptions: { units: 5000, windowMs: 20_000 },
};

export interface Asked {
  method: string;
  /** Below the version: '/sites/…?$expand=fields'. */
  path: string;
  body: unknown;
}
/** Whose budget a request is taken from, and how much of it. */
export interface Charge {
  service: Service;
  /** Outlook counts each mailbox for itself. */
  lane: string;
  units: number;
}

const files =
  /^\/(sites|drives|shares)(\/|\?|$)|^\/groups\/[^/]+\/(sites|drive|drives)(\/|\?|$)|^\/(me|users\/[^/]+)\/(drive|drives)(\/|\?|$)/i;
const mail = /^\/(?:me|users\/([^/?]+))\/(calendar|calendars|calendarview|events|mailboxsettings|messages|mailfolders|sendmail)/i;
const teams = /^\/(teams|chats|appCatalogs|teamwork)(\/|\?|$)|^\/(me|users\/[^/]+)\/(joinedTeams|teamwork|chats)/i;
const planner = /^\/planner(\/|\?|$)|^\/(me|users\/[^/]+|groups\/[^/]+)\/planner/i;

export function chargeOf(asked: Asked): Charge {
  const { path, method } = asked;
  if (/^\/\$batch/i.test(path)) return batchCharge(asked);
  const mailbox = mail.exec(path);
  if (mailbox) return { service: 'outlook', lane: `outlook ${(mailbox[1] ?? 'me').toLowerCase()}`, units: 1 };
  if (/^\/subscriptions/i.test(path)) return charge('subscriptions', 1);
  if (planner.test(path)) return charge('planner', 1);
  if (teams.test(path)) return charge('teams', 1);
  if (files.test(path)) return charge('sharepoint', sharepointUnits(method, path));
  return charge('identity', identityUnits(method, path));
}
const charge = (service: Service, units: number): Charge => ({ service, lane: service, units });

/** Resource units: 1 a single item, delta with a token, a download; 2 a query of several, delta without, a write; 5 permissions. */
function sharepointUnits(method: string, path: string): number {
  const [address = '', query = ''] = path.split('?');
  if (/\/permissions(\/|$)/i.test(address)) return 5;
  if (method !== 'GET') return 2;
  if (/\/delta(\(|$)/i.test(address)) return /token/i.test(`${address}?${query}`) ? 1 : 2;
  return /\/(lists|items|children|columns|versions|drives|sites)$/i.test(address) || /[?&]search=/i.test(path) ? 2 : 1;
}

/** Base cost by the page 'identity and access throttling', less one where columns are chosen, one more where something is expanded. */
function identityUnits(method: string, path: string): number {
  if (method !== 'GET' && !/\/getByIds$/i.test(path)) return 1;
  const base = /\/transitiveMembers/i.test(path)
    ? 5
    : /\/getByIds/i.test(path)
      ? 5
      : /\/(members|owners|memberOf|subscribedSkus)/i.test(path)
        ? 3
        : /^\/users(\?|$)/i.test(path)
          ? 2
          : 1;
  return Math.max(1, base - (/\$select=/i.test(path) ? 1 : 0) + (/\$expand=/i.test(path) ? 1 : 0));
}

/** Each request inside counts for itself; they are taken from where the first of them is. */
function batchCharge({ body }: Asked): Charge {
  const inner = ((body ?? {}) as { requests?: { method?: string; url?: string; body?: unknown }[] }).requests ?? [];
  const charges = inner.map(({ method = 'GET', url = '', body: own }) =>
    chargeOf({ method, path: url.startsWith('/') ? url : `/${url}`, body: own }),
  );
  const [first] = charges;
  if (!first) return charge('identity', 1);
  return { ...first, units: charges.reduce((units, one) => units + one.units, 0) };
}
