import { type Agreement, seatsOf } from './agreements.ts';
import type { Organization } from './organizations.ts';
import { randomOf } from './random.ts';
import { addDays, addMonths, type Day, daysBetween, numbered, type SampleRecord, storyDate, weekday } from './story.ts';

/** What was measured, quarter by quarter, where most seats are: they fill up, the newest product slowest; versions age until the next upgrade. */
export function deployments(organizations: readonly Organization[], agreements: readonly Agreement[]): SampleRecord[] {
  const random = randomOf('deployments');
  const all: SampleRecord[] = [];
  const measured = organizations
    .map((organization) => ({
      organization,
      latest: agreements.filter((agreement) => agreement.organization === organization.id && agreement.endsOn > storyDate).at(-1),
    }))
    .flatMap(({ organization, latest }) => (latest ? [{ organization, latest }] : []))
    .sort((a, b) => seatsOf(b.latest) - seatsOf(a.latest) || (a.organization.id < b.organization.id ? -1 : 1))
    .slice(0, 32);
  for (const { organization, latest } of measured) {
    for (const line of latest.lines.slice(0, 2)) {
      const [product, seats] = line.split(':') as [string, string];
      const [reach, use, upgradeOn] = [random.around(0.74, 1.2), random.around(0.72, 1.15), addDays('2025-09-01', random.integer(0, 400))];
      for (let month: Day = addMonths('2023-09-01', random.integer(0, 2)); month <= storyDate; month = addMonths(month, 3)) {
        const measuredOn = weekday(addDays(month, random.integer(0, 12)));
        if (measuredOn > storyDate) break;
        const progress = Math.min(1, 0.55 + daysBetween('2023-09-01', measuredOn) / 2600);
        const owned = Number(seats);
        const deployed = Math.min(owned, Math.round(owned * reach * progress * random.around(1, 1.03)));
        const isUpgraded = measuredOn >= upgradeOn;
        all.push({
          id: numbered('DEP', all.length + 1),
          organization: organization.id,
          product,
          measuredOn,
          owned,
          deployed,
          active: Math.min(deployed, Math.round(deployed * use)),
          current: Math.round(deployed * (isUpgraded ? 0.93 : 0.64)),
        });
      }
    }
  }
  return all;
}
