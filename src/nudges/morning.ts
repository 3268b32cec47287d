import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { AccountDirectory, FoundAccount } from '../access/accounts.ts';
import { probablyOwnPersonIds } from '../access/ownPersons.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { Database } from '../store/database.ts';
import { nudgesPage } from './ledger.ts';
import { ownHours } from './people.ts';
import { type Hours, hoursOf, isTimeZone, type Morning, morningAt, nextMorning } from './workingHours.ts';

export interface MorningParts {
  db: Database;
  clock(): Date;
  accounts: Pick<AccountDirectory, 'of'>;
  /** user@domain of a person of the directory: lists often name owners by it. null: not known. Throws where it cannot be told now. */
  addressOf(directoryId: string): Promise<string | null>;
  /** Why somebody's card could not be planned this time; ids only. */
  report(error: unknown, facts: { conversation: string }): void;
}
export const morningCardKind = 'morningCard';

interface Chat {
  id: string;
  directory_id: string;
  time_zone: string | null;
  welcomed_at: string | null;
}

/** Whoever had nothing to be asked, or could not be looked at, is looked at again after so long. */
const lookAgainMs = 15 * 60_000;
/** Somebody's hours or time zone may change: they are read again after so long at the latest. */
const hoursHoldMs = 6 * 3_600_000;

/**
 * Plans one morning card per person and day over all their accounts: on weekdays, in the morning of their own working
 * hours and time zone, where something is asked of them. Called every few seconds in every server: what is known not to
 * be due is not looked at, and the table of cards lets one of many win.
 */
export function morningPlanner({ db, clock, accounts, addressOf, report }: MorningParts) {
  const nextLook = new Map<string, number>();

  const plan = async (isStopping: () => boolean = () => false): Promise<number> => {
    let planned = 0;
    for (const chat of await chats(db)) {
      if (isStopping()) break;
      if ((nextLook.get(chat.directory_id) ?? 0) > clock().getTime()) continue;
      const { isPlanned, lookAt } = await planFor(chat).catch((error: unknown) => {
        if (!isStopping()) report(error, { conversation: chat.id });
        return { isPlanned: false, lookAt: clock().getTime() + lookAgainMs };
      });
      nextLook.set(chat.directory_id, lookAt);
      if (isPlanned) planned += 1;
    }
    return planned;
  };

  async function planFor(chat: Chat): Promise<{ isPlanned: boolean; lookAt: number }> {
    const now = Temporal.Instant.fromEpochMilliseconds(clock().getTime());
    const soon = now.epochMilliseconds + lookAgainMs;
    const person = { directoryId: chat.directory_id, name: null, address: await addressOf(chat.directory_id) };
    const theirs = (await accounts.of(person.directoryId)).filter(({ role }) => role !== 'reader');
    if (theirs.length === 0) return { isPlanned: false, lookAt: soon };
    const { timeZone, hours } = await dayOf(chat, person.address, theirs);
    const nextDay = Math.min(now.epochMilliseconds + hoursHoldMs, nextMorning(now, timeZone, hours).epochMilliseconds);
    const morning = morningAt(now, timeZone, hours);
    const isMorning = morning && Temporal.Instant.compare(now, morning.from) >= 0 && Temporal.Instant.compare(now, morning.planUntil) < 0;
    if (!isMorning || isWelcomeDay(chat, morning)) return { isPlanned: false, lookAt: nextDay };
    const best = await worthMost(theirs, person);
    if (!best) return { isPlanned: false, lookAt: soon };
    return { isPlanned: await claim(chat, morning, best), lookAt: nextDay };
  }

  /** When the person works: by their own record, else by what Teams told, else by the account. */
  async function dayOf(chat: Chat, address: string | null, theirs: readonly FoundAccount[]): Promise<{ timeZone: string; hours: Hours }> {
    const ids = theirs.map(({ id }) => id);
    const own = await db.transaction(ids, (tx) => ownHours(tx, ids, chat.directory_id, address));
    const timeZone = [own.timeZone, chat.time_zone, ...theirs.map((account) => account.timeZone)].find(isTimeZone) ?? 'UTC';
    return { timeZone, hours: hoursOf(own.workingHours) };
  }

  /** The account whose nudge is worth most to the person. */
  async function worthMost(theirs: readonly FoundAccount[], person: { directoryId: string; name: null; address: string | null }) {
    const found: { accountId: string; rank: number; dueOn: string }[] = [];
    for (const { id, role } of theirs) {
      await db.transaction([id], async (tx) => {
        const of = { personIds: await probablyOwnPersonIds(tx, id, person), isManager: role === 'manager' };
        const [first] = (await nudgesPage(tx, id, { state: 'open', of }, { page: 1, limit: 1 })).rows;
        if (first) found.push({ accountId: id, rank: Number(first.rank), dueOn: first.due_on ?? '9999' });
      });
    }
    return found.sort((one, other) => other.rank - one.rank || one.dueOn.localeCompare(other.dueOn))[0] ?? null;
  }

  /** The first to write the person's day down queues the card; what is in it is found out when it leaves. */
  function claim(chat: Chat, { on, until }: Morning, { accountId }: { accountId: string }): Promise<boolean> {
    return db.transaction([accountId], async (tx) => {
      const claimed = await sql`
        insert into person_card (directory_id, on_date, kind) values (${chat.directory_id}, ${on}, 'morning')
        on conflict do nothing returning 1`.execute(tx);
      if (claimed.rows.length === 0) return false;
      await enqueue(tx, {
        accountId,
        kind: morningCardKind,
        about: `${chat.directory_id} ${on}`,
        conversationId: chat.id,
        content: { directoryId: chat.directory_id, on },
        at: clock(),
        notAfter: new Date(until.epochMilliseconds),
      });
      return true;
    });
  }

  return plan;
}

/** Personal chats that can be written to, of people who have had no card lately: whose day it is, their time zone tells. */
async function chats(db: Database): Promise<Chat[]> {
  const found = await db.transaction('every', (tx) =>
    sql<Chat>`
      select c.id, c.directory_id, c.time_zone, c.welcomed_at from conversation c
      where c.kind = 'personal' and c.directory_id is not null and c.suspended_at is null
      order by c.id`.execute(tx),
  );
  return found.rows;
}

/** None on the day of the welcome. */
function isWelcomeDay({ welcomed_at }: Chat, morning: Morning): boolean {
  if (welcomed_at === null) return false;
  return Temporal.Instant.from(welcomed_at).toZonedDateTimeISO(morning.timeZone).toPlainDate().toString() === morning.on;
}
