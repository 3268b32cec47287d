import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventSeed } from '../../demo/tenant.ts';
import { anna, bo, type CalendarHouse, calendarHouse, customers, dora, event, mapping, outsider } from './calendar.support.ts';

let house: CalendarHouse;
afterEach(() => house.close());
const open = async (...events: readonly EventSeed[]) => {
  house = await calendarHouse({ events });
  await house.connect();
};
const read = async () => {
  const reports = await house.sync();
  const calendar = reports.find(({ sourceId }) => sourceId === 'calendar-calendars');
  return { ...calendar, meetings: await house.meetings() };
};

describe('a customer meeting in a calendar', () => {
  it('becomes a meeting, with the contacts and their answers', async () => {
    const attendees = [
      { address: customers.cfo.toUpperCase(), response: 'accepted' as const },
      { address: 'lena.cio@customer.example', response: 'declined' as const },
      { address: bo.userPrincipalName, response: 'accepted' as const },
      { address: 'room7@contoso.example', type: 'resource' as const },
    ];
    await open(event({ attendees }));
    await house.optIn(anna);
    const { meetings, state } = await read();
    expect(state).toBe('fresh');
    expect(meetings).toEqual([
      expect.objectContaining({
        contacts: ['C-1:accepted', 'C-2:declined'],
        held_on: '2026-11-10',
        kind: 'meeting',
        // Anna, Bo and the finance officer: who has declined does not come, and a room is nobody.
        number_of_people: 3,
        owner: anna.userPrincipalName,
        organizer: anna.userPrincipalName,
        with_sponsor: false,
        subject: 'Quarterly review of Zebra',
      }),
    ]);
  });

  it('is one meeting however many calendars hold it, by whichever right they are read', async () => {
    const attendees = [
      { address: customers.cfo, response: 'accepted' as const },
      { address: bo.userPrincipalName, response: 'accepted' as const },
      { address: dora.userPrincipalName, response: 'accepted' as const },
    ];
    await open(event({ attendees }), event({ attendees, organizer: customers.cio, start: '2026-11-12T10:00' }));
    await house.optIn(anna, bo);
    await house.scope(dora);
    const { meetings } = await read();
    expect(meetings.map(({ held_on, owner, organizer, contacts }) => [held_on, owner, organizer, contacts])).toEqual([
      ['2026-11-10', anna.userPrincipalName, anna.userPrincipalName, ['C-1:accepted']],
      // Each invitee knows their own answer only; the customer who invites comes.
      ['2026-11-12', bo.userPrincipalName, 'lena.cio@customer.example', ['C-1:none', 'C-2:accepted']],
    ]);
    expect(await house.query('select count(*) as n from calendar_copy')).toEqual([{ n: 5 }]);
  });

  it('knows whether the sponsor of one of the contacts comes', async () => {
    const withDora = (response: 'accepted' | 'declined') =>
      event({ attendees: [{ address: customers.cfo }, { address: dora.userPrincipalName, response }] });
    await open(withDora('accepted'), { ...withDora('declined'), start: '2026-11-11T09:00' });
    await house.optIn(anna);
    const { meetings } = await read();
    expect(meetings.map(({ with_sponsor }) => with_sponsor)).toEqual([true, false]);
  });

  it('is held on the day that it is where it is held, whichever way its zone is named', async () => {
    await open(
      event({ key: 'tokyo', start: '2026-11-10T07:30', timeZone: 'Tokyo Standard Time' }),
      event({ key: 'seattle', start: '2026-11-12T22:00', timeZone: 'America/Los_Angeles' }),
      event({ key: 'whole day', start: '2026-11-14T00:00', minutes: 1440, isAllDay: true, timeZone: 'Pacific Standard Time' }),
    );
    await house.optIn(anna);
    const { meetings } = await read();
    expect(meetings.map(({ held_on, kind }) => [held_on, kind])).toEqual([
      ['2026-11-10', 'meeting'],
      ['2026-11-12', 'meeting'],
      ['2026-11-14', 'event'],
    ]);
  });
});

