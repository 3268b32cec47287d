import { either, isManager, isMember, isReader } from '../visit.ts';

/** How fresh the numbers are is for everybody who reads them. */
export const canSeeSources = either(isReader, isMember, isManager);
/** Which rows were not understood, and why, helps whoever keeps the lists. */
export const canSeeQuarantine = either(isMember, isManager);
/** Rows that speak of persons are shown whole to the manager only. */
export const canSeePersonalCells = isManager;
/** A manager keeps the sources. */
export const canSync = isManager;
/** A manager says which lists are read, and how; only such as they may read themselves. */
export const canConnectSources = isManager;
