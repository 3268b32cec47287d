import type { Conversation } from '../src/outbox/conversation.ts';
import type { Audience } from '../src/server/door.ts';
import type { Member } from './turn.ts';

/** What a manager confirms for it is kept under this id: of a channel the channel's, else the chat's. */
export const roomOf = ({ channelId, id }: Pick<Conversation, 'id' | 'channelId'>): string => channelId ?? id;

/** Guests, people of another tenant, and whoever cannot be told. */
export const isOutsider = ({ directoryId }: Member): boolean => directoryId === null;

/** Everybody who is there, for the door to judge. */
export const audience = (members: readonly Member[], where: Pick<Conversation, 'id' | 'channelId'>): Audience => ({
  kind: 'audience',
  directoryIds: members.filter((member) => !isOutsider(member)).map(({ directoryId }) => directoryId),
  outsiders: members.filter(isOutsider).map(({ outsiderId }) => outsiderId),
  room: roomOf(where),
});
