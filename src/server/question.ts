import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import { canSeeEachAnswer, canSeeOwners } from '../access/policies/people.ts';
import { shownPersons } from '../access/shownPersons.ts';
import { dimensions, type Question, type Slice } from '../engine/types.ts';
import type { Tx } from '../store/database.ts';
import { personId } from '../store/personal.ts';
import { ProblemError } from './problems.ts';
import type { AskedOfAccount } from './route.ts';

type Query = Partial<Record<'asOf' | 'knownAt' | 'period' | (typeof dimensions)[number], string>>;

/** What was asked, in the engine's words: days and names are resolved, and a slice by a person follows the policy. */
export async function questionOf(tx: Tx, asked: Pick<AskedOfAccount, 'account' | 'visit' | 'today'>, query: Query): Promise<Question> {
  const { account, visit, today } = asked;
  const slice: Slice = {};
  for (const dimension of dimensions) {
    const value = query[dimension];
    if (value === undefined) continue;
    slice[dimension] = value === '' ? '' : await resolved(tx, account.id, dimension, value);
  }
  if (slice.owner !== undefined) await refuseHiddenOwner(tx, visit, account.id, slice.owner);
  return {
    accountId: account.id,
    asOf: dayWithin('asOf', query.asOf ?? today),
    knownAt: knownAtOf(query.knownAt, account.timeZone),
    period: query.period ?? 'fytd',
    slice,
    answers: canSeeEachAnswer(visit) ? 'each' : 'together',
  };
}

/** An instant in UTC; of a date, the end of that day in the account's time zone. */
export function knownAtOf(asked: string | undefined, timeZone: string): string | null {
  if (asked === undefined) return null;
  // The database's calendar has no year 0; a moment to come is like now.
  if (asked < '1990')
    throw new ProblemError('invalid-query', 'knownAt must not lie before 1990', [{ path: 'knownAt', message: 'before 1990' }]);
  const instant = asked.includes('T')
    ? Temporal.Instant.from(asked)
    : Temporal.PlainDate.from(asked).add({ days: 1 }).toZonedDateTime(timeZone).toInstant().subtract({ milliseconds: 1 });
  return instant.toString({ fractionalSecondDigits: 3 });
}

export function dayWithin(name: string, day: string): string {
  if (day < '1990-01-01' || day > '2100-12-31') {
    throw new ProblemError('invalid-query', `${name} must lie between 1990-01-01 and 2100-12-31`, [
      { path: name, message: 'outside 1990–2100' },
    ]);
  }
  return day;
}

async function refuseHiddenOwner(tx: Tx, visit: AskedOfAccount['visit'], accountId: string, owner: string): Promise<void> {
  if (!canSeeOwners(visit)) throw new ProblemError('figures-about-people-off');
  if (!(await shownPersons(tx, accountId, visit))(owner))
    throw new ProblemError('figures-about-people-off', 'The policy on figures about people does not show you those of this person.');
}

/** Records with a name are found by id, else by exact name. */
async function resolved(tx: Tx, accountId: string, dimension: string, value: string): Promise<string> {
  if (dimension === 'country') return value.toUpperCase();
  const lookups: Readonly<Record<string, () => Promise<readonly string[]>>> = {
    organization: () => byIdOrName(tx, accountId, 'organization', value),
    partner: () => byIdOrName(tx, accountId, 'partner', value),
    owner: () => personByIdOrName(tx, accountId, value),
  };
  const lookup = lookups[dimension];
  if (!lookup) return value;
  const ids = await lookup();
  if (ids.length === 1 && ids[0] !== undefined) return ids[0];
  const message = ids.length === 0 ? `there is no ${dimension} of that id or name` : `${ids.length} have that name: give the id`;
  throw new ProblemError('invalid-query', `${dimension}: ${message}`, [{ path: dimension, message }]);
}

/** A record that was deleted since is still found, so that the past can be sliced by it. */
async function byIdOrName(tx: Tx, accountId: string, table: 'organization' | 'partner', value: string): Promise<readonly string[]> {
  const found = await sql<{ id: string; by_id: boolean; current: boolean }>`
    select id, id = ${value} as by_id, bool_or(known_until = 'infinity') as current
    from ${sql.table(table)} where account_id = ${accountId} and (id = ${value} or name = ${value}) group by id`.execute(tx);
  return preferred(found.rows);
}

/** One person may be kept under several keys (a name here, an address there): what is owned decides. */
async function personByIdOrName(tx: Tx, accountId: string, value: string): Promise<readonly string[]> {
  const key = personId(accountId, value);
  const found = await sql<{ id: string; by_id: boolean; current: boolean }>`
    select id, id in (${value}, ${key}) as by_id,
      exists (select from contribution c where c.account_id = person.account_id and c.owner_id = person.id) as current
    from person where account_id = ${accountId} and (id in (${value}, ${key}) or name = ${value} or lower(address) = lower(${value}))`.execute(
    tx,
  );
  const owning = found.rows.filter((row) => row.current);
  return preferred(owning.length > 0 ? owning : found.rows);
}

function preferred(rows: readonly { id: string; by_id: boolean; current: boolean }[]): readonly string[] {
  const exact = rows.filter((row) => row.by_id);
  const current = rows.filter((row) => row.current);
  return (exact.length > 0 ? exact : current.length > 0 ? current : rows).map((row) => row.id);
}