describe('what leaves no trace', () => {
  it('is a meeting that nobody from the customer attends', async () => {
    await open(
      event({ subject: 'Salary talk', attendees: [{ address: bo.userPrincipalName }, { address: 'doctor@clinic.example' }] }),
      event({ subject: 'Called off by all', attendees: [{ address: customers.cfo, response: 'declined' }] }),
      event({
        subject: 'Other',
        organizer: outsider.userPrincipalName,
        attendees: [{ address: anna.userPrincipalName, response: 'declined' }, { address: customers.cfo }],
      }),
    );
    await house.optIn(anna, bo);
    const { meetings } = await read();
    expect(meetings).toEqual([]);
    expect(await house.dump()).toContain('Carla Funk');
    expect(await house.dump()).not.toMatch(/Salary|doctor|Called off|Other/);
  });

  it('is what a private meeting says: only its time is known', async () => {
    await open(
      event({ subject: 'Secret merger', sensitivity: 'private' }),
      event({ subject: 'Codename', sensitivity: 'confidential', start: '2026-11-12T08:00' }),
    );
    await house.optIn(anna);
    const { meetings } = await read();
    expect(meetings).toEqual(
      ['2026-11-10', '2026-11-12'].map((held_on) =>
        expect.objectContaining({
          held_on,
          contacts: null,
          owner: null,
          organizer: null,
          subject: null,
          number_of_people: null,
          source_url: null,
        }),
      ),
    );
    expect(await house.dump()).not.toMatch(/Secret|Codename/);
  });

  it('is the subject of a meeting that was made private later, and of one that is cancelled', async () => {
    await open(event({ key: 'later' }), event({ key: 'off', subject: 'Elephant', start: '2026-11-12T08:00' }));
    await house.optIn(anna);
    await read();
    house.local.calendars.change('later', { sensitivity: 'private' });
    house.local.calendars.cancel('off');
    const { meetings } = await read();
    expect(meetings).toEqual([expect.objectContaining({ held_on: '2026-11-10', contacts: null, subject: null })]);
    expect(await house.dump()).not.toMatch(/Zebra|Elephant/);
  });
});

describe('a series', () => {
  const weekly = (more: Partial<EventSeed> = {}) =>
    event({ key: 'weekly', start: '2026-10-06T09:00', repeats: { pattern: 'weekly', every: 1, until: '2026-11-24' }, ...more });
  const days = (meetings: readonly Record<string, unknown>[]) => meetings.map(({ held_on }) => String(held_on).slice(5));

  it('is as many meetings as it has occurrences, though a delta tells of them nothing but their times', async () => {
    await open(weekly({ attendees: [{ address: customers.cfo }, { address: bo.userPrincipalName }] }));
    await house.optIn(anna, bo);
    const { meetings } = await read();
    expect(days(meetings)).toEqual(['10-06', '10-13', '10-20', '10-27', '11-03', '11-10', '11-17', '11-24']);
    expect(meetings.every(({ contacts }) => JSON.stringify(contacts) === '["C-1:none"]')).toBe(true);
  });

  it('has exceptions: moved, with others, taken out, cancelled', async () => {
    await open(weekly({ attendees: [{ address: customers.cfo }, { address: bo.userPrincipalName }] }));
    await house.optIn(anna, bo);
    await read();
    const { calendars } = house.local;
    calendars.changeOccurrence('weekly', '2026-10-13', { start: '2026-10-15T16:00' });
    calendars.changeOccurrence('weekly', '2026-10-20', { attendees: [{ address: customers.cio, response: 'accepted' }] });
    calendars.changeOccurrence('weekly', '2026-10-27', { attendees: [{ address: bo.userPrincipalName }] });
    calendars.removeOccurrence('weekly', '2026-11-03');
    calendars.cancel('weekly', '2026-11-10');
    const { meetings } = await read();
    expect(meetings.map(({ held_on, contacts }) => [held_on, contacts])).toEqual([
      ['2026-10-06', ['C-1:none']],
      ['2026-10-15', ['C-1:none']],
      ['2026-10-20', ['C-2:accepted']],
      ['2026-11-17', ['C-1:none']],
      ['2026-11-24', ['C-1:none']],
    ]);
  });

  it('keeps what people said of its meetings when it is moved to another hour', async () => {
    await open(weekly());
    await house.optIn(anna);
    const before = (await read()).meetings.map(({ id }) => id);
    house.local.calendars.change('weekly', { start: '2026-10-06T17:30' });
    expect((await read()).meetings.map(({ id }) => id)).toEqual(before);
  });

  it('is the same series where each occurrence has a UID of its own, and for whoever is invited to one alone', async () => {
    await open(weekly());
    house.local.calendars.setOwnUids(true);
    house.local.calendars.changeOccurrence('weekly', '2026-10-20', {
      start: '2026-10-21T10:00',
      attendees: [{ address: customers.cfo, response: 'accepted' }, { address: bo.userPrincipalName }],
    });
    await house.optIn(anna, bo);
    expect(days((await read()).meetings)).toEqual(['10-06', '10-13', '10-21', '10-27', '11-03', '11-10', '11-17', '11-24']);
  });

  it('follows its invitations: a series without anybody of the customer is gone', async () => {
    await open(weekly());
    await house.optIn(anna);
    await read();
    house.local.calendars.change('weekly', { attendees: [{ address: bo.userPrincipalName }] });
    expect((await read()).meetings).toEqual([]);
    house.local.calendars.change('weekly', { attendees: [{ address: customers.buyer }] });
    expect((await read()).meetings).toHaveLength(8);
  });
});

