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
  /**
   * Every activity brings the newest service address; writing or installing also ends a suspension. A room keeps the
   * language in which it was first spoken to: one person's must not change it for all.
   */
  seen(conversation: SeenConversation): Promise<Conversation>;
  find(id: string): Promise<Conversation | null>;
  personalOf(directoryId: string): Promise<Conversation | null>;
  ofChannel(channelId: string): Promise<Conversation | null>;
  choose(id: string, accountId: string | null): Promise<void>;
  /** The accounts that a channel is linked to. */
  linkedTo(channelId: string): Promise<readonly string[]>;
  /** The same for a message; null for every delivery but the first: Teams delivers again when an answer was late. */
  heard(conversation: SeenConversation, activityId: string): Promise<Conversation | null>;
  /** @returns true for the one who is to send the welcome, once per conversation. */
  welcomeOnce(id: string): Promise<boolean>;
  suspend(id: string, because: string): Promise<void>;
}
