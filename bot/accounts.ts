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

/** An account's name as it is said: Markdown is read there. */
export const nameOf = (account: Account): string => plain(account.name ?? account.slug);

/**
 * The account that a command is about: the one that the button names, the channel's, the one chosen in this
 * conversation, the only one; where none of these tells, a question with buttons.
 * @throws ProblemError 'unknown-account' where it is not the person's
 */
export async function accountFor(
  turn: Turn,
  pulse: Pulse,
  { named, again }: { named: string | null; again: { command: string; args: string } },
): Promise<{ account: Account } | { ask: Message }> {
  const mine = await accountsOf(turn, pulse);
  const linked = turn.where.channelId === null ? [] : await pulse.conversations.linkedTo(turn.where.channelId);
  if (named !== null) return { account: only(mine.filter((account) => account.id === named || account.slug === named)) };
  if (linked.length === 1) return { account: only(mine.filter((account) => account.id === linked[0])) };
  const candidates = linked.length > 0 ? mine.filter((account) => linked.includes(account.id)) : mine;
  const chosen = candidates.find((account) => account.id === turn.where.chosenAccountId);
  if (chosen) return { account: chosen };
  const [first, ...others] = candidates;
  if (first && others.length === 0) return { account: first };
  if (!first) throw new ProblemError('unknown-account');
  return { ask: chooseAccount(candidates, again, turn.words) };
}

function only([account]: readonly Account[]): Account {
  if (!account) throw new ProblemError('unknown-account');
  return account;
}

/** By id, slug or name; then by what the name holds; then by what is nearly it. */
export function accountsNamed(wished: string, accounts: readonly Account[]): readonly Account[] {
  const wish = wished.toLowerCase();
  const names = (account: Account) => [account.id, account.slug, account.name ?? ''].map((name) => name.toLowerCase());
  const ways: ((name: string) => boolean)[] = [
    (name) => name === wish,
    (name) => name.startsWith(wish),
    (name) => name.includes(wish),
    (name) => wish.length > 3 && editsBetween(name.slice(0, 60), wish.slice(0, 60)) <= 2,
  ];
  for (const way of ways) {
    const found = accounts.filter((account) => names(account).some(way));
    if (found.length > 0) return found;
  }
  return [];
}
