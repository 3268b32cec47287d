import { accountTeam, director, executiveSponsor, people } from '../people.ts';
import type { SampleRecord } from './story.ts';

const hours: Readonly<Record<string, string>> = { ES: '09:30-18:30', JP: '09:00-18:00', CN: '09:00-18:00', IN: '10:00-19:00' };

/** The team by directory id; managers by address. */
export const members = (): SampleRecord[] =>
  [...accountTeam, director, executiveSponsor].map((person) => ({
    id: person.id,
    name: person.displayName,
    role: person.jobTitle,
    country: person.country,
    timeZone: person.timeZone,
    workingHours: hours[person.country ?? ''] ?? '08:30-17:30',
    preferredLanguage: person.preferredLanguage,
    isGuest: person.isGuest ?? false,
    manager: people.find((other) => other.id === person.managerId)?.userPrincipalName ?? null,
  }));
