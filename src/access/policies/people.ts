import { isManager, type Policy, type Visit } from '../visit.ts';

/** Figures about people are shown by name, or each sees their own; off, there are none. */
export const canSeeOwners: Policy = (visit) => visit.figuresAboutPeople !== 'off';
export const canSeeEveryOwner: Policy = (visit) => visit.figuresAboutPeople === 'named';

/** What a named person answered is for the manager and for whoever owns the relationship with that person. */
export const canSeeAnswerOf = (visit: Visit, relationshipOwnerId: string | null, ownPersonIds: ReadonlySet<string>): boolean =>
  isManager(visit) || (relationshipOwnerId !== null && ownPersonIds.has(relationshipOwnerId));

/** Means of answers, each counted by itself: by their differences they tell what one person said. For others answers count in groups. */
export const canSeeEachAnswer: Policy = isManager;

/** Fewer answers than this would show what one person said. */
export const fewestRespondents = 3;
