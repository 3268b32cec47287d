import { account, type Example, recordsOfType } from './example.ts';

const score = recordsOfType('score', { organization: 'o1', method: 'nps', scaleMin: '0', scaleMax: '10' });
const contact = recordsOfType('contact', { organization: 'o1', level: 'CXO', activeFrom: '2020-01-01' });
const meeting = recordsOfType('meeting', { kind: 'meeting', numberOfPeople: 4, contacts: ['c1:accepted'] });
const period = null;

export const peopleExamples: readonly Example[] = [
  {
    kpi: 'relationship-score',
    title: 'is the mean of the latest answers of each person, on the scale 0 to 100',
    // c1: 9 of 0–10 = 90 (the older 2 is replaced); c2: 3 of 1–5 = 50; c3's answer is twelve months old. (90 + 50) / 2.
    records: [
      score('s1', { contact: 'c1', answeredOn: '2025-01-10', score: '2' }),
      score('s2', { contact: 'c1', answeredOn: '2025-06-10', score: '9' }),
      score('s3', { contact: 'c2', answeredOn: '2025-06-11', method: 'nsat5', score: '3', scaleMin: '1', scaleMax: '5' }),
      score('s4', { contact: 'c3', answeredOn: '2024-12-31', score: '10' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '140', denominator: '2', value: 70 },
  },
  {
    kpi: 'net-satisfaction',
    title: 'takes promoters less detractors, by the method of each survey',
    // NPS 9: +100, 6: −100, 7: 0; NSAT 5: +100. Other methods have no net value. 100 / 4.
    records: [
      score('s1', { contact: 'c1', answeredOn: '2025-10-01', score: '9' }),
      score('s2', { contact: 'c2', answeredOn: '2025-10-01', score: '6' }),
      score('s3', { contact: 'c3', answeredOn: '2025-10-01', score: '7' }),
      score('s4', { contact: 'c4', answeredOn: '2025-10-01', method: 'nsat5', score: '5', scaleMin: '1', scaleMax: '5' }),
      score('s5', { contact: 'c5', answeredOn: '2025-10-01', method: 'other', score: '1' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '100', denominator: '4', value: 25 },
  },
  {
    kpi: 'survey-response',
    title: 'counts the people who gave a score, each once, from the day a wave closes',
    // Of 5 invited c1 (twice) and c2 answered. The second wave closes tomorrow.
    records: [
      recordsOfType('survey')('w1', { closesOn: '2025-12-31', invited: 5 }),
      recordsOfType('survey')('w2', { closesOn: '2026-01-01', invited: 7 }),
      score('s1', { survey: 'w1', contact: 'c1', answeredOn: '2025-12-01', score: '5' }),
      score('s2', { survey: 'w1', contact: 'c1', answeredOn: '2025-12-02', score: '6' }),
      score('s3', { survey: 'w1', contact: 'c2', answeredOn: '2025-12-02', score: '6' }),
      score('s4', { survey: 'w1', contact: 'c3', answeredOn: '2025-12-02' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '2', denominator: '5', value: 0.4 },
  },
  {
    kpi: 'executive-coverage',
    title: 'lasts 90 days from a personal meeting that the executive accepted',
    // c1 was met on 2 October, 90 days before 31 December: no longer. c2 on 3 October: still. c3 only in a crowd of 21, c4 declined. c5 is no executive.
    records: [
      contact('c1'),
      contact('c2', { level: 'VP' }),
      contact('c3'),
      contact('c4', { activeUntil: '2025-12-31' }),
      contact('c5', { level: 'director' }),
      contact('c6', { activeUntil: '2025-12-30' }),
      meeting('m1', { heldOn: '2025-10-02' }),
      meeting('m2', { heldOn: '2025-10-03', contacts: ['c2:confirmed', 'c4:declined', 'c5:accepted'] }),
      meeting('m3', { heldOn: '2025-12-01', contacts: ['c3:accepted'], numberOfPeople: 21 }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '4', value: 0.25 },
  },
  {
    kpi: 'sponsor-engagement',
    title: 'lasts the agreed cadence from a meeting with the sponsor',
    // Met with the sponsor on 2 October, 90 days ago: c1 (180 days unless agreed) still, c2 (agreed: 90) no longer. c3 has no sponsor.
    records: [
      contact('c1', { sponsor: 'eve' }),
      contact('c2', { sponsor: 'eve', sponsorCadence: 90 }),
      contact('c3'),
      meeting('m1', { heldOn: '2025-10-02', withSponsor: true, contacts: ['c1:accepted', 'c2:accepted', 'c3:accepted'] }),
      meeting('m2', { heldOn: '2025-12-02', withSponsor: false, contacts: ['c2:accepted'] }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '2', value: 0.5 },
  },
  {
    kpi: 'business-value-discussions',
    title: 'waits six weekdays for an answer, then takes silence for a no',
    // Wednesday 17 December: yes, with the opportunity named. Tuesday 23 December: its sixth weekday is 31 December: no.
    // Wednesday 24 December: its sixth weekday is 1 January: not yet. 10 December: yes, but nothing is named. The mail is no meeting. 1 / 3.
    records: [
      meeting('m1', { heldOn: '2025-12-17', businessValueDiscussed: true, opportunity: 'd1' }),
      meeting('m2', { heldOn: '2025-12-23' }),
      meeting('m3', { heldOn: '2025-12-24' }),
      meeting('m4', { heldOn: '2025-12-10', businessValueDiscussed: true }),
      meeting('m5', { heldOn: '2025-12-01', kind: 'mail', businessValueDiscussed: true, value: 'saves time' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '3', value: 1 / 3 },
  },
  {
    kpi: 'team-commitments',
    title: 'counts what was answered by the first due date, and what is open from the day after',
    // Answered on the day; answered a day late; open since the day before: 1 / 3. Open and due today: not yet.
    records: [
      recordsOfType('commitment')('t1', { teamAsked: 'services', dueOn: '2025-10-10', answeredOn: '2025-10-10' }),
      recordsOfType('commitment')('t2', { teamAsked: 'services', dueOn: '2025-12-01', firstDueOn: '2025-10-10', answeredOn: '2025-10-11' }),
      recordsOfType('commitment')('t3', { teamAsked: 'marketing', dueOn: '2025-12-30' }),
      recordsOfType('commitment')('t4', { teamAsked: 'marketing', dueOn: '2025-12-31' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '3', value: 1 / 3 },
  },
  {
    kpi: 'cos-quality',
    title: 'asks six things of each open condition',
    // k1: all but a review in the last 90 days (2 October is 90 days ago): 5. k2: only answered by the other side: 1. 6 / 12. k3 is closed.
    records: [
      recordsOfType('condition')('k1', {
        organization: 'o1',
        side: 'ours',
        measure: 'uptime',
        owner: 'ana',
        dueOn: '2026-06-30',
        openedOn: '2025-07-01',
        agreedOn: '2025-07-02',
        reviewedOn: '2025-10-02',
      }),
      recordsOfType('condition')('k2', { organization: 'o1', side: 'theirs', openedOn: '2025-07-01' }),
      recordsOfType('condition')('k3', { organization: 'o1', side: 'theirs', openedOn: '2025-07-01', closedOn: '2025-12-31' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '6', denominator: '12', value: 0.5 },
  },
  {
    kpi: 'cos-in-place',
    title: 'asks for open conditions of both sides in each organization in scope',
    // o1 has both, o2 one side only, o3 is not in scope: 1 / 2.
    records: [
      account({ conditionsScope: 'organizations' }),
      recordsOfType('organization')('o1', { conditionsInScope: true }),
      recordsOfType('organization')('o2', { conditionsInScope: true }),
      recordsOfType('organization')('o3'),
      recordsOfType('condition')('k1', { organization: 'o1', side: 'ours', openedOn: '2025-07-01' }),
      recordsOfType('condition')('k2', { organization: 'o1', side: 'theirs', openedOn: '2025-07-01' }),
      recordsOfType('condition')('k3', { organization: 'o2', side: 'ours', openedOn: '2025-07-01' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '2', value: 0.5 },
  },
  {
    kpi: 'plan-currency',
    title: 'asks each active item for a review in the last 90 days, and each section for an item',
    // goals: reviewed 89 days ago. risks: never. actions: done, so its section is empty like whitespace, relationships and partners. 1 / (2 + 4).
    records: [
      account({ planFrom: '2025-07-01' }),
      recordsOfType('planItem')('i1', { section: 'goals', fiscalYear: 2026, reviewedOn: '2025-10-03' }),
      recordsOfType('planItem')('i2', { section: 'risks', fiscalYear: 2026 }),
      recordsOfType('planItem')('i3', { section: 'actions', fiscalYear: 2026, doneOn: '2025-12-31', reviewedOn: '2025-12-30' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '6', value: 1 / 6 },
  },
  {
    kpi: 'plan-actions-on-time',
    title: 'asks the actions that came due whether they were done by then',
    // Done on the day, and open since yesterday: 1 / 2. A goal is no action, and today's may still be done.
    records: [
      recordsOfType('planItem')('i1', { section: 'actions', dueOn: '2025-10-10', doneOn: '2025-10-10' }),
      recordsOfType('planItem')('i2', { section: 'actions', dueOn: '2025-12-30' }),
      recordsOfType('planItem')('i3', { section: 'goals', dueOn: '2025-10-10' }),
      recordsOfType('planItem')('i4', { section: 'actions', dueOn: '2025-12-31' }),
    ],
    asOf: '2025-12-31',
    period,
    expect: { numerator: '1', denominator: '2', value: 0.5 },
  },
];
