import type { IAdaptiveCard } from '@microsoft/teams.cards';
import type { Caller } from '../src/access/token.ts';
import type { Conversation } from '../src/outbox/conversation.ts';
import type { Me } from '../src/server/contract.ts';
import type { Viewer } from '../src/server/door.ts';
import type { Words } from './i18n/words.ts';

/** An Adaptive Card, version 1.5, made by cards/parts/card.ts. */
export type Card = IAdaptiveCard;

/** What leaves: a card, or plain text. */
export type Message =
  | {
      card: Card;
      /** What toasts, the feed and old clients show instead. */
      summary: string;
      /** Also in the person's activity feed. */
      alert?: boolean;
    }
  | { text: string; alert?: boolean };

/** Somebody in the chat or channel, as Teams lists them. */
export interface Member {
  /** The bot's own id for them: '29:…'. */
  id: string;
  /** Of this directory; null for a guest, a person of another tenant, and whoever cannot be told. */
  directoryId: string | null;
  /** The directory id of a guest or a person of another tenant: theirs counts only where a manager has named it. */
  outsiderId: string | null;
  name: string | null;
  /** user@domain. */
  address: string | null;
  /** Of another tenant: refused, whatever they ask. */
  isForeign: boolean;
}

/** An account of the person who asks: {id, slug, name, role}. */
export type Account = Me['accounts'][number];

/** One thing that a person wrote, chose or clicked, and the place where they did. Authenticated, and of this tenant. */
export interface Turn {
  person: Caller;
  /** The bot's own id for the person: '29:…'. */
  userId: string;
  where: Conversation;
  /** Texts, and how numbers, dates and times are written, in the person's language. */
  words: Words;
  /** What they wrote, without mentions; '' of a click. */
  text: string;
  /** The token of this very person that their client sent with the click: with it the bot may save in their name. */
  assertion: string | null;
  /** The client of this click can fetch such a token, and send the click again with it. */
  canFetchToken: boolean;
  /** The message whose button was clicked, and the conversation (of a channel: the thread) that it stands in. */
  clicked: { conversationId: string; messageId: string } | null;
  /**
   * Who will see the answer: the person alone in a personal chat, and where their own view is made (a click, a refresh);
   * else everybody who is there.
   */
  viewer(): Promise<Viewer>;
  /** Everybody who is in the chat or channel, the bot left out; [] where Teams does not tell. */
  members(): Promise<readonly Member[]>;
  /** The same turn, answered for everybody who is there. */
  forAll(): Turn;
  /** Puts a message in the place of the one whose button was clicked, for everybody. */
  replace(message: Message): Promise<void>;
}

/** A turn that is about one account: the channel's, the chosen one, or the only one. */
export interface AccountTurn extends Turn {
  account: Account;
}
