import { either, isManager, isMember, isOnlooker, isReader } from '../visit.ts';

/** A reader reads; so does everybody with a greater role. */
export const canRead = either(isReader, isMember, isManager);
/** The headline figures of the whole account, and nothing behind them. */
export const canSeeHeadlines = either(isOnlooker, canRead);
/** A member also tries what-ifs. */
export const canTryWhatIf = either(isMember, isManager);
