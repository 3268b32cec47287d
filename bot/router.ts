import { ProblemError } from '../src/server/problems.ts';
import { accountFor, accountMemory } from './accounts.ts';
import type { AnyAction } from './actions/action.ts';
import { isOutsider } from './audience.ts';
import { helpCard, suggestionCard } from './cards/help.ts';
import { runCommand } from './cards/parts/actions.ts';
import { sayWithButtons } from './cards/parts/card.ts';
import type { Command } from './commands/command.ts';
import { kpisNamed } from './kpiNames.ts';
import type { Pulse } from './pulse.ts';
import { LoginNeeded } from './signIn.ts';
import type { Card, Message, Turn } from './turn.ts';
import { understand } from './understand.ts';

/** Teams refreshes a card by itself for so many people; others press. */
const mostRefreshed = 60;

export interface Router {
  /** What was written. */
  hear(turn: Turn): Promise<Message>;
  /** What was clicked. */
  act(turn: Turn, verb: string, data: unknown): Promise<Message>;
  /** Runs a command as if it had been written, about a named account where one is given. */
  run(turn: Turn, name: string, args: string, account: string | null): Promise<Message>;
}

export function createRouter(commands: readonly Command[], actions: readonly AnyAction[], pulse: Pulse): Router {
  const memory = accountMemory();
  const byName = new Map(commands.map((command) => [command.name, command]));
  const byVerb = new Map(actions.map((action) => [action.verb, action]));

  const perform = async (turn: Turn, command: Command, args: string, named: string | null): Promise<Message> => {
    const again = { command: command.name, args };
    try {
      if (command.for === 'person') return await command.run(turn, args, pulse);
      const found = await accountFor(turn, pulse, { memory, named, again });
      if ('ask' in found) return found.ask;
      const message = await command.run({ ...turn, account: found.account }, args, pulse);
      return await withOwnViews(turn, message, { ...again, account: found.account.id });
    } catch (error) {
      return explained(turn, error, again);
    }
  };

  return {
    async hear(turn) {
      const { words } = turn;
      const heard = understand(turn.text, commands);
      if (heard.kind === 'command') return perform(turn, heard.command, heard.args, null);
      if (heard.kind === 'greeting' || heard.kind === 'nothing') return helpCard(commands, words, { greets: heard.kind === 'greeting' });
      // A KPI's name alone asks for the KPI.
      const kpi = byName.get('kpi');
      if (kpi && heard.nearest === null && kpisNamed(turn.text).certain) return perform(turn, kpi, turn.text, null);
      return suggestionCard(heard.nearest, heard.args, words);
    },
    async act(turn, verb, data) {
      const action = byVerb.get(verb);
      const parsed = action?.data.safeParse(data);
      if (!action || !parsed?.success) return { text: turn.words.t.problem.oldButton };
      try {
        return await action.run(turn, parsed.data, pulse);
      } catch (error) {
        if (error instanceof LoginNeeded) throw error;
        return explained(turn, error, null);
      }
    },
    run: (turn, name, args, account) => {
      const command = byName.get(name);
      return command ? perform(turn, command, args, account) : Promise.resolve({ text: turn.words.t.problem.oldButton });
    },
  };

  /** The card that all see is the least of them; each viewer's own comes by refresh. */
  async function withOwnViews(turn: Turn, message: Message, again: { command: string; args: string; account: string }): Promise<Message> {
    if (turn.where.kind === 'personal' || !('card' in message)) return message;
    // Somebody's own view is refreshed for them alone; without the definition it would not be again.
    const isOwn = (await turn.viewer()).kind === 'person';
    const userIds = isOwn
      ? [turn.userId]
      : (await turn.members())
          // What they may see is in the card that all see; a view of their own would be none.
          .filter((member) => !isOutsider(member))
          .slice(0, mostRefreshed)
          .map((member) => member.id);
    const action = runCommand(turn.words.t.chat.refresh, again.command, again.args, again.account, { fallback: undefined });
    const card: Card = { ...message.card, refresh: { action, ...(userIds.length > 0 ? { userIds } : {}) } };
    return { ...message, card };
  }

  /** A problem of the door in words: what it means here, and what can be done. */
  async function explained(turn: Turn, error: unknown, again: { command: string; args: string } | null): Promise<Message> {
    const { t, language } = turn.words;
    if (!(error instanceof ProblemError) || error.key === 'server-error') {
      pulse.log.error({ err: error, conversationKind: turn.where.kind }, 'a turn failed');
      return { text: t.problem.ours };
    }
    const isForAll = (await turn.viewer()).kind === 'audience';
    if (isForAll && again && error.key === 'outsiders-here') {
      return sayWithButtons(language, t.outsiders.here, [
        runCommand(t.chat.onlyMe, again.command, again.args),
        runCommand(t.outsiders.decide, 'outsiders'),
      ]);
    }
    if (isForAll && again && (error.key === 'unknown-account' || error.key === 'forbidden')) {
      // Never the account's name: whether it exists is not for everybody here.
      return sayWithButtons(language, error.key === 'forbidden' ? t.problem.notForReaders : t.problem.notForAllHere, [
        runCommand(t.chat.onlyMe, again.command, again.args),
      ]);
    }
    switch (error.key) {
      case 'unknown-account':
        return { text: t.problem.noAccount };
      case 'forbidden':
        return { text: t.problem.forbidden };
      case 'no-target':
        return { text: t.problem.noTarget };
      case 'figures-about-people-off':
        return { text: t.problem.figuresAboutPeople };
      default:
        return { text: t.problem.other };
    }
  }
}
