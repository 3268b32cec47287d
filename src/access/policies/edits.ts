import { isManager, type Visit } from '../visit.ts';
import { canSeeEveryOwner } from './people.ts';

/** What somebody tries to change is theirs to know of, and the manager's. */
export const canSeeEveryEdit = (visit: Visit): boolean => isManager(visit);
/** Who edits how much is a figure about a person. */
export const canSeeWhoEdited = (visit: Visit): boolean => canSeeEveryOwner(visit);
