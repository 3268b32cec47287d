import { either, isManager, isMember, isReader } from '../visit.ts';

/** A reader reads; so does everybody with a greater role. */
export const canRead = either(isReader, isMember, isManager);
/** A member also tries what-ifs. */
export const canTryWhatIf = either(isMember, isManager);
