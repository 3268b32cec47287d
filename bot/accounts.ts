import { operations } from '../src/server/contract.ts';
import { ProblemError } from '../src/server/problems.ts';
import { chooseAccount } from './cards/chooseAccount.ts';
import { plain } from './cards/parts/escape.ts';
import type { Pulse } from './pulse.ts';
import type { Account, Message, Turn } from './turn.ts';
import { editsBetween } from './understand.ts';

/** The accounts that the person may see. */
export async function accountsOf(turn: Turn, { door }: Pulse): Promise<readonly Account[]> {
  const me = await door.ask(operations.me, { kind: 'person', caller: turn.person }, { language: turn.words.language });
  return me.accounts;
}

/**
 * Those of the accounts that everybody who will see the answer may know of: the names of one person's accounts are not
 * for a whole room. The door judges it, as the room's audience.
 */
export async function shownHere(turn: Turn, { door }: Pulse, accounts: readonly Account[]): Promise<readonly Account[]> {
  const viewer = await turn.viewer();
  if (viewer.kind === 'person') return accounts;
  const isShown = async ({ id }: Account): Promise<boolean> => {
    try {
      await door.ask(operations.digests, viewer, { language: turn.words.language, path: { account: id }, query: { limit: '1' } });
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.key !== 'server-error') return false;
      throw error;
    }
  };
  const shown = await Promise.all(accounts.map(isShown));
  return accounts.filter((_, index) => shown[index]);
}

/** The account, where everybody who will see the answer may know of it. @throws ProblemError 'unknown-account' */
export async function onlyShown(turn: Turn, pulse: Pulse, account: Account): Promise<Account> {
  return only(await shownHere(turn, pulse, [account]));
}

/** The account that this room is about and the person manages: the linked one, the chosen one, or the only one; null: there is none. */
export async function managedHere(turn: Turn, pulse: Pulse): Promise<string | null> {
  const { channelId, chosenAccountId } = turn.where;
  const managed = (await accountsOf(turn, pulse)).filter(({ role }) => role === 'manager');
  const linked = channelId === null ? [] : await pulse.conversations.linkedTo(channelId);
  const here = linked.length > 0 ? managed.filter(({ id }) => linked.includes(id)) : managed;
  const [only, ...others] = here;
  return here.find(({ id }) => id === chosenAccountId)?.id ?? (only && others.length === 0 ? only.id : null);
}

/** Which accounts are whose, for as long as one conversation takes a breath. What they hold is asked of the door each time. */
export interface AccountMemory {
  of(turn: Turn, pulse: Pulse, suffices: (accounts: readonly Account[]) => boolean): Promise<readonly Account[]>;
}

const keptForMs = 30_000;
const mostKept = 2000;

/** Asked anew where what is remembered does not do: somebody who was just let in is not sent away. */
export function accountMemory(): AccountMemory {
  const kept = new Map<string, { accounts: readonly Account[]; until: number }>();
  return {
    async of(turn, pulse, suffices) {
      const key = `${turn.person.directoryId} ${turn.words.language}`;
      const now = pulse.clock().getTime();
      const known = kept.get(key);
      if (known && now < known.until && suffices(known.accounts)) return known.accounts;
      const accounts = await accountsOf(turn, pulse);
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, { accounts, until: now + keptForMs });
      return accounts;
    },
  };
}

/** An account's name as it is said: Markdown is read there. */
export const nameOf = (account: Account): string => plain(account.name ?? account.slug);

/**
 * The account that a command is about: the one that the button names, the channel's, the one chosen in this
 * conversation, the only one (in a room, of those that all may know of); where none of these tells, a question with buttons.
 * @throws ProblemError 'unknown-account' where it is not the person's, or not for all who will see the answer
 */
export async function accountFor(
  turn: Turn,
  pulse: Pulse,
  { memory, named, again }: { memory: AccountMemory; named: string | null; again: { command: string; args: string } },
): Promise<{ account: Account } | { ask: Message }> {
  const linked = turn.where.channelId === null ? [] : await pulse.conversations.linkedTo(turn.where.channelId);
  const isOneOf = (accounts: readonly Account[]) => {
    const wished = named !== null ? [named] : linked.length > 0 ? linked : null;
    return accounts.some((account) => wished === null || wished.includes(account.id) || wished.includes(account.slug));
  };
  const mine = await memory.of(turn, pulse, isOneOf);
  if (named !== null) return { account: only(mine.filter((account) => account.id === named || account.slug === named)) };
  if (linked.length === 1) return { account: only(mine.filter((account) => account.id === linked[0])) };
  const candidates = linked.length > 0 ? mine.filter((account) => linked.includes(account.id)) : mine;
  const chosen = candidates.find((account) => account.id === turn.where.chosenAccountId);
  if (chosen) return { account: chosen };
  const [first, ...others] = candidates;
  if (first && others.length === 0) return { account: first };
  if (!first) throw new ProblemError('unknown-account');
  const offered = await shownHere(turn, pulse, candidates);
  return offered.length > 1 ? { ask: chooseAccount(offered, again, turn.words) } : { account: only(offered) };
}

function only([account]: readonly Account[]): Account {
  if (!account) throw new ProblemError('unknown-account');
  return account;
}

const namesIn = (account: Account) => [account.id, account.slug, account.name ?? ''].map((name) => name.toLowerCase());

/** Whether that is the account's id, slug or name, in full. */
export const isNamed = (wished: string, account: Account): boolean => wished !== '' && namesIn(account).includes(wished.toLowerCase());

/** By id, slug or name; then by what the name holds; then by what is nearly it. */
export function accountsNamed(wished: string, accounts: readonly Account[]): readonly Account[] {
  const wish = wished.toLowerCase();
  const ways: ((name: string) => boolean)[] = [
    (name) => name === wish,
    (name) => name.startsWith(wish),
    (name) => name.includes(wish),
    (name) => wish.length > 3 && editsBetween(name.slice(0, 60), wish.slice(0, 60)) <= 2,
  ];
  for (const way of ways) {
    const found = accounts.filter((account) => namesIn(account).some(way));
    if (found.length > 0) return found;
  }
  return [];
}
