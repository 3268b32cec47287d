import { type Contact, isActive } from './contacts.ts';
import type { Organization } from './organizations.ts';
import { type Random, randomOf } from './random.ts';
import { addDays, type Day, earlier, numbered, type SampleRecord, storyDate } from './story.ts';

type Method = 'nps' | 'nsat5' | 'other';
interface Wave {
  closesOn: Day;
  method: Method;
  /** The mood of the wave: moves the middle of the answers, from 0 to 1. */
  mood: number;
}
/** Two relationship surveys a year, a satisfaction survey each spring, and a pulse on a scale of its own. */
const waves: readonly Wave[] = [
  { closesOn: '2023-11-17', method: 'nps', mood: 0.7 },
  { closesOn: '2024-02-28', method: 'nsat5', mood: 0.7 },
  { closesOn: '2024-05-24', method: 'nps', mood: 0.72 },
  { closesOn: '2024-09-27', method: 'other', mood: 0.7 },
  { closesOn: '2024-11-15', method: 'nps', mood: 0.74 },
  { closesOn: '2025-02-28', method: 'nsat5', mood: 0.72 },
  { closesOn: '2025-05-23', method: 'nps', mood: 0.77 },
  { closesOn: '2025-09-26', method: 'other', mood: 0.75 },
  { closesOn: '2025-11-14', method: 'nps', mood: 0.79 },
  { closesOn: '2026-02-27', method: 'nsat5', mood: 0.78 },
  { closesOn: '2026-05-22', method: 'nps', mood: 0.74 },
  { closesOn: '2026-09-25', method: 'other', mood: 0.78 },
  { closesOn: '2026-11-13', method: 'nps', mood: 0.76 },
];
const scale: Readonly<Record<Method, readonly [number, number]>> = { nps: [0, 10], nsat5: [1, 5], other: [1, 7] };
const comments = [
  'Good people, slow contracts.',
  'The workshops in the plant helped us most.',
  'Too many portals.',
  '支持响应很快，但报价流程太长。',
  '担当者の対応に満足しています。',
  'Die Rechnungen passen nicht zu unseren Kostenstellen.',
  'Would like to see the roadmap earlier.',
  'Our new licence manager needs training.',
];

/** One wave of the whole group each time, and one of its own for Japan every spring. */
export function surveys(
  organizations: readonly Organization[],
  contacts: readonly Contact[],
): { surveys: SampleRecord[]; scores: SampleRecord[] } {
  const random = randomOf('surveys');
  const group = organizations[0] as Organization;
  const japan = organizations.find((organization) => organization.country === 'JP' && organization.depth === 2) as Organization;
  const japanese = new Set(organizations.filter((organization) => organization.country === 'JP').map((organization) => organization.id));
  const all: SampleRecord[] = [];
  const scores: SampleRecord[] = [];
  const hold = (wave: Wave, organization: Organization, asked: readonly Contact[]): void => {
    const survey = numbered('WAVE', all.length + 1, 2);
    const invited = asked.filter((contact) => isActive(contact, wave.closesOn));
    all.push({ id: survey, organization: organization.id, closesOn: wave.closesOn, invited: invited.length });
    for (const contact of invited.filter(() => random.chance(0.46)))
      scores.push(scoreOf(numbered('SC', scores.length + 1), survey, wave, contact, random));
  };
  for (const wave of waves)
    hold(
      wave,
      group,
      contacts.filter((contact) => contact.level !== 'other'),
    );
  for (const year of [2024, 2025, 2026])
    hold(
      { closesOn: `${year}-04-17`, method: 'nsat5', mood: 0.8 },
      japan,
      contacts.filter((contact) => japanese.has(contact.organization)),
    );
  return { surveys: all, scores };
}

function scoreOf(id: string, survey: string, wave: Wave, contact: Contact, random: Random): SampleRecord {
  const [scaleMin, scaleMax] = scale[wave.method];
  // A person's own disposition stays from wave to wave.
  const disposition = (randomOf(`disposition ${contact.id}`).next() - 0.5) * 0.5;
  const share = Math.min(1, Math.max(0, wave.mood + disposition + (random.next() - 0.5) * 0.4));
  const answeredOn = earlier(addDays(wave.closesOn, -random.integer(0, 18)), storyDate);
  return {
    id,
    survey,
    contact: contact.id,
    organization: contact.organization,
    answeredOn,
    method: wave.method,
    score: Math.round(scaleMin + share * (scaleMax - scaleMin)),
    scaleMin,
    scaleMax,
    ...(random.chance(0.2) ? { comment: random.pick(comments) } : {}),
  };
}