describe('following a calendar', () => {
  it('takes what changed, and nothing else', async () => {
    await open(event({ key: 'a' }), event({ key: 'b', start: '2026-11-12T08:00' }));
    await house.optIn(anna);
    expect((await read()).meetings).toHaveLength(2);
    house.local.calendars.respond('a', customers.cfo, 'tentativelyAccepted');
    house.local.calendars.remove('b');
    house.local.calendars.add(event({ start: '2026-11-20T08:00' }));
    const { meetings, written, deleted } = await read();
    expect(meetings.map(({ held_on, contacts }) => [held_on, contacts])).toEqual([
      ['2026-11-10', ['C-1:tentative']],
      ['2026-11-20', ['C-1:accepted']],
    ]);
    expect([written, deleted]).toEqual([2, 1]);
    expect((await read()).written).toBe(0);
  });

  it('reads everything anew when the service has forgotten where it was, and finds what was missed', async () => {
    await open(event({ key: 'a' }), event({ key: 'b', start: '2026-11-12T08:00' }));
    await house.optIn(anna);
    await read();
    house.local.calendars.expireDeltaTokens(anna.userPrincipalName);
    house.local.calendars.remove('a');
    expect((await read()).meetings.map(({ held_on }) => held_on)).toEqual(['2026-11-12']);
  });

  it('moves its window once a month, and keeps what lies before it', async () => {
    await open(event({ key: 'old', start: '2025-05-05T10:00' }), event({ key: 'ahead', start: '2027-03-10T10:00' }));
    await house.optIn(anna);
    expect((await read()).meetings.map(({ held_on }) => held_on)).toEqual(['2025-05-05']);
    house.setToday('2026-12-01');
    expect((await read()).meetings.map(({ held_on }) => held_on)).toEqual(['2025-05-05', '2027-03-10']);
    house.local.calendars.change('old', { subject: 'Changed far outside' });
    house.local.calendars.change('ahead', { start: '2027-09-10T10:00' });
    expect((await read()).meetings.map(({ held_on }) => held_on)).toEqual(['2025-05-05']);
  });

  it('looks at everything again when a contact becomes known, or leaves', async () => {
    await open(event({ attendees: [{ address: 'new@customer.example', response: 'accepted' }] }));
    await house.optIn(anna);
    expect((await read()).meetings).toEqual([]);
    const id = house.local.lists.add('Contacts', { Contact: 'C-9', Name: 'Nora Neu', Mail: 'new@customer.example' });
    expect((await read()).meetings).toEqual([expect.objectContaining({ contacts: ['C-9:accepted'] })]);
    house.local.lists.remove('Contacts', id);
    expect((await read()).meetings).toEqual([]);
  });

  it('goes on where it stopped when the connection breaks in the middle', async () => {
    await open(...Array.from({ length: 450 }, (_, index) => event({ start: `2026-0${1 + (index % 9)}-1${index % 10}T08:00` })));
    await house.optIn(anna);
    let asked = 0;
    house.local.setFaults((request) => {
      if (/calendarView/.test(request.path)) asked += 1;
      return asked > 1 ? { status: 503, retryAfterSeconds: 900 } : null;
    });
    expect(await read()).toMatchObject({ state: 'stale' });
    house.local.setFaults(null);
    const { state, meetings } = await read();
    expect([state, meetings.length]).toEqual(['fresh', 450]);
  });
});

