import type { Event } from '@microsoft/microsoft-graph-types';
import type { Graph } from '../../graph/client.ts';
import { NotFoundError } from '../../graph/errors.ts';
import { collect } from '../../graph/paging.ts';
import type { AddressBook } from './book.ts';
import type { CopyChanges } from './copies.ts';
import { copyOf, type Owner } from './copy.ts';
import type { CalendarEvent } from './event.ts';

/** A calendar that is open: whose, by which right, and where it begins. */
export interface OpenCalendar {
  graph: Graph;
  /** '/me' for the person themselves, '/users/{id}' for the installation. */
  base: string;
  owner: Owner;
  window: { from: string; until: string };
}
/** The permission, for the message that says it is missing. */
export const permission = 'Calendars.Read, for this mailbox';
/** Delta takes no $select; everything else is asked for no more than is understood. */
const selected =
  '$select=id,iCalUId,type,seriesMasterId,originalStart,originalStartTimeZone,start,end,isAllDay,isCancelled,isDraft,isOrganizer,showAs,sensitivity,subject,attendees,organizer,responseStatus,recurrence,lastModifiedDateTime,webLink';
/** Times in UTC, and pages long enough that a year of meetings is a few of them. */
export const preferred = { Prefer: 'odata.maxpagesize=200, outlook.timezone="UTC"' };

const spanOf = ({ from, until }: OpenCalendar['window']) => `startDateTime=${from}T00:00:00Z&endDateTime=${until}T00:00:00Z`;
export const deltaPath = ({ base, window }: OpenCalendar): string => `${base}/calendarView/delta?${spanOf(window)}`;
const eventPath = ({ base }: OpenCalendar, id: string) => `${base}/events/${encodeURIComponent(id)}`;

/** The masters of series that a run has met: an occurrence says little for itself, and may come before its master does. */
export type Masters = Map<string, Promise<Event | null>>;
const masterOf = (calendar: OpenCalendar, masters: Masters, id: string): Promise<Event | null> => {
  const known = masters.get(id);
  if (known) return known;
  const asked = calendar.graph
    .get<Event>(`${eventPath(calendar, id)}?${selected}`, { permission, headers: preferred })
    .catch((error: unknown) => {
      if (error instanceof NotFoundError) return null;
      throw error;
    });
  masters.set(id, asked);
  return asked;
};

/**
 * What one page of a delta says of meetings with the customer.
 * @param isWhole every event of the window comes in this round: a series' occurrences need not be asked for
 */
export async function readPage(
  calendar: OpenCalendar,
  events: readonly CalendarEvent[],
  masters: Masters,
  book: AddressBook,
  zone: string,
  isWhole: boolean,
): Promise<CopyChanges> {
  const { owner } = calendar;
  // Of an event that comes twice the later counts.
  const latest = [...new Map(events.map((event) => [event.id, event])).values()];
  for (const event of latest) if (event.type === 'seriesMaster' && !event['@removed']) masters.set(event.id, Promise.resolve(event));
  const changes = {
    copies: [] as CopyChanges['copies'][number][],
    others: [] as string[],
    removed: [] as string[],
    series: [] as CopyChanges['series'][number][],
  };
  const understand = async (event: CalendarEvent) => {
    const master = event.seriesMasterId ? await masterOf(calendar, masters, event.seriesMasterId) : null;
    if (event.seriesMasterId && !master) return changes.others.push(event.id);
    const copy = copyOf(event, master, owner, book, zone);
    return copy ? changes.copies.push(copy) : changes.others.push(event.id);
  };
  for (const event of latest) {
    if (event['@removed']) changes.removed.push(event.id);
    else if (event.type !== 'seriesMaster') await understand(event);
    else if (!isWhole) {
      const instances = await instancesOf(calendar, event.id);
      if (!instances) {
        changes.removed.push(event.id);
        continue;
      }
      // A master that changed stands for all its occurrences, whether or not the delta names them.
      changes.series.push({ id: event.id, left: instances.map(({ id }) => id) });
      for (const instance of instances) await understand({ ...instance, seriesMasterId: event.id });
    }
  }
  return changes;
}

/** null: the series is gone meanwhile. */
async function instancesOf(calendar: OpenCalendar, id: string): Promise<CalendarEvent[] | null> {
  try {
    const path = `${eventPath(calendar, id)}/instances?${spanOf(calendar.window)}&${selected}&$top=200`;
    return await collect<CalendarEvent>(calendar.graph, path, { permission, headers: preferred });
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
