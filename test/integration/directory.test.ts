import { afterEach, describe, expect, it } from '@jest/globals';
import { anna, bo, type CalendarHouse, calendarHouse, dora, guest, mapping } from './calendar.support.ts';
import { list, tenantOf } from './sync.support.ts';

let house: CalendarHouse;
afterEach(() => house.close());
const wish = mapping({ meeting: [], member: { directory: 'team' } });
const read = async () => (await house.sync()).find(({ sourceId }) => sourceId.startsWith('directory'));
const members = () =>
  house.query(`select m.id, p.name, m.role, m.country, m.time_zone, m.working_hours, m.preferred_language, m.is_guest, b.address as manager, m.source_id
    from member m left join person p on p.account_id = m.account_id and p.id = m.person_id
    left join person b on b.account_id = m.account_id and b.id = m.manager_id where m.known_until = 'infinity' order by m.id`);

describe('the members of the team’s group', () => {
  it('are the account’s members: who they are, whom they report to, and when they work', async () => {
    house = await calendarHouse({});
    await house.connect(wish);
    expect(await read()).toMatchObject({ state: 'fresh', problem: null });
    const more = { source_id: 'directory-team-members' };
    expect(await members()).toEqual([
      {
        id: anna.id,
        name: 'Anna Berg',
        role: 'Global Account Manager',
        country: 'DE',
        time_zone: 'Europe/Berlin',
        working_hours: '09:00-17:30',
        preferred_language: 'en-US',
        is_guest: false,
        manager: null,
        ...more,
      },
      // A mailbox may name its zone as Windows does.
      {
        id: bo.id,
        name: 'Bo Chen',
        role: 'Account manager',
        country: 'CN',
        time_zone: 'Asia/Shanghai',
        working_hours: '10:00-19:00',
        preferred_language: 'zh-CN',
        is_guest: false,
        manager: anna.userPrincipalName,
        ...more,
      },
      expect.objectContaining({ id: dora.id, role: 'Vice President' }),
      // A guest's mailbox is elsewhere.
      expect.objectContaining({ id: guest.id, is_guest: true, time_zone: null, working_hours: null }),
    ]);
  });

  it('are read without their hours where MailboxSettings.Read is not granted, which is said', async () => {
    house = await calendarHouse({}, { local: { withdraw: ['MailboxSettings.Read'] } });
    await house.connect(wish);
    const report = await read();
    expect(report).toMatchObject({ state: 'fresh', problem: { code: 'partlyRead' } });
    expect(report?.problem?.message).toContain('grant MailboxSettings.Read');
    expect(await members()).toMatchObject([
      { time_zone: null, working_hours: null, manager: null },
      { manager: anna.userPrincipalName },
      {},
      {},
    ]);
  });

  it('are not read at all without the permission to read groups, and stay as they were', async () => {
    house = await calendarHouse({});
    await house.connect(wish);
    await read();
    house.local.withdraw('GroupMember.Read.All');
    expect((await read())?.problem?.message).toContain('GroupMember.Read.All');
    expect(await members()).toHaveLength(4);
  });

  it('complete a list of members, and leave alone whom it has', async () => {
    const base = tenantOf([]);
    const team = list('Team', ['Id', 'Name', 'Role'], [[anna.id, 'Anna B.', 'Boss of it all']]);
    const contacts = list('Contacts', ['Contact', 'Name', 'Level', 'Mail', 'Sponsor'], []);
    house = await calendarHouse({
      tenant: {
        ...base,
        people: [anna, bo],
        team: { ...base.team, memberIds: [anna.id, bo.id], ownerIds: [anna.id] },
        lists: [contacts, team],
      },
    });
    const listed = { list: 'Team', fields: { id: 'Id', name: 'Name', role: 'Role' } };
    await house.connect(mapping({ meeting: [], member: [listed, { directory: 'team' }] }));
    await house.sync();
    expect(await read()).toMatchObject({ state: 'fresh' });
    expect(await members()).toMatchObject([
      { id: anna.id, role: 'Boss of it all', source_id: 'team' },
      { id: bo.id, role: 'Account manager', source_id: 'directory-team-members' },
    ]);
    expect(await house.query('select 1 from quarantine')).toEqual([]);
  });

  it('give way to a list that is connected later', async () => {
    const base = tenantOf([]);
    const team = list('Team', ['Id', 'Name', 'Role'], [[anna.id, 'Anna B.', 'Boss of it all']]);
    const contacts = list('Contacts', ['Contact', 'Name', 'Level', 'Mail', 'Sponsor'], []);
    const tenant = {
      ...base,
      people: [anna, bo],
      team: { ...base.team, memberIds: [anna.id, bo.id], ownerIds: [anna.id] },
      lists: [contacts, team],
    };
    house = await calendarHouse({ tenant });
    await house.connect(wish);
    await house.sync();
    await house.connect(mapping({ meeting: [], member: [{ list: 'Team', fields: { id: 'Id', role: 'Role' } }, { directory: 'team' }] }));
    await house.sync();
    await house.sync();
    expect(await members()).toMatchObject([
      { id: anna.id, role: 'Boss of it all', source_id: 'team' },
      { id: bo.id, source_id: 'directory-team-members' },
    ]);
    expect(await house.query('select 1 from quarantine')).toEqual([]);
  });
});
