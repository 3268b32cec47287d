import { either, type FiguresAboutPeople, isAdministrator, isManager, isMember, isReader, type Visit } from '../visit.ts';
import { openness } from './people.ts';

export const canSeeSettings = either(isReader, isMember, isManager);
/** A manager keeps settings and targets. */
export const canKeepSettings = isManager;

interface Levels {
  figuresAboutPeople: FiguresAboutPeople;
  countries: Readonly<Record<string, { figuresAboutPeople: FiguresAboutPeople }>>;
}
/** An administrator keeps policies; a manager may make one stricter, for nobody's country more open. */
export const canSetFiguresAboutPeople = (visit: Visit, before: Levels, after: Levels): boolean => {
  if (isAdministrator(visit)) return true;
  const level = ({ figuresAboutPeople, countries }: Levels, country: string) =>
    countries[country]?.figuresAboutPeople ?? figuresAboutPeople;
  const concerned = ['', ...Object.keys(before.countries), ...Object.keys(after.countries)];
  return (
    isManager(visit) && concerned.every((country) => openness.indexOf(level(after, country)) <= openness.indexOf(level(before, country)))
  );
};

/** What may be shown about people is for everybody there to know, and for the administrator who answers for it. */
export const canSeePolicies = either(isAdministrator, canSeeSettings);
export const canKeepPolicies = either(isAdministrator, isManager);
