import { either, isManager, isMember, isReader, type Policy, type Visit } from '../visit.ts';

/** What is asked is for everybody who reads the account; of whom, the policy on figures about people says. */
export const canSeeNudges = either(isReader, isMember, isManager);
/** A member answers what is asked of them, a manager anything. */
export const canAnswerSome = either(isMember, isManager);
export const canAnswerNudge = (visit: Visit, isTheirs: boolean): boolean => isManager(visit) || (isMember(visit) && isTheirs);
/** A member also writes back; the source's own rights decide the rest. */
export const canEditRecords: Policy = either(isMember, isManager);
