import type { Graph } from '../../graph/client.ts';
import {
  ForbiddenError,
  GoneError,
  GraphError,
  NotFoundError,
  ThrottledError,
  UnauthorizedError,
  UnreachableError,
} from '../../graph/errors.ts';
import { ConsentMissingError } from '../../graph/onBehalfOf.ts';
import type { Page } from '../../graph/paging.ts';
import type { Database } from '../../store/database.ts';
import type { Belonging } from '../kind.ts';
import type { AddressBook } from './book.ts';
import { keepCopies, sweepCopies } from './copies.ts';
import { type CalendarEvent, foldAddress } from './event.ts';
import { type Mailbox, type MailboxProblem, mailboxesOf, nameOwner, noteChanges, saveLink, startEnumeration } from './mailboxes.ts';
import { deltaPath, type Masters, type OpenCalendar, permission, preferred, readPage } from './page.ts';

export interface MailboxRound {
  db: Database;
  graphOf(directoryId: string): Promise<Graph>;
  now(): number;
  /** The installation's own. */
  graph: Graph;
  belonging: Belonging;
  mailbox: Mailbox;
  book: AddressBook;
  zone: string;
}
/** Meetings that a page has touched, and the number under which that is remembered. */
export interface MailboxChange {
  meetingIds: readonly string[];
  number: number;
}

/** A person is not connected any more, or not at all. */
export class NotOptedInError extends Error {
  override name = 'NotOptedInError';
}

/** Why one calendar could not be read; null: it is no matter of the calendar's. */
export function problemOf(error: unknown): MailboxProblem | null {
  if (error instanceof NotOptedInError || error instanceof ConsentMissingError || error instanceof UnauthorizedError)
    return { code: 'notConnected' };
  if (error instanceof ForbiddenError) return { code: 'forbidden' };
  if (error instanceof NotFoundError) return { code: 'noMailbox' };
  if (error instanceof ThrottledError || error instanceof UnreachableError) return { code: 'unreachable' };
  return error instanceof GraphError && error.status >= 500 ? { code: 'unreachable' } : null;
}

/**
 * Reads one calendar on from where it was left. Each page is kept together with the link to the next, and what it
 * touched is noted: a crash in between loses nothing, and does nothing twice.
 */
export async function* mailboxPages(round: MailboxRound): AsyncGenerator<MailboxChange> {
  const { db, belonging, book, zone, now } = round;
  const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction([belonging.accountId], work);
  const calendar = await open(round);
  const masters: Masters = new Map();
  let { mailbox } = round;
  for (let restarts = 0; ; ) {
    let page: Page<CalendarEvent>;
    try {
      page = await calendar.graph.get<Page<CalendarEvent>>(mailbox.link ?? deltaPath(calendar), { permission, headers: preferred });
    } catch (error) {
      if (!(error instanceof GoneError) || restarts > 0) throw error;
      restarts += 1;
      mailbox = await within(async (tx) => {
        await startEnumeration(tx, belonging, mailbox, calendar.window);
        return (await mailboxesOf(tx, belonging)).find(({ directoryId }) => directoryId === mailbox.directoryId) ?? mailbox;
      });
      continue;
    }
    const changes = await readPage(calendar, page.value, masters, book, zone, mailbox.isEnumerating);
    const link = page['@odata.nextLink'] ?? page['@odata.deltaLink'];
    if (!link) throw new UnreachableError('Microsoft Graph gave a page of a calendar without a link', null);
    const isDone = page['@odata.nextLink'] === undefined;
    const current = mailbox;
    const change = await within(async (tx) => {
      const touched = await keepCopies(tx, belonging, current, changes);
      const swept = isDone && current.isEnumerating ? await sweepCopies(tx, belonging, current) : [];
      await saveLink(tx, belonging, current, { link, isDone, at: new Date(now()).toISOString() });
      const meetingIds = [...new Set([...touched, ...swept])];
      return { meetingIds, number: await noteChanges(tx, belonging, meetingIds) };
    });
    mailbox = { ...mailbox, link };
    yield change;
    if (isDone) return;
  }
}

/** Learns whose calendar it is: by that address other sources name its owner. */
async function open({ db, graph, graphOf, belonging, mailbox }: MailboxRound): Promise<OpenCalendar> {
  const mine = mailbox.isScoped ? graph : await graphOf(mailbox.directoryId);
  const base = mailbox.isScoped ? `/users/${encodeURIComponent(mailbox.directoryId)}` : '/me';
  const address = await addressAt(mine, base);
  await db.transaction([belonging.accountId], (tx) => nameOwner(tx, belonging, mailbox, address || mailbox.directoryId));
  const window = { from: mailbox.windowFrom ?? '', until: mailbox.windowUntil ?? '' };
  return { graph: mine, base, owner: { directoryId: mailbox.directoryId, address: foldAddress(address) }, window };
}

/** '' where the directory may not be read: User.Read.All is optional. */
async function addressAt(graph: Graph, base: string): Promise<string> {
  try {
    const user = await graph.get<{ mail?: string | null; userPrincipalName?: string | null }>(`${base}?$select=mail,userPrincipalName`, {
      permission: base === '/me' ? 'User.Read' : 'User.Read.All',
    });
    return user.mail || user.userPrincipalName || '';
  } catch (error) {
    if (error instanceof ForbiddenError) return '';
    throw error;
  }
}
