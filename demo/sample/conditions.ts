import { countryOf } from './countries.ts';
import type { Organization } from './organizations.ts';
import { randomOf } from './random.ts';
import { reviewDays } from './reviews.ts';
import { addDays, addMonths, numbered, type SampleRecord, storyDate } from './story.ts';

const wishes: Readonly<Record<'ours' | 'theirs', readonly (readonly [string, string])[]>> = {
  theirs: [
    ['Price list for all regions in one document', 'Published by 1 July'],
    ['Critical incidents answered in our own language', '95 % within 30 minutes'],
    ['One contact for licences in every country', 'Named in 25 countries'],
    ['Roadmap briefing for plant IT every quarter', 'Four briefings a year'],
    ['Invoices by cost centre', 'No corrected invoice'],
    ['本地化技术支持', '工作日 8 小时内到场'],
  ],
  ours: [
    ['Purchase orders two weeks before the end of the quarter', '90 % in time'],
    ['Reference for the data centre exit', 'One case study a year'],
    ['Access to plant managers', 'Two visits a quarter'],
    ['Deployment figures every quarter', 'Delivered by the tenth day'],
    ['A named sponsor per programme', 'Eight programmes'],
  ],
};

/** Reciprocal conditions: most answered from the other side, some one-sided, some vague, some forgotten. */
export function conditions(organizations: readonly Organization[]): { conditions: SampleRecord[]; reviews: SampleRecord[] } {
  const random = randomOf('conditions');
  const all: SampleRecord[] = [];
  const reviews: SampleRecord[] = [];
  const inScope = organizations.filter((organization) => organization.conditionsInScope === true);
  for (const [index, organization] of inScope.entries()) {
    // Every fourth has heard only the customer's side, one has none at all.
    const sides = index === 5 ? [] : index % 4 === 3 ? (['theirs', 'theirs'] as const) : (['theirs', 'ours', 'theirs', 'ours'] as const);
    for (const side of sides) {
      const id = numbered('COS', all.length + 1, 3);
      const [text, measure] = random.pick(wishes[side]);
      const openedOn = addDays('2024-05-06', random.integer(0, 760));
      const closedOn = random.chance(0.18) ? addMonths(openedOn, random.integer(8, 14)) : null;
      const isNeglected = random.chance(0.25);
      const reviewed = reviewDays(openedOn, closedOn ?? storyDate, isNeglected ? 200 : 62, random);
      const owner = countryOf(organization.country).owner;
      all.push({
        id,
        organization: organization.id,
        side,
        text,
        measure: random.chance(0.82) ? measure : null,
        owner: random.chance(0.88) ? owner : null,
        dueOn: random.chance(0.78) ? addMonths(openedOn, random.integer(6, 18)) : null,
        openedOn,
        closedOn: closedOn && closedOn <= storyDate ? closedOn : null,
        agreedOn: random.chance(0.74) ? addDays(openedOn, random.integer(0, 40)) : null,
        reviewedOn: reviewed.at(-1) ?? null,
      });
      for (const day of reviewed)
        reviews.push({ id: `review-${id}-${day}`, recordType: 'condition', record: id, reviewedOn: day, by: owner });
    }
  }
  return { conditions: all, reviews };
}
