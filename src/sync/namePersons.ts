import { sql } from 'kysely';
import { ForbiddenError } from '../graph/errors.ts';
import type { DirectoryPerson, FindPerson } from '../graph/people.ts';
import { endsWithin } from '../jobs/endsWithin.ts';
import type { Database } from '../store/database.ts';

/** So many are asked for after one round; the rest after the next. */
const mostAtOnce = 100;
const askAgainMs = 24 * 3_600_000;
const mostRemembered = 50_000;

interface Unnamed {
  id: string;
  key: string;
}

/**
 * Lists often name owners by address or directory id alone. Their names are asked of the directory, each once a day, and
 * kept with the person. Where the permission for it (User.Read.All) was not granted, addresses are shown.
 */
export function personNaming(db: Database, find: FindPerson, clock: () => number) {
  const askedAt = new Map<string, number>();
  let refusedAt = Number.NEGATIVE_INFINITY;

  /**
   * @returns how many persons of the account have a name now that had none.
   * @throws what the directory failed with, once those found before are saved
   */
  return async (accountId: string): Promise<number> => {
    const now = clock();
    if (now - refusedAt < askAgainMs) return 0;
    const wanted = (await unnamed(db, accountId))
      .filter(({ id }) => now - (askedAt.get(`${accountId} ${id}`) ?? Number.NEGATIVE_INFINITY) >= askAgainMs)
      .slice(0, mostAtOnce);
    const found: (DirectoryPerson & { id: string })[] = [];
    const answered: string[] = [];
    let failure: { error: unknown } | null = null;
    for (const { id, key } of wanted) {
      try {
        const person = await find(key);
        if (person) found.push({ id, ...person });
        answered.push(id);
      } catch (error) {
        if (error instanceof ForbiddenError) refusedAt = now;
        else failure = { error };
        break;
      }
    }
    const saved = await save(db, accountId, found);
    if (askedAt.size > mostRemembered) askedAt.clear();
    for (const id of answered) askedAt.set(`${accountId} ${id}`, now);
    if (failure) throw failure.error;
    return saved;
  };
}

/** Beside everything else: nothing waits for the directory to be well. One at a time per account; the next round names the rest. */
export function namingBeside(name: (accountId: string) => Promise<unknown>, report: (error: unknown, accountId: string) => void) {
  const running = new Map<string, Promise<void>>();
  return {
    start(accountId: string): void {
      if (running.has(accountId)) return;
      const run = name(accountId)
        .then(() => undefined)
        .catch((error: unknown) => report(error, accountId))
        .finally(() => running.delete(accountId));
      running.set(accountId, run);
    },
    /** Waits for what is under way, though not for long. */
    async ended(withinMs: number): Promise<void> {
      await endsWithin(Promise.all(running.values()), withinMs);
    },
  };
}

/** Owners and the like, not the persons that a record itself is about: those have their names there. */
async function unnamed(db: Database, accountId: string): Promise<Unnamed[]> {
  const found = await db.transaction([accountId], (tx) =>
    sql<Unnamed>`
      select id, coalesce(directory_id, address) as key from person
      where account_id = ${accountId} and name is null and coalesce(directory_id, address) is not null order by id`.execute(tx),
  );
  return found.rows;
}

async function save(db: Database, accountId: string, found: readonly (DirectoryPerson & { id: string })[]): Promise<number> {
  if (found.length === 0) return 0;
  return db.transaction([accountId], async (tx) => {
    const named = await sql`
      update person p set name = coalesce(p.name, f.name), directory_id = coalesce(p.directory_id, f."directoryId")
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(id text, name text, "directoryId" text)
      where p.account_id = ${accountId} and p.id = f.id returning 1`.execute(tx);
    // What is shown with names is shown anew.
    await sql`update workspace set revision = revision + 1 where account_id = ${accountId}`.execute(tx);
    return named.rows.length;
  });
}
