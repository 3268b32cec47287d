import { Temporal } from 'temporal-polyfill';
import type { PersonSeed } from '../../tenant.ts';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { openToken, sealToken, selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { CalendarItem } from '../state/calendars.ts';
import { etagOf, eventResource, slimOccurrence, zoneAsked } from './eventResource.ts';
import { openPerson } from './users.ts';

/** Outlook's own length of a page. */
const USUAL_PAGE = 10;
const LONGEST_PAGE = 1000;

/** A person opens their own calendar; an app alone those that an administrator has scoped. Guests have their mailbox elsewhere. */
function openMailbox(call: Call): PersonSeed {
  const person = openPerson(call);
  const { caller, tenant } = call;
  const { appScope } = tenant.calendars;
  const isOpen =
    caller.kind === 'person' ? caller.person.id === person.id : (appScope?.has(person.userPrincipalName.toLowerCase()) ?? true);
  if (!isOpen) throw forbidden('Access is denied. Check credentials and try again.', 'ErrorAccessDenied');
  if (person.isGuest)
    throw notFound('The mailbox is either inactive, soft-deleted, or is hosted on-premise.', 'MailboxNotEnabledForRESTAPI');
  return person;
}

function readInstant(call: Call, name: string): Temporal.Instant {
  // The page that documents the delta writes them in lower case.
  const value = [...call.request.query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (!value)
    throw badRequest(
      `This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.`,
      'ErrorInvalidParameter',
    );
  try {
    return Temporal.Instant.from(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  } catch {
    throw badRequest(`The value '${value}' of parameter '${name}' is invalid.`, 'ErrorInvalidParameter');
  }
}

interface View {
  from: Temporal.Instant;
  until: Temporal.Instant;
}
const isIn = ({ start, end }: CalendarItem, { from, until }: View) =>
  Temporal.Instant.compare(end, from) > 0 && Temporal.Instant.compare(start, until) < 0;
const inOrder = (items: readonly CalendarItem[]) =>
  items.toSorted((a, b) => Temporal.Instant.compare(a.start, b.start) || (a.id < b.id ? -1 : 1));

function viewAsked(call: Call): View {
  const view = { from: readInstant(call, 'startDateTime'), until: readInstant(call, 'endDateTime') };
  if (Temporal.Instant.compare(view.until, view.from) < 0)
    throw badRequest("The value of the parameter 'endDateTime' is earlier than 'startDateTime'.", 'ErrorInvalidParameter');
  return view;
}

function calendarView(call: Call): GraphReply {
  const person = openMailbox(call);
  const view = viewAsked(call);
  const zone = zoneAsked(call);
  const items = call.tenant.calendars.items(person.userPrincipalName).filter((item) => item.type !== 'seriesMaster' && isIn(item, view));
  const shown = inOrder(items).map((item) => eventResource(call, person, item, zone));
  return collectionReply(call, `users('${person.id}')/calendarView`, shown, call.query.top ?? USUAL_PAGE);
}

function openEvent(call: Call, person: PersonSeed): CalendarItem {
  const item = call.tenant.calendars.items(person.userPrincipalName).find(({ id }) => id === call.params.event);
  if (!item) throw notFound('The specified object was not found in the store.', 'ErrorItemNotFound');
  return item;
}

function event(call: Call): GraphReply {
  const person = openMailbox(call);
  const resource = eventResource(call, person, openEvent(call, person), zoneAsked(call));
  return ok({ '@odata.context': contextOf(call, `users('${person.id}')/events/$entity`), ...selected(resource, call.query.select) });
}

function instances(call: Call): GraphReply {
  const person = openMailbox(call);
  const master = openEvent(call, person);
  const view = viewAsked(call);
  const zone = zoneAsked(call);
  const items = call.tenant.calendars
    .items(person.userPrincipalName)
    .filter((item) => item.seriesMasterId === master.id && isIn(item, view));
  const shown = inOrder(items).map((item) => eventResource(call, person, item, zone));
  return collectionReply(call, `users('${person.id}')/events('${master.id}')/instances`, shown, call.query.top ?? USUAL_PAGE);
}

/** Where a reader of the delta stands. */
interface DeltaToken {
  epoch: string;
  person: string;
  generation: number;
  from: string;
  until: string;
  /** Changes after this one are told; null: everything. */
  since: number | null;
  /** Up to which change this round tells. */
  upTo: number;
  /** The last entry that was given. */
  after: string | null;
}
const isDeltaToken = (token: unknown): token is DeltaToken =>
  typeof token === 'object' &&
  token !== null &&
  typeof (token as DeltaToken).from === 'string' &&
  typeof (token as DeltaToken).upTo === 'number';

function tokenOf(call: Call, person: PersonSeed, text: string | null): DeltaToken {
  const { tenant } = call;
  const current = { epoch: tenant.calendars.epoch, person: person.id, generation: tenant.calendars.generation(person.userPrincipalName) };
  if (text === null) {
    for (const name of ['select', 'filter', 'orderBy'] as const) {
      if (call.query[name] !== null)
        throw badRequest('The query option is not supported by a delta of a calendar view.', 'ErrorInvalidUrlQuery');
    }
    const { from, until } = viewAsked(call);
    return { ...current, from: from.toString(), until: until.toString(), since: null, upTo: tenant.calendars.version, after: null };
  }
  const token = openToken(text);
  if (!isDeltaToken(token)) throw badRequest('Badly formed token.', 'ErrorInvalidSyncStateData');
  const isKnown = token.epoch === current.epoch && token.person === current.person && token.generation === current.generation;
  // As seen in the field: 410, this code, and not a word about where to start over.
  if (!isKnown) throw new GraphError(410, 'SyncStateNotFound', `The sync state generation is not found; generation=${token.generation};`);
  return token;
}

/** In no order, as a delta gives them; a page may hold an occurrence whose master comes later. */
function entriesOf(call: Call, person: PersonSeed, token: DeltaToken, zone: string): { key: string; entry: unknown }[] {
  const { calendars } = call.tenant;
  const view = { from: Temporal.Instant.from(token.from), until: Temporal.Instant.from(token.until) };
  const { since } = token;
  const items = calendars.items(person.userPrincipalName).filter(({ event: { changedAt } }) => since === null || changedAt > since);
  const shown = new Set(
    items.filter((item) => item.seriesMasterId !== null && isIn(item, view)).map(({ seriesMasterId }) => seriesMasterId),
  );
  const removed = (id: string) => ({ '@odata.type': '#microsoft.graph.event', id, '@removed': { reason: 'deleted' } });
  const told = items.flatMap((item) => {
    const isShown = item.type === 'seriesMaster' ? shown.has(item.id) : isIn(item, view);
    if (!isShown) return since === null ? [] : [{ key: item.id, entry: removed(item.id) }];
    const entry =
      item.type === 'occurrence'
        ? slimOccurrence(item, zone, etagOf(item))
        : { '@odata.type': '#microsoft.graph.event', ...eventResource(call, person, item, zone) };
    return [{ key: item.id, entry }];
  });
  const gone = since === null ? [] : calendars.goneSince(person.userPrincipalName, since).map((id) => ({ key: id, entry: removed(id) }));
  return [...told, ...gone].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function delta(call: Call): GraphReply {
  const person = openMailbox(call);
  const { query } = call.request;
  const token = tokenOf(call, person, query.get('$deltatoken') ?? query.get('$skiptoken'));
  const asked = Number(/odata\.maxpagesize=(\d+)/i.exec(call.request.headers.prefer ?? '')?.[1] ?? USUAL_PAGE);
  const length = Math.min(Math.max(asked, 1), LONGEST_PAGE);
  const { after } = token;
  const rest = entriesOf(call, person, token, zoneAsked(call)).filter(({ key }) => after === null || key > after);
  const page = rest.slice(0, length);
  const address = `${call.request.root}/v1.0${call.request.path}`;
  const links =
    rest.length > length
      ? { '@odata.nextLink': `${address}?$skiptoken=${sealToken({ ...token, after: page.at(-1)?.key ?? null })}` }
      : { '@odata.deltaLink': `${address}?$deltatoken=${sealToken({ ...token, since: token.upTo, upTo: -1, after: null })}` };
  return ok({ '@odata.context': contextOf(call, 'Collection(event)'), ...links, value: page.map(({ entry }) => entry) });
}

/** A delta link begins a round: up to which change it tells is known when it is used. */
const deltaRound = (call: Call): GraphReply => {
  const link = call.request.query.get('$deltatoken');
  const token = link === null ? null : openToken(link);
  if (!isDeltaToken(token) || token.upTo >= 0) return delta(call);
  const query = new URLSearchParams(call.request.query);
  query.set('$deltatoken', sealToken({ ...token, upTo: call.tenant.calendars.version }));
  return delta({ ...call, request: { ...call.request, query } });
};

const permissions = PERMISSIONS.readCalendars;
export const calendarRoutes: Route[] = ['/me', '/users/{user}'].flatMap((person): Route[] => [
  { method: 'GET', path: `${person}/calendarView/delta`, permissions, answer: deltaRound },
  { method: 'GET', path: `${person}/calendarView`, permissions, answer: calendarView },
  { method: 'GET', path: `${person}/calendar/calendarView`, permissions, answer: calendarView },
  { method: 'GET', path: `${person}/events/{event}/instances`, permissions, answer: instances },
  { method: 'GET', path: `${person}/events/{event}`, permissions, answer: event },
]);
