import type { Language } from '../../src/model/index.ts';
import type { Pulse } from '../pulse.ts';
import type { AccountTurn, Message, Turn } from '../turn.ts';

interface Described {
  /** As the manifest's menu sends it, and as buttons name it. */
  name: string;
  /** What else it may be called, in lower case; the name is understood in every language. */
  aliases: Readonly<Record<Language, readonly string[]>>;
  /** What may follow the name: '' or '<kpi> [since <date>]'. */
  usage: Readonly<Record<Language, string>>;
  /** One line. */
  help: Readonly<Record<Language, string>>;
}

/**
 * One command: what it is called, what help says of it, and what it answers. It answers with one message, and `args` is
 * what follows the name, trimmed. In a chat or channel the message is seen by all who are there: ask the door with
 * `await turn.viewer()`, and nothing is shown that one of them may not see. A ProblemError of the door is said in words
 * by the router; each viewer's own view (refresh) is added by it too.
 */
export type Command = Described &
  (
    | {
        /** About one account: the router finds out which, and asks with buttons where it cannot know. */
        for: 'account';
        run(turn: AccountTurn, args: string, pulse: Pulse): Promise<Message>;
      }
    | {
        for: 'person';
        run(turn: Turn, args: string, pulse: Pulse): Promise<Message>;
      }
  );

export const defineCommand = (command: Command): Command => command;
