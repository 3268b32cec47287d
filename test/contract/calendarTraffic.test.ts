import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openExchangeLog } from '../../src/graph/middleware/exchangeLog.ts';
import { anna, bo, type CalendarHouse, calendarHouse, customers, dora, event, mapping } from '../integration/calendar.support.ts';
// @ts-expect-error the checker is published without types
import { createChecker } from './graph-contract.mjs';

/** Calendars, a plan and the team's members as the server reads them, held against Microsoft's published contract. */
describe('the traffic of calendars, plans and members', () => {
  const folder = mkdtempSync(join(tmpdir(), 'account-pulse-calendar-traffic-'));
  const file = join(folder, 'graph.jsonl');
  let house: CalendarHouse;

  beforeAll(async () => {
    const log = openExchangeLog(file, {});
    const attendees = [
      { address: customers.cfo, response: 'accepted' as const },
      { address: bo.userPrincipalName },
      { address: 'r1@contoso.example', type: 'resource' as const },
    ];
    const many = Array.from({ length: 230 }, (_, index) =>
      event({ start: `2026-0${1 + (index % 9)}-05T10:00`, attendees, body: 'Hello', place: 'Berlin' }),
    );
    house = await calendarHouse(
      {
        events: [
          ...many,
          event({ key: 'series', attendees, repeats: { pattern: 'weekly', every: 1, until: '2026-12-20' } }),
          event({
            key: 'monthly',
            start: '2026-08-03T09:00',
            timeZone: 'Asia/Tokyo',
            attendees,
            repeats: { pattern: 'absoluteMonthly', every: 1, until: '2026-12-20' },
          }),
          event({
            key: 'day',
            isAllDay: true,
            start: '2026-11-02T00:00',
            minutes: 1440,
            attendees,
            sensitivity: 'private',
            isOnline: true,
          }),
        ],
        plans: [
          {
            title: 'Plan',
            buckets: ['Goals'],
            categories: { category2: 'Services' },
            tasks: [
              {
                key: 't',
                title: 'T',
                bucket: 'Goals',
                assignedTo: [anna.userPrincipalName],
                categories: ['category2'],
                dueOn: '2026-12-01',
                completedOn: '2026-11-01',
                description: 'D',
              },
            ],
          },
        ],
      },
      { log },
    );
    await house.connect(mapping({ planItem: { planner: 'Plan' }, member: { directory: 'team' } }));
    await house.optIn(anna, bo);
    await house.scope(dora);
    await house.sync();
    const { calendars } = house.local;
    calendars.changeOccurrence('series', '2026-11-17', { start: '2026-11-18T10:00', subject: 'Moved' });
    calendars.cancel('series', '2026-11-24');
    calendars.remove('day');
    await house.sync();
    calendars.expireDeltaTokens(anna.userPrincipalName);
    calendars.setAppScope([]);
    await house.sync();
    log.close();
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const exchanges = (root: string) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line.replaceAll(house.local.url, root)));
  const slice = () => JSON.parse(readFileSync(new URL('./graph-v1-slice.json', import.meta.url), 'utf8'));
  const errors = (checker: { check(exchange: unknown): { findings: { severity: string }[] } }, some: readonly unknown[]) =>
    some.flatMap((exchange) => checker.check(exchange).findings.filter(({ severity }) => severity === 'error'));

  it('breaks the contract on neither side', () => {
    const all = exchanges('https://graph.microsoft.com');
    expect(errors(createChecker(slice(), { strictLinks: true }), all)).toEqual([]);
  });

  it('holds deltas, masters, instances, 410 and 403, tasks, details, members and their mailboxes', () => {
    const said = exchanges('https://graph.microsoft.com').map(
      ({ method, status, url }) => `${method} ${status} ${new URL(url).pathname.replace('/v1.0', '')}`,
    );
    for (const expected of [
      /^GET 200 \/me\/calendarView\/delta/,
      /^GET 410 \/me\/calendarView\/delta/,
      /^GET 403 \/users\/[^/]+\/calendarView\/delta/,
      /^GET 200 \/me\/events\/[^/]+$/,
      /^GET 200 \/me\/events\/[^/]+\/instances/,
      /^GET 200 \/planner\/plans\/[^/]+\/tasks/,
      /^GET 200 \/planner\/plans\/[^/]+\/details/,
      /^GET 200 \/groups\/[^/]+\/members/,
      /^GET 200 \/users\/[^/]+\/mailboxSettings/,
      /^GET 200 \/users\/[^/]+\/manager/,
    ])
      expect([expected, said.some((line) => expected.test(line))]).toEqual([expected, true]);
  });

  it('would be as right in 21Vianet, but for the plans, which are not called there', () => {
    const all = exchanges('https://microsoftgraph.chinacloudapi.cn').filter(({ url }) => !url.includes('/planner'));
    expect(errors(createChecker(slice(), { strictLinks: true, cloud: 'china' }), all)).toEqual([]);
  });
});
