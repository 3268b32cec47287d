import type { Language } from '../model/index.ts';

/** A chat that the bot is in. Ids only. */
export interface Conversation {
  id: string;
  kind: 'personal' | 'groupChat' | 'channel';
  serviceUrl: string;
  botId: string;
  /** personal: who it is with. */
  directoryId: string | null;
  userId: string | null;
  teamId: string | null;
  channelId: string | null;
  language: Language;
  timeZone: string | null;
  chosenAccountId: string | null;
  isSuspended: boolean;
}

/** What an activity tells of the conversation that it came from; what it does not say stays as it was. */
export type SeenConversation = Omit<Conversation, 'chosenAccountId' | 'isSuspended'>;

/** The book of conversations. */
export interface Conversations {
  /** Every activity brings the newest service address; writing or installing also ends a suspension. */
  seen(conversation: SeenConversation): Promise<void>;
  find(id: string): Promise<Conversation | null>;
  personalOf(directoryId: string): Promise<Conversation | null>;
  ofChannel(channelId: string): Promise<Conversation | null>;
  choose(id: string, accountId: string | null): Promise<void>;
  /** The accounts that a channel is linked to. */
  linkedTo(channelId: string): Promise<readonly string[]>;
  /** @returns true for the first who asks: Teams delivers a message again when its answer was late. */
  heardOnce(id: string, activityId: string): Promise<boolean>;
  /** @returns true for the one who is to send the welcome, once per conversation. */
  welcomeOnce(id: string): Promise<boolean>;
  suspend(id: string, because: string): Promise<void>;
}
