import { type Activity, channelIdOf } from './activity.ts';

const events = {
  teamArchived: 'teamArchived',
  teamUnarchived: 'teamUnarchived',
  teamDeleted: 'teamDeleted',
  teamHardDeleted: 'teamDeleted',
  teamRestored: 'teamRestored',
  channelDeleted: 'channelDeleted',
  channelRestored: 'channelRestored',
} as const;

/** What became of a team or channel that the bot is in. */
export interface RoomChange {
  event: (typeof events)[keyof typeof events];
  teamId: string | null;
  channelId: string;
}
/** The app was removed from a channel's team; of some clients only the channel is known. */
export type AppRemoved = (where: { channelId: string; teamId: string | null }) => Promise<void>;
export type RoomChanged = (change: RoomChange) => Promise<void>;

/** null: an event of another kind; new kinds may come at any time. Names are asked of Teams when they are shown, so a new one is no news. */
export function roomEventOf(activity: Activity): RoomChange | null {
  const told = activity.channelData?.eventType ?? '';
  const event = Object.hasOwn(events, told) ? events[told as keyof typeof events] : null;
  const channelId = event?.startsWith('team') ? (activity.channelData?.team?.id ?? channelIdOf(activity)) : channelIdOf(activity);
  if (event === null || channelId === null) return null;
  return { event, teamId: activity.channelData?.team?.aadGroupId?.toLowerCase() ?? null, channelId };
}
