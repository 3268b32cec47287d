import type { Conversations } from '../src/outbox/conversation.ts';
import type { Door } from '../src/server/door.ts';
import type { SignIn } from './signIn.ts';
import type { TabLinks } from './tabLinks.ts';
import type { Message, Turn } from './turn.ts';

/** Ids only: never a name, a text, a token. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What commands, actions and messages are given. Numbers come through the door alone: the API's own routes and checks. */
export interface Pulse {
  door: Door;
  conversations: Conversations;
  clock(): Date;
  /** Runs a command as if it had been written, about a named account where one is given. */
  run(turn: Turn, command: string, args: string, account: string | null): Promise<Message>;
  /** How a person lets the bot save in their name; null: it cannot. */
  signIn: SignIn | null;
  /** Where the tab is. */
  tab: TabLinks;
  log: Log;
}
