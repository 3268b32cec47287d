import { Temporal } from 'temporal-polyfill';
import type { Graph } from '../../graph/client.ts';
import type { Database } from '../../store/database.ts';
import { type Belonging, type RoundPage, type SourceKind, SourceProblemError } from '../kind.ts';
import { readBook } from './book.ts';
import { allMeetings } from './copies.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { emit, settleListed } from './emit.ts';
import { listedMeetings } from './listed.ts';
import {
  changesAfter,
  type Mailbox,
  type MailboxProblem,
  mailboxesOf,
  noteChanges,
  saveProblem,
  startEnumeration,
  waitingChanges,
} from './mailboxes.ts';
import { columns } from './mapping.ts';
import { type MailboxChange, mailboxPages, problemOf } from './read.ts';
import { accountZone } from './zone.ts';

export interface CalendarParts {
  db: Database;
  /** Graph with the rights of somebody who has opted in. @throws where they have not, or not any more */
  graphOf(directoryId: string): Promise<Graph>;
  /** The business day in a time zone. */
  today(timeZone: string): string;
  now(): number;
}
/** There is nothing to find: which calendars are read is kept beside the source. */
export type CalendarLocation = { calendars: true };

const mostAtOnce = 500;

/** So far back and ahead meetings are read. By whole months, so that the window moves, and everything is read anew, once in a month. */
export function windowAround(today: string): { from: string; until: string } {
  const month = Temporal.PlainDate.from(today).with({ day: 1 });
  return { from: month.subtract({ months: 18 }).toString(), until: month.add({ months: 4 }).toString() };
}

/** Customer meetings out of the calendars of those who opted in, or whose mailboxes an administrator has scoped. */
export function calendarSource(parts: CalendarParts): SourceKind<CalendarLocation> {
  return {
    kind: 'calendar',
    sweepsItself: true,
    discover: async () => ({ location: { calendars: true }, webUrl: null }),
    columns: async () => [...columns],
    round: (graph, _location, _columns, start, _key, belonging) => {
      if (!belonging) throw new Error('a source of calendars keeps what it has read, and must know whose it is');
      return calendarRound(parts, graph, belonging, start);
    },
  };
}

async function* calendarRound(parts: CalendarParts, graph: Graph, belonging: Belonging, start: string | null): AsyncGenerator<RoundPage> {
  const { db } = parts;
  const within = <T>(work: Parameters<typeof db.transaction<T>>[1]) => db.transaction([belonging.accountId], work);
  const mark = readCursor(start);
  const { zone, book, listed, mailboxes, waiting } = await within(async (tx) => {
    const zone = await accountZone(tx, belonging.accountId);
    const window = windowAround(parts.today(zone));
    const book = await readBook(tx, belonging.accountId);
    // Whom nobody knew leaves no trace: with other addresses, everything has to be looked at again.
    const isAnew = mark?.book !== book.hash;
    for (const mailbox of await mailboxesOf(tx, belonging))
      if (isAnew || mailbox.windowFrom !== window.from || mailbox.windowUntil !== window.until)
        await startEnumeration(tx, belonging, mailbox, window);
    // A full round says everything again.
    if (start === null) await noteChanges(tx, belonging, await allMeetings(tx, belonging));
    const waiting = await waitingChanges(tx, belonging, mark?.number ?? 0);
    const listed = await listedMeetings(tx, belonging);
    return { zone, book, listed, mailboxes: await mailboxesOf(tx, belonging), waiting };
  });
  let number = mark?.number ?? 0;
  const cursor = () => writeCursor(graph.root, { number, book: book.hash });
  const page = (rows: Pick<RoundPage, 'rows' | 'deleted'>): RoundPage => ({ ...rows, unreadable: 0, next: cursor(), cursor: null });
  /** Only with the last of its rows is a change written. */
  const pagesOf = async function* ({ meetingIds, number: upTo }: MailboxChange): AsyncGenerator<RoundPage> {
    for (let from = 0; from < meetingIds.length; from += mostAtOnce) {
      const part = meetingIds.slice(from, from + mostAtOnce);
      const rows = await within((tx) => emit(tx, belonging, part, listed));
      if (from + mostAtOnce >= meetingIds.length) number = upTo;
      yield page(rows);
    }
  };
  // What an earlier round did not come to write.
  yield* pagesOf(waiting);

  const problems: { mailbox: Mailbox; problem: MailboxProblem; error: unknown }[] = [];
  for (const mailbox of mailboxes) {
    try {
      for await (const change of mailboxPages({ ...parts, graph, belonging, mailbox, book, zone })) yield* pagesOf(change);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      await within((tx) => saveProblem(tx, belonging, mailbox.directoryId, problem));
      problems.push({ mailbox, problem, error });
    }
  }
  const [first] = problems;
  if (first && problems.length === mailboxes.length) throw first.problem.code === 'unreachable' ? first.error : closed(problems);
  // A run that was overtaken by this one may have read what it did not come to write.
  yield* pagesOf(await within((tx) => changesAfter(tx, belonging, number)));
  const listedNow = await within((tx) => settleListed(tx, belonging, listed));
  yield { ...listedNow, unreadable: 0, next: null, cursor: cursor(), notice: noticeOf(mailboxes, problems) };
}

const whatToDo: Readonly<Record<MailboxProblem['code'], string>> = {
  notConnected: 'they connect them again below ‘Calendars’',
  forbidden: 'an administrator grants Calendars.Read for their mailboxes',
  noMailbox: 'they have no mailbox here: take them out',
  unreachable: 'the next sync tries again',
};
type Problems = readonly { problem: MailboxProblem }[];
const remedies = (problems: Problems) => [...new Set(problems.map(({ problem }) => whatToDo[problem.code]))].join('; ');
const closed = (problems: Problems) =>
  new SourceProblemError(
    'calendarsClosed',
    `No calendar can be read any more, and meetings stay as they were last read: ${remedies(problems)}`,
  );

function noticeOf(mailboxes: readonly Mailbox[], problems: Problems): RoundPage['notice'] {
  if (mailboxes.length === 0)
    return {
      code: 'noCalendars',
      message:
        'Nobody has connected a calendar yet: each member can connect their own, or an administrator names the mailboxes of the team',
    };
  if (problems.length === 0) return null;
  const count = problems.length === 1 ? 'One calendar' : `${problems.length} calendars`;
  return {
    code: 'calendarsClosed',
    message: `${count} of ${mailboxes.length} cannot be read, and what they held stays: ${remedies(problems)}`,
  };
}