describe('a calendar that is closed', () => {
  it('leaves the others open, and what it held stays', async () => {
    await open(event(), event({ organizer: bo.userPrincipalName, start: '2026-11-12T08:00' }));
    await house.optIn(anna, bo);
    await read();
    house.withdrawn.add(bo.id);
    house.local.calendars.add(event({ start: '2026-11-20T08:00' }));
    const { state, problem, meetings } = await read();
    expect([state, problem?.code, meetings.length]).toEqual(['fresh', 'calendarsClosed', 3]);
    expect(problem?.message).toContain('One calendar of 2 cannot be read');
    house.withdrawn.clear();
    expect((await read()).problem).toBeNull();
  });

  it('is a failure where it is the only one, and says what to do', async () => {
    await open(event());
    await house.scope(anna);
    await read();
    house.local.calendars.setAppScope([bo.userPrincipalName]);
    expect(await read()).toMatchObject({ state: 'failed', problem: { code: 'calendarsClosed' }, meetings: [{ held_on: '2026-11-10' }] });
    house.local.calendars.setAppScope(null);
    house.local.withdraw('Calendars.Read');
    expect((await read()).problem?.message).toContain('grants Calendars.Read');
  });

  it('says that nobody has connected one', async () => {
    await open(event());
    expect(await read()).toMatchObject({ state: 'fresh', problem: { code: 'noCalendars' } });
  });

  it('takes what only it held along when its owner opts out', async () => {
    await open(
      event({ attendees: [{ address: customers.cfo }, { address: bo.userPrincipalName }] }),
      event({ organizer: bo.userPrincipalName, start: '2026-11-12T08:00' }),
    );
    await house.optIn(anna, bo);
    await read();
    await house.optOut(bo);
    expect((await read()).meetings).toEqual([expect.objectContaining({ held_on: '2026-11-10', owner: anna.userPrincipalName })]);
  });
});

describe('beside a list of meetings', () => {
  it('no meeting is counted twice: what the list has is the list’s, one for one', async () => {
    house = await calendarHouse({ events: [event({ key: 'first' }), event({ key: 'second', start: '2026-11-10T16:00' })] });
    const rows = [{ list: 'Meetings', fields: { id: 'Meeting', contacts: 'Who', heldOn: 'When' } }, { calendar: 'team' }];
    await house.connect(mapping({ meeting: rows }));
    await house.optIn(anna);
    expect((await read()).meetings).toHaveLength(2);
    const id = house.local.lists.add('Meetings', { Meeting: 'M-1', Who: 'C-1:confirmed', When: '2026-11-10' });
    await house.sync();
    expect((await read()).meetings.map(({ source_id }) => source_id).sort()).toEqual(['calendar-calendars', 'meetings']);
    house.local.lists.remove('Meetings', id);
    await house.sync();
    expect((await read()).meetings.map(({ source_id }) => source_id)).toEqual(['calendar-calendars', 'calendar-calendars']);
  });
});
