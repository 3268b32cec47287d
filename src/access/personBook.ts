import type { DirectoryPerson, FindPerson } from '../graph/people.ts';

/** The directory, asked with restraint: who somebody is, is kept for an hour. */
export interface PersonBook {
  /** @throws ForbiddenError where the directory may not be read, and whatever else keeps it from being read */
  find(addressOrId: string): Promise<DirectoryPerson | null>;
  /** Their names as far as the directory tells; where it does not, they are left out, and nothing waits for it long. */
  known(directoryIds: readonly string[]): Promise<ReadonlyMap<string, DirectoryPerson>>;
}

const keptForMs = 3_600_000;
/** Somebody who was not found, or a directory that did not answer: asked again sooner. */
const askAgainMs = 60_000;
const mostKept = 5_000;
const mostAtOnce = 60;
const width = 6;
const waitsMs = 3_000;

export function personBook(find: FindPerson | undefined, clock: () => number): PersonBook {
  const kept = new Map<string, { person: DirectoryPerson | null; until: number }>();
  const remember = (key: string, person: DirectoryPerson | null) => {
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, { person, until: clock() + (person ? keptForMs : askAgainMs) });
  };
  const fresh = (key: string) => {
    const entry = kept.get(key);
    return entry && clock() < entry.until ? entry : null;
  };
  return {
    async find(addressOrId) {
      if (!find) throw new Error('there is no directory to be asked');
      const key = addressOrId.toLowerCase();
      const person = fresh(key)?.person ?? (await find(addressOrId));
      remember(key, person);
      if (person) remember(person.directoryId, person);
      return person;
    },
    async known(directoryIds) {
      const ids = [...new Set(directoryIds)];
      const open = find ? ids.filter((id) => !fresh(id)).slice(0, mostAtOnce) : [];
      const ask = async (): Promise<void> => {
        for (let id = open.shift(); id !== undefined; id = open.shift()) {
          const asked = id;
          remember(asked, (await find?.(asked).catch(() => null)) ?? null);
        }
      };
      const asking = Promise.all(Array.from({ length: Math.min(width, open.length) }, ask));
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, waitsMs);
      });
      await Promise.race([asking, enough]);
      clearTimeout(timer);
      return new Map(ids.flatMap((id) => (kept.get(id)?.person ? [[id, kept.get(id)?.person as DirectoryPerson] as const] : [])));
    },
  };
}
