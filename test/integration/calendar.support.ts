import { sql } from 'kysely';
import { type LocalGraph, type LocalGraphOptions, startLocalGraph } from '../../demo/graph/server.ts';
import type { EventSeed, PersonSeed, PlanSeed, TenantSeed } from '../../demo/tenant.ts';
import { bringUpToDate } from '../../src/engine/index.ts';
import { type Graph, openGraph } from '../../src/graph/client.ts';
import type { ExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { calendarSource } from '../../src/sources/calendar/index.ts';
import { addMailbox, removeMailbox } from '../../src/sources/calendar/mailboxes.ts';
import { NotOptedInError } from '../../src/sources/calendar/read.ts';
import { directorySource } from '../../src/sources/directory/index.ts';
import { listSource } from '../../src/sources/list/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { plannerSource } from '../../src/sources/planner/index.ts';
import type { Database } from '../../src/store/database.ts';
import { connectAccount, type RoundReport, type SyncContext, type SyncOptions, syncAccount } from '../../src/sync/index.ts';
import { testDatabase } from '../support/database.ts';
import { accountId, graphOf, list, quickClock, secret, teamId, tenantOf } from './sync.support.ts';

export const today = '2026-11-24';
const person = (number: number, name: string, more: Partial<PersonSeed> = {}): PersonSeed => ({
  id: `0000000${number}-1111-4111-8111-111111111111`,
  displayName: name,
  userPrincipalName: `${name.split(' ')[0]?.toLowerCase()}@contoso.example`,
  jobTitle: 'Account manager',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  preferredLanguage: 'en-US',
  managerId: null,
  ...more,
});
export const anna = person(1, 'Anna Berg', { jobTitle: 'Global Account Manager' });
export const bo = person(2, 'Bo Chen', {
  managerId: anna.id,
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  mailboxTimeZone: 'China Standard Time',
  preferredLanguage: 'zh-CN',
  workingHours: '10:00-19:00',
});
export const dora = person(3, 'Dora Ek', { jobTitle: 'Vice President', managerId: null });
export const guest = person(4, 'Gus Frei', { isGuest: true, managerId: null });
export const outsider = person(5, 'Oto Novak');
export const people = [anna, bo, dora, guest, outsider];

/** The customer's people, as the team's list names them. */
export const customers = { cfo: 'cfo@customer.example', cio: 'Lena.CIO@Customer.example', buyer: 'buyer@customer.example' } as const;
const contacts = list(
  'Contacts',
  ['Contact', 'Name', 'Level', 'Mail', 'Sponsor'],
  [
    ['C-1', 'Carla Funk', 'CXO', customers.cfo, dora.userPrincipalName],
    ['C-2', 'Lena Igel', 'CXO', customers.cio, null],
    ['C-3', 'Ben Kauf', 'other', customers.buyer, null],
  ],
);
const meetings = list('Meetings', ['Meeting', 'Who', { displayName: 'When', type: 'date' }], []);

export const mapping = (more: Record<string, unknown> = {}) => ({
  account: { name: 'Contoso', currency: 'USD', timeZone: 'Europe/Berlin', fiscalYearStart: '07-01' },
  contact: { list: 'Contacts', fields: { id: 'Contact', name: 'Name', level: 'Level', address: 'Mail', sponsor: 'Sponsor' } },
  meeting: { calendar: 'team' },
  ...more,
});

const numbers = (function* () {
  for (let number = 1; ; number += 1) yield number;
})();
/** A meeting of Anna's with the customer's finance officer, unless something else is said. */
export const event = (more: Partial<EventSeed> = {}): EventSeed => ({
  key: `event-${numbers.next().value}`,
  subject: 'Quarterly review of Zebra',
  organizer: anna.userPrincipalName,
  attendees: [{ address: customers.cfo, response: 'accepted' }],
  start: '2026-11-10T14:00',
  minutes: 60,
  timeZone: 'W. Europe Standard Time',
  ...more,
});

export interface CalendarHouse {
  local: LocalGraph;
  db: Database;
  context: SyncContext;
  /** Those whose consent is gone. */
  withdrawn: Set<string>;
  setToday(day: string): void;
  connect(wish?: unknown): Promise<string[]>;
  optIn(...people: readonly PersonSeed[]): Promise<void>;
  scope(...people: readonly PersonSeed[]): Promise<void>;
  optOut(person: PersonSeed): Promise<void>;
  sync(options?: SyncOptions): Promise<RoundReport[]>;
  meetings(): Promise<Record<string, unknown>[]>;
  query<T>(text: string): Promise<T[]>;
  /** Everything that the database holds, as text. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

export const calendarSourceId = 'calendar-calendars';
const belonging = { accountId, sourceId: calendarSourceId };

export async function calendarHouse(
  seed: { events?: readonly EventSeed[]; plans?: readonly PlanSeed[]; tenant?: Partial<TenantSeed> },
  options: { local?: Partial<LocalGraphOptions>; log?: ExchangeLog } = {},
): Promise<CalendarHouse> {
  const base = tenantOf([contacts, meetings]);
  const ids = [anna, bo, dora, guest].map(({ id }) => id);
  const local = await startLocalGraph({
    seed: {
      ...base,
      people,
      team: { ...base.team, memberIds: ids, ownerIds: [anna.id] },
      events: seed.events ?? [],
      plans: seed.plans ?? [],
      ...seed.tenant,
    },
    port: 0,
    ...secret,
    ...options.local,
  });
  const db = await testDatabase();
  const clock = quickClock();
  let day = today;
  const withdrawn = new Set<string>();
  /** As the vault has it: a token with which the person reads their own. */
  const graphAs =
    (scope: string) =>
    async (directoryId: string): Promise<Graph> => {
      const who = people.find(({ id }) => id === directoryId);
      if (!who || withdrawn.has(directoryId)) throw new NotOptedInError(`${directoryId} has not opted in`);
      const body = new URLSearchParams({ grant_type: 'password', username: who.userPrincipalName, password: 'local', scope });
      const answer = (await (await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body })).json()) as { access_token: string };
      const tokens = { token: async () => answer.access_token, forget: () => undefined };
      return openGraph({ root: local.url, tokens, clock, random: () => 0.5, log: options.log ?? null });
    };
  const graph = 'https://graph.microsoft.com';
  const context: SyncContext = {
    db,
    graph: graphOf(local, { clock, ...(options.log ? { log: options.log } : {}) }),
    kinds: {
      list: listSource,
      calendar: calendarSource({ db, graphOf: graphAs(`${graph}/Calendars.Read ${graph}/User.Read`), today: () => day, now: Date.now }),
      planner: plannerSource({
        db,
        connected: async () =>
          people
            .filter(({ id }) => !withdrawn.has(id))
            .slice(0, 2)
            .map(({ id }) => id),
        graphOf: graphAs(`${graph}/Tasks.Read`),
      }),
      directory: directorySource(db),
    },
    now: () => Date.now(),
  };
  const query = async <T>(text: string): Promise<T[]> =>
    db.transaction([accountId], async (tx) => (await sql.raw<T>(text).execute(tx)).rows);
  const add = (isScoped: boolean, some: readonly PersonSeed[]) =>
    db.transaction([accountId], async (tx) => {
      for (const { id } of some) await addMailbox(tx, belonging, { directoryId: id, isScoped, at: new Date().toISOString(), by: null });
    });
  return {
    local,
    db,
    context,
    withdrawn,
    setToday: (next) => {
      day = next;
    },
    connect: (wish = mapping()) =>
      connectAccount(db, {
        accountId,
        slug: accountId,
        mapping: readMapping(wish),
        site: { groupId: teamId },
        at: new Date().toISOString(),
      }),
    optIn: (...some) => add(false, some),
    scope: (...some) => add(true, some),
    optOut: async ({ id }) => {
      await db.transaction([accountId], (tx) => removeMailbox(tx, belonging, id));
    },
    sync: (asked) => syncAccount(context, accountId, () => bringUpToDate(db, accountId, { today: day }), asked),
    meetings: () =>
      query(`select m.id, m.contacts, m.held_on, m.kind, m.number_of_people, m.with_sponsor, m.business_value_discussed, m.value, m.opportunity_id,
        o.address as owner, g.address as organizer, n.text as subject, m.source_id, m.source_url
        from meeting m left join person o on o.account_id = m.account_id and o.id = m.owner_id
        left join person g on g.account_id = m.account_id and g.id = m.organizer_id
        left join note n on n.account_id = m.account_id and n.id = m.subject_note_id
        where m.known_until = 'infinity' order by m.held_on, m.id`),
    query,
    dump: async () => {
      const tables = await query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
      );
      const texts: string[] = [];
      for (const { name } of tables)
        texts.push(
          JSON.stringify(
            await db.transaction('every', async (tx) => (await sql.raw(`select * from ${name}`).execute(tx)).rows).catch(() => []),
          ),
        );
      return texts.join('\n');
    },
    close: async () => {
      await db.close();
      await local.close();
    },
  };
}
