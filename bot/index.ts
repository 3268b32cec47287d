import type { Conversations } from '../src/outbox/conversation.ts';
import type { Door } from '../src/server/door.ts';
import type { Answered } from '../src/server/errands/types.ts';
import type { MessagesHandler } from '../src/server/house.ts';
import { actions } from './actions/index.ts';
import { type AdapterParts, openAdapter } from './adapter.ts';
import { answered } from './answered.ts';
import { commands } from './commands/index.ts';
import type { Connector } from './conversations.ts';
import { recognition } from './people.ts';
import type { Pulse } from './pulse.ts';
import { reception } from './reception.ts';
import type { AppRemoved, RoomChanged } from './rooms.ts';
import { createRouter, type Router } from './router.ts';
import type { SignIn } from './signIn.ts';
import type { TabLinks } from './tabLinks.ts';

export interface BotParts extends AdapterParts {
  door: Door;
  conversations: Conversations;
  tab: TabLinks;
  signIn?: SignIn | null;
  /** Told what becomes of the teams and channels that the bot is in. */
  rooms?: RoomChanged;
  removed?: AppRemoved;
  clock(): Date;
}

export interface Bot {
  /** Takes what Teams sends to /api/messages. */
  messages: MessagesHandler;
  /** For what leaves by itself. */
  connector: Connector;
  /** Told of an answer that was saved after a sign-in in a browser. */
  answered: Answered;
  pulse: Pulse;
}

/** The Teams bot, whole: the wire, who is speaking, and what it answers. */
export function createBot({ door, conversations, tab, signIn = null, rooms, removed, clock, ...adapterParts }: BotParts): Bot {
  const { connector, messages } = openAdapter(adapterParts);
  const pulse: Pulse = {
    door,
    conversations,
    clock,
    tab,
    signIn,
    log: adapterParts.log,
    run: (turn, command, args, account) => router.run(turn, command, args, account),
  };
  const router: Router = createRouter(commands, actions, pulse);
  const recognise = recognition(connector, () => clock().getTime());
  return {
    connector,
    pulse,
    answered: answered({ connector, pulse }),
    messages: messages(reception({ router, pulse, connector, recognise, commands, rooms, removed })),
  };
}
