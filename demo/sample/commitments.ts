import { accountTeam } from '../people.ts';
import { randomOf } from './random.ts';
import { addDays, fiscalYearOf, numbered, type SampleRecord, storyDate, weekday } from './story.ts';

const asked: Readonly<Record<string, readonly string[]>> = {
  Services: ['Estimate for the migration', 'Names for the workshop'],
  Marketing: ['Slides for the executive briefing', 'Invitations for plant days'],
  Partners: ['Capacity for the rollout', 'Joint price for the bid'],
  'Business group': ['Roadmap statement', 'Exception for the discount'],
  'Licensing operations': ['Licence position of the subsidiary', 'Corrected order'],
  Support: ['Report on the incident', 'Extended support terms'],
};

/** What the account team asked of other teams, and when it was answered; lately better than before. */
export function commitments(): SampleRecord[] {
  const random = randomOf('commitments');
  const all: SampleRecord[] = [];
  for (let day = '2024-01-09'; day <= storyDate; day = addDays(day, random.integer(3, 9))) {
    const team = random.pick(Object.keys(asked));
    const askedOn = weekday(day);
    const firstDueOn = weekday(addDays(askedOn, random.integer(4, 21)));
    const isMoved = random.chance(0.1);
    const inTime = random.chance(0.68 + 0.04 * (fiscalYearOf(askedOn) - 2024));
    const answeredOn = inTime
      ? addDays(firstDueOn, -random.integer(0, 4))
      : random.chance(0.8)
        ? addDays(firstDueOn, random.integer(1, 18))
        : null;
    all.push({
      id: numbered('ASK', all.length + 1, 3),
      teamAsked: team,
      askedOn,
      dueOn: isMoved ? weekday(addDays(firstDueOn, random.integer(5, 15))) : firstDueOn,
      firstDueOn: isMoved ? firstDueOn : null,
      laterDateReason: isMoved && random.chance(0.75) ? 'Two requests were merged.' : null,
      answeredOn: answeredOn && answeredOn <= storyDate ? answeredOn : null,
      owner: random.pick(accountTeam).userPrincipalName,
      subject: random.pick(asked[team] as readonly string[]),
    });
  }
  return all;
}
