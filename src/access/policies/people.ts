import { type FiguresAboutPeople, isManager, type Policy, type Visit } from '../visit.ts';

/** From the strictest on. */
export const openness: readonly FiguresAboutPeople[] = ['off', 'own', 'named'];
const levelsOf = (visit: Visit): readonly FiguresAboutPeople[] => [visit.figuresAboutPeople, ...Object.values(visit.figuresByCountry)];
const strictest = (levels: readonly FiguresAboutPeople[]): FiguresAboutPeople => openness.find((level) => levels.includes(level)) ?? 'off';

/** What holds for people of a country; whose country nobody knows is treated as the strictest of them says. */
export const figuresAbout = (visit: Visit, country: string | null): FiguresAboutPeople =>
  country === null ? strictest(levelsOf(visit)) : (visit.figuresByCountry[country] ?? visit.figuresAboutPeople);

/** Figures about people are shown by name, or each sees their own; off everywhere, there are none. */
export const canSeeOwners: Policy = (visit) => levelsOf(visit).some((level) => level !== 'off');
export const canSeeEveryOwner: Policy = (visit) => levelsOf(visit).every((level) => level === 'named');
export const canSeePerson = (visit: Visit, country: string | null, isTheirOwn: boolean): boolean =>
  figuresAbout(visit, country) === 'named' || (figuresAbout(visit, country) === 'own' && isTheirOwn);

/** What a named person answered is for the manager and for whoever owns the relationship with that person. */
export const canSeeAnswerOf = (visit: Visit, relationshipOwnerId: string | null, ownPersonIds: ReadonlySet<string>): boolean =>
  isManager(visit) || (relationshipOwnerId !== null && ownPersonIds.has(relationshipOwnerId));

/** Means of answers, each counted by itself: by their differences they tell what one person said. For others answers count in groups. */
export const canSeeEachAnswer: Policy = isManager;

/** Fewer answers than this would show what one person said. */
export const fewestRespondents = 3;
