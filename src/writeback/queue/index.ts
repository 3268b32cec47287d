export { EditNotFoundError, EditSettledError, NotUndoableError } from './errors.ts';
export { planEditNotices } from './notices.ts';
export { type Answered, type Asked, type AskedAgain, type EditQueue, openEditQueue, type QueueParts } from './queue.ts';
export { type EditProblem, type EditRow, type EditState, editStates, fromStored, keptForDays } from './rows.ts';
