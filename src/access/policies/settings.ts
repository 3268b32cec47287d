import type { FiguresAboutPeople } from '../visit.ts';
import { either, isAdministrator, isManager, isMember, isReader, type Policy } from '../visit.ts';

export const canSeeSettings = either(isReader, isMember, isManager);
/** A manager keeps settings and targets. */
export const canKeepSettings = isManager;

const openness: readonly FiguresAboutPeople[] = ['off', 'own', 'named'];
/** An administrator keeps policies; a manager may make one stricter. */
export const canSetFiguresAboutPeople =
  (wished: FiguresAboutPeople): Policy =>
  (visit) =>
    isAdministrator(visit) || (isManager(visit) && openness.indexOf(wished) <= openness.indexOf(visit.figuresAboutPeople));
