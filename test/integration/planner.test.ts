import { afterEach, describe, expect, it } from '@jest/globals';
import type { PlanSeed } from '../../demo/tenant.ts';
import { anna, bo, type CalendarHouse, calendarHouse, mapping, people } from './calendar.support.ts';

const plan: PlanSeed = {
  title: 'Contoso plan',
  buckets: ['Goals', '风险', 'To do', 'Requests to other teams'],
  categories: { category1: 'Services', category4: 'Marketing' },
  tasks: [
    { key: 'goal', title: 'Double the footprint', bucket: 'Goals', assignedTo: [anna.userPrincipalName], dueOn: '2027-06-30' },
    { key: 'risk', title: 'Price dispute', bucket: '风险', createdOn: '2026-08-01' },
    { key: 'call', title: 'Call the CFO', bucket: 'To do', dueOn: '2026-11-20', completedOn: '2026-11-19' },
    {
      key: 'ask',
      title: 'Slides, please',
      bucket: 'Requests to other teams',
      categories: ['category4', 'category1'],
      createdOn: '2026-11-02',
      dueOn: '2026-11-09',
    },
  ],
};
const wish = mapping({ meeting: [], planItem: { planner: 'Contoso plan' }, commitment: { planner: 'Contoso plan' } });
let house: CalendarHouse;
afterEach(() => house.close());
const open = async (wished: unknown = wish) => {
  house = await calendarHouse({ plans: [plan] });
  await house.connect(wished);
};
const read = async () => (await house.sync()).find(({ sourceId }) => sourceId.startsWith('planner'));
const items = () =>
  house.query(`select i.section, i.title, i.due_on, i.done_on, i.fiscal_year, p.directory_id as owner from plan_item i
    left join person p on p.account_id = i.account_id and p.id = i.owner_id where i.known_until = 'infinity' order by i.title`);
const commitments = () =>
  house.query(`select c.team_asked, c.asked_on, c.due_on, c.first_due_on, c.answered_on, n.text as subject from commitment c
    left join note n on n.account_id = c.account_id and n.id = c.subject_note_id where c.known_until = 'infinity'`);

describe('a plan of the team in Planner', () => {
  it('becomes plan items by the buckets’ names, and what other teams were asked becomes commitments by their labels', async () => {
    await open();
    expect(await read()).toMatchObject({ state: 'fresh', problem: null });
    expect(await items()).toEqual([
      { section: 'actions', title: 'Call the CFO', due_on: '2026-11-20', done_on: '2026-11-19', fiscal_year: 2027, owner: null },
      { section: 'goals', title: 'Double the footprint', due_on: '2027-06-30', done_on: null, fiscal_year: 2027, owner: anna.id },
      { section: 'risks', title: 'Price dispute', due_on: null, done_on: null, fiscal_year: 2027, owner: null },
    ]);
    expect(await commitments()).toEqual([
      {
        team_asked: 'Services',
        asked_on: '2026-11-02',
        due_on: '2026-11-09',
        first_due_on: '2026-11-09',
        answered_on: null,
        subject: 'Slides, please',
      },
    ]);
  });

  it('is read whole each time: what moved has moved, what is gone is gone', async () => {
    await open();
    await read();
    const { plans } = house.local;
    plans.change('Contoso plan', 'ask', { dueOn: '2026-11-30', completedOn: '2026-11-24' });
    plans.remove('Contoso plan', 'goal');
    plans.change('Contoso plan', 'risk', { bucket: 'Goals' });
    expect(await read()).toMatchObject({ deleted: 1 });
    expect(await items()).toMatchObject([{ title: 'Call the CFO' }, { title: 'Price dispute', section: 'goals' }]);
    // The first due date that was known is remembered.
    expect(await commitments()).toMatchObject([{ due_on: '2026-11-30', first_due_on: '2026-11-09', answered_on: '2026-11-24' }]);
  });

  it('is read by another member when one is no longer connected, and by nobody when none is', async () => {
    await open();
    await read();
    house.withdrawn.add(anna.id);
    expect(await read()).toMatchObject({ state: 'fresh' });
    for (const person of people) house.withdrawn.add(person.id);
    expect(await read()).toMatchObject({ state: 'failed', problem: { code: 'notConnected' } });
    expect(await items()).toHaveLength(3);
    house.withdrawn.delete(bo.id);
    expect(await read()).toMatchObject({ state: 'fresh', problem: null });
  });

  it('that is renamed or deleted keeps its records, and says which plans there are', async () => {
    await open();
    await read();
    house.local.plans.rename('Contoso plan', 'Contoso plan FY27');
    const renamed = await read();
    expect(renamed?.problem?.message).toContain('did you mean "Contoso plan FY27"?');
    house.local.plans.removePlan('Contoso plan FY27');
    expect((await read())?.problem?.message).toContain('It has: none');
    expect(await items()).toHaveLength(3);
  });

  it('may be mapped otherwise: fields of one’s own, and which tasks', async () => {
    const goals = { planner: 'Contoso plan', where: { column: 'bucket', equals: 'Goals' }, fields: { section: { value: 'whitespace' } } };
    await open(mapping({ meeting: [], planItem: goals }));
    await read();
    expect(await items()).toMatchObject([{ title: 'Double the footprint', section: 'whitespace' }]);
  });
});
