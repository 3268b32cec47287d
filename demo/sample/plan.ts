import { accountTeam } from '../people.ts';
import { randomOf } from './random.ts';
import { reviewDays } from './reviews.ts';
import { addDays, earlier, numbered, type SampleRecord, startOfYear, storyDate, weekday } from './story.ts';

type Section = 'goals' | 'whitespace' | 'relationships' | 'partners' | 'risks' | 'actions';
const titles: Readonly<Record<Section, readonly string[]>> = {
  goals: [
    'Become the platform of the smart factory',
    'Two more business lines on annuity',
    'Renew all June agreements on time',
    'Sustainability reporting as a joint offer',
  ],
  whitespace: [
    'Security in the Americas plants',
    'Data platform for Drives',
    'Business applications in Trading',
    'Cloud for the Gulf region',
  ],
  relationships: [
    'Win the new CFO as a sponsor',
    'Quarterly dinner with the CIO circle',
    'Plant managers’ council',
    'Map the buying centre in Suzhou',
  ],
  partners: ['Joint plan with Brightmoor Systems', 'Local partner for Vietnam', 'Partner days in Rotterdam'],
  risks: [
    'Competing framework at Financial services',
    'Price dispute in the UK',
    'Reorganization of Shared services',
    'Currency clauses in Latin America',
  ],
  actions: [
    'Send the renewal proposal',
    'Agree on the deployment plan',
    'Invite plant IT to the workshop',
    'Clarify the licence position',
    'Prepare the executive briefing',
    'Name the services lead',
    'Collect the reference',
    'Check the countries of use',
    'Update the contact map',
    'Hold the quarterly review',
  ],
};
const count: Readonly<Record<Section, number>> = { goals: 4, whitespace: 4, relationships: 4, partners: 3, risks: 4, actions: 26 };
/** This year nobody has written the chapter on partners yet. */
const isMissing = (section: Section, fiscalYear: number): boolean => section === 'partners' && fiscalYear === 2027;
const reasons = [
  'The customer moved its budget round.',
  'Waiting for the new CIO.',
  'Legal review takes longer.',
  '客户内部审批延期。',
  'Partner was not available.',
];

export function plan(): { planItems: SampleRecord[]; reviews: SampleRecord[] } {
  const random = randomOf('plan');
  const planItems: SampleRecord[] = [];
  const reviews: SampleRecord[] = [];
  for (const fiscalYear of [2025, 2026, 2027]) {
    for (const section of Object.keys(count) as Section[]) {
      if (isMissing(section, fiscalYear)) continue;
      for (let index = 0; index < count[section]; index += 1) {
        const id = `PLAN-${fiscalYear % 100}-${numbered('', planItems.length + 1, 3).slice(1)}`;
        const start = startOfYear(fiscalYear);
        const end = addDays(startOfYear(fiscalYear + 1), -1);
        const owner = random.pick(accountTeam).userPrincipalName;
        const firstDueOn = weekday(addDays(start, section === 'actions' ? 15 + index * 13 : random.integer(150, 350)));
        const isMoved = random.chance(0.16);
        const dueOn = isMoved ? weekday(addDays(firstDueOn, random.integer(14, 60))) : firstDueOn;
        const late = random.weighted({ inTime: 68, late: 20, never: 12 });
        const finished =
          late === 'inTime'
            ? addDays(firstDueOn, -random.integer(0, 20))
            : late === 'late'
              ? addDays(firstDueOn, random.integer(3, 50))
              : null;
        const doneOn = finished && finished <= storyDate && (section === 'actions' || random.chance(0.25)) ? finished : null;
        const reviewed = reviewDays(start, earlier(doneOn ?? end, storyDate), random.chance(0.22) ? 160 : 52, random);
        planItems.push({
          id,
          section,
          title: `${titles[section][index % titles[section].length]}${index >= titles[section].length ? ` (${Math.floor(index / titles[section].length) + 1})` : ''}`,
          owner,
          dueOn,
          firstDueOn: isMoved ? firstDueOn : null,
          laterDateReason: isMoved && random.chance(0.8) ? random.pick(reasons) : null,
          doneOn,
          reviewedOn: reviewed.at(-1) ?? null,
          motion: section === 'partners' || section === 'whitespace' ? random.pick(['Sell to', 'Sell with', 'Sell through']) : null,
          value: section === 'whitespace' || section === 'goals' ? { amount: random.integer(4, 60) * 50_000, currency: 'USD' } : null,
          fiscalYear,
        });
        for (const day of reviewed)
          reviews.push({ id: `review-${id}-${day}`, recordType: 'planItem', record: id, reviewedOn: day, by: owner });
      }
    }
  }
  return { planItems, reviews };
}
