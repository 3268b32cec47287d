import type { NamedWish } from '../../access/named.ts';
import { ForbiddenError } from '../../graph/errors.ts';
import type { House } from '../house.ts';
import { type FieldError, ProblemError } from '../problems.ts';
import type { Rosters } from './read.ts';

interface Wish {
  person: string;
  role: NamedWish['role'];
  until: string | null;
}
const isDirectoryId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/**
 * Everybody by directory id: an address is looked for among those in the channels, then in the directory. An id is believed
 * where the directory may not be read: a wrong one names nobody who could sign in.
 * @param known directory ids that are named already: nobody is asked about them
 * @throws ProblemError naming each entry that cannot be used
 */
export async function resolvePeople(
  wished: readonly Wish[],
  known: ReadonlySet<string>,
  rosters: Rosters,
  house: House,
): Promise<NamedWish[]> {
  const inRooms = [...rosters.values()].flatMap((members) => members ?? []);
  const errors: FieldError[] = [];
  const found: NamedWish[] = [];
  let isUnreadable = false;
  for (const [index, { person, role, until }] of wished.entries()) {
    const path = `people.${index}.person`;
    const key = person.toLowerCase();
    const here = inRooms.find((member) => member.directoryId === key || member.address?.toLowerCase() === key);
    const told = known.has(key) ? key : (here?.directoryId ?? (await asked(key)));
    if (told === 'unreadable') {
      isUnreadable = true;
      errors.push({
        path,
        message: `"${person}" cannot be looked up: give the directory id, or ask an administrator to grant User.Read.All`,
      });
    } else if (told === null) errors.push({ path, message: `the directory knows nobody "${person}"` });
    else if (found.some((one) => one.directoryId === told)) errors.push({ path, message: `"${person}" is named twice` });
    else found.push({ directoryId: told, role, until });
  }
  if (errors.length === 0) return found;
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new ProblemError(isUnreadable ? 'directory-unreadable' : 'unknown-person', detail, errors);

  async function asked(key: string): Promise<string | null | 'unreadable'> {
    try {
      return (await house.people.find(key))?.directoryId ?? null;
    } catch (error) {
      if (!(error instanceof ForbiddenError)) house.log.warn({ err: error }, 'the directory could not be asked who somebody is');
      return isDirectoryId(key) ? key : 'unreadable';
    }
  }
}
