import type { Caller } from './token.ts';

export type Role = 'manager' | 'member' | 'reader';
export type FiguresAboutPeople = 'off' | 'own' | 'named';

/** Somebody at an account: what every policy judges. */
export interface Visit {
  caller: Caller;
  /**
   * null: this account is not theirs to know of. onlooker: nobody's role at an account, but what a room is shown whose
   * people from outside may see the headline figures.
   */
  role: Role | 'onlooker' | null;
  isAdministrator: boolean;
  figuresAboutPeople: FiguresAboutPeople;
  /** Where a country's own policy holds for its people, by country code. */
  figuresByCountry: Readonly<Record<string, FiguresAboutPeople>>;
}

export const isManager = (visit: Visit): boolean => visit.role === 'manager';
export const isMember = (visit: Visit): boolean => visit.role === 'member';
export const isReader = (visit: Visit): boolean => visit.role === 'reader';
export const isOnlooker = (visit: Visit): boolean => visit.role === 'onlooker';
export const isAdministrator = (visit: Visit): boolean => visit.isAdministrator;
export type Policy = (visit: Visit) => boolean;
/** Whoever fits one of them. */
export const either =
  (...policies: readonly Policy[]): Policy =>
  (visit) =>
    policies.some((policy) => policy(visit));
