import { accountManager, accountTeam, executiveSponsor, people } from '../people.ts';
import type { AttendeeSeed, EventSeed, PlanSeed, TaskSeed } from '../tenant.ts';
import type { Contact } from './contacts.ts';
import { addDays, customerName, type SampleRecord, storyDate } from './story.ts';

/** So far back people's calendars go; what is older has been archived. */
const since = addDays(storyDate, -540);
const response: Readonly<Record<string, AttendeeSeed['response']>> = {
  accepted: 'accepted',
  confirmed: 'accepted',
  declined: 'declined',
  tentative: 'tentativelyAccepted',
  none: 'none',
};
const zoneOf = (address: string) => people.find((person) => person.userPrincipalName === address)?.timeZone ?? 'Europe/Amsterdam';
const twoDigits = (value: number) => String(value).padStart(2, '0');

/**
 * The story's meetings as they stand in the team's calendars: the same days, people and answers that the list of meetings
 * has, beside what else fills a calendar and is nobody's business.
 */
export function calendarEvents(meetings: readonly SampleRecord[], contacts: readonly Contact[]): EventSeed[] {
  const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
  const events = meetings.flatMap((meeting, index): EventSeed[] => {
    const { heldOn, kind, organizer, owner } = meeting as unknown as { heldOn: string; kind: string; organizer: string; owner: string };
    if (heldOn < since || kind === 'mail') return [];
    const invited = (meeting.contacts as readonly string[]).flatMap((entry): AttendeeSeed[] => {
      const [id = '', answer = 'none'] = entry.split(':');
      const contact = contactOf.get(id);
      return contact ? [{ address: String(contact.address), name: String(contact.name), response: response[answer] ?? 'none' }] : [];
    });
    const ours = [
      owner,
      ...(meeting.withSponsor ? [contactOf.get(invitedId(meeting))?.sponsor ?? executiveSponsor.userPrincipalName] : []),
    ];
    const colleagues = [...new Set(ours)].filter((address) => address !== organizer);
    return [
      {
        key: String(meeting.id),
        subject: `${String(meeting.subject)} – ${customerName}`,
        organizer,
        attendees: [...invited, ...colleagues.map((address) => ({ address, response: 'accepted' as const }))],
        start: `${heldOn}T${twoDigits(9 + (index % 7))}:${index % 2 === 0 ? '00' : '30'}`,
        minutes: kind === 'event' ? 240 : 60,
        timeZone: zoneOf(organizer),
        isOnline: kind === 'call',
        ...(kind === 'visit' ? { place: 'At the customer’s' } : {}),
      },
    ];
  });
  return [...events, ...nobodysBusiness()];
}

const invitedId = (meeting: SampleRecord): string => String((meeting.contacts as readonly string[])[0] ?? '').split(':')[0] ?? '';

const nobodysBusiness = (): EventSeed[] => [
  {
    key: 'team',
    subject: 'Team call',
    organizer: accountManager.userPrincipalName,
    attendees: accountTeam
      .filter((person) => person !== accountManager)
      .map((person) => ({ address: person.userPrincipalName, response: 'accepted' })),
    start: `${addDays(storyDate, -364)}T15:00`,
    minutes: 45,
    timeZone: 'W. Europe Standard Time',
    isOnline: true,
    repeats: { pattern: 'weekly', every: 1, until: addDays(storyDate, 84) },
  },
  ...accountTeam.slice(0, 4).map(
    (person, index): EventSeed => ({
      key: `private-${index}`,
      subject: ['Dentist', 'School', 'Gym', 'Bank'][index] as string,
      organizer: person.userPrincipalName,
      start: `${addDays(storyDate, index - 2)}T08:00`,
      minutes: 60,
      timeZone: person.timeZone,
      sensitivity: 'private',
    }),
  ),
];

const bucketOf: Readonly<Record<string, string>> = {
  goals: 'Goals',
  whitespace: 'Whitespace',
  relationships: 'Relationships',
  partners: 'Partners',
  risks: 'Risks',
  actions: 'Actions',
};
const requests = 'Requests to other teams';

/** This year's plan as the team would keep it in Planner, and what it asked of other teams lately. */
export function plannerPlan(planItems: readonly SampleRecord[], commitments: readonly SampleRecord[]): PlanSeed {
  const text = (value: SampleRecord[string]) => (typeof value === 'string' ? value : undefined);
  const given = <T extends object>(task: T) => Object.fromEntries(Object.entries(task).filter(([, value]) => value !== undefined)) as T;
  const task = (record: SampleRecord, bucket: string, more: Partial<TaskSeed>): TaskSeed =>
    given({
      key: record.id,
      title: text(record.title) ?? record.id,
      bucket,
      assignedTo: [String(record.owner)],
      dueOn: text(record.dueOn),
      ...more,
    }) as TaskSeed;
  const lately = commitments.filter(({ askedOn }) => String(askedOn) >= addDays(storyDate, -120));
  const teams = [...new Set(lately.map(({ teamAsked }) => String(teamAsked)))].sort();
  return {
    title: `${customerName} account plan`,
    buckets: [...Object.values(bucketOf), requests],
    categories: Object.fromEntries(teams.map((team, index) => [`category${index + 1}`, team])),
    tasks: [
      ...planItems
        .filter(({ fiscalYear }) => fiscalYear === 2027)
        .map((item) =>
          task(item, bucketOf[String(item.section)] ?? 'Actions', { createdOn: '2026-07-01', completedOn: text(item.doneOn) }),
        ),
      ...lately.map((one) =>
        task(one, requests, {
          title: text(one.subject) ?? '',
          createdOn: text(one.askedOn),
          completedOn: text(one.answeredOn),
          categories: [`category${teams.indexOf(String(one.teamAsked)) + 1}`],
        }),
      ),
    ],
  };
}
