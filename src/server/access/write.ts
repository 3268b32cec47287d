import {
  accessVersion,
  changesBetween,
  type NamedChange,
  type NamedWish,
  raiseAccessVersion,
  readNamed,
  writeNamed,
} from '../../access/named.ts';
import { canMakeChange } from '../../access/policies/access.ts';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../store/database.ts';
import { type FieldError, ProblemError } from '../problems.ts';
import type { AskedOfAccount } from '../route.ts';

/**
 * Puts a whole new list of named people in the place of the one of that version, with what was before in the audit.
 * @param today the civil date (UTC) by which roles end
 * @throws ProblemError access-changed, last-manager, forbidden, invalid-body; nothing is written then
 */
export async function writeAccess(
  tx: Tx,
  asked: AskedOfAccount,
  { version, people, at, today }: { version: string; people: readonly NamedWish[]; at: Date; today: string },
): Promise<void> {
  const { account, caller, visit } = asked;
  if ((await accessVersion(tx, account.id, true)) !== version) throw new ProblemError('access-changed');
  const before = await readNamed(tx, account.id);
  const changes = changesBetween(before, people);
  if (changes.length === 0) return;
  if (!changes.every((change) => canMakeChange(visit, change)))
    throw new ProblemError('forbidden', 'An administrator names managers of an account, other than himself.');
  refusePast(people, changes, today);
  // Without an end, and somebody who is still there: on the day after the last one nobody could name another.
  const left = new Set(before.filter(({ hasLeft }) => hasLeft).map(({ directoryId }) => directoryId));
  const stays = (one: NamedWish) => one.role === 'manager' && one.until === null && !left.has(one.directoryId);
  if (!people.some(stays)) throw new ProblemError('last-manager');
  await writeNamed(tx, account.id, changes, { directoryId: caller.directoryId, at });
  await raiseAccessVersion(tx, account.id);
  for (const change of changes) {
    await audit(tx, {
      accountId: account.id,
      at,
      directoryId: caller.directoryId,
      action: 'access',
      subject: change.directoryId,
      before: change.before && { role: change.before.role, until: change.before.until },
      after: change.after && { role: change.after.role, until: change.after.until },
    });
  }
}

function refusePast(people: readonly NamedWish[], changes: readonly NamedChange[], today: string): void {
  const errors: FieldError[] = people.flatMap(({ directoryId, until }, index) =>
    until !== null && until < today && changes.some((change) => change.directoryId === directoryId)
      ? [{ path: `people.${index}.until`, message: `lies in the past; leave the person out to end the role today` }]
      : [],
  );
  if (errors.length > 0)
    throw new ProblemError('invalid-body', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
}
