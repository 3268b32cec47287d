import { z } from 'zod';

const id = z.string().min(1).max(1000);
const text = z.string().nullish();
const account = z.object({ id, aadObjectId: text, name: text });

/**
 * What the bot reads of an activity of Teams. Checked at the edge: whatever does not fit is refused before anything is
 * done; what is not named here is not looked at.
 */
export const Activity = z.object({
  type: z.string().max(100),
  id: text,
  channelId: z.literal('msteams'),
  serviceUrl: z.string().max(500),
  from: account,
  recipient: account,
  conversation: z.object({ id, conversationType: text, tenantId: text }),
  locale: z.string().max(100).nullish(),
  text: text,
  /** Of a click: {action: {verb, data}, trigger}; of a client without Action.Execute: what its button sent. */
  value: z.unknown().optional(),
  name: text,
  action: text,
  replyToId: text,
  membersAdded: z.array(account.partial({ aadObjectId: true, name: true })).nullish(),
  membersRemoved: z.array(account.partial({ aadObjectId: true, name: true })).nullish(),
  entities: z
    .array(z.looseObject({ type: text, mentioned: z.object({ id: text }).nullish(), text: text, timezone: text, locale: text }))
    .nullish(),
  channelData: z
    .object({
      tenant: z.object({ id: text }).nullish(),
      team: z.object({ id: text, aadGroupId: text }).nullish(),
      channel: z.object({ id: text }).nullish(),
      settings: z.object({ selectedChannel: z.object({ id: text }).nullish() }).nullish(),
      eventType: text,
    })
    .nullish(),
});
export type Activity = z.output<typeof Activity>;

/** Every place that names the tenant must name this one, and one of them must. */
export function isOfTenant({ channelData, conversation }: Activity, tenantId: string): boolean {
  const named = [channelData?.tenant?.id, conversation.tenantId].filter(Boolean).map((one) => String(one).toLowerCase());
  return named.length > 0 && named.every((one) => one === tenantId.toLowerCase());
}

/** The conversation without the thread: ';messageid=' names one post of a channel. */
export const conversationIdOf = ({ conversation }: Activity): string => conversation.id.split(';')[0] ?? conversation.id;

/** Alone with the bot is only who Teams says is: of whatever else it names, or does not, the roster is asked before figures are shown. */
export function kindOf({ conversation, channelData }: Activity): 'personal' | 'groupChat' | 'channel' {
  if (channelData?.channel?.id || channelData?.team?.id || conversation.conversationType === 'channel') return 'channel';
  return conversation.conversationType === 'personal' ? 'personal' : 'groupChat';
}

/** The channel that a conversation is: on installation the one that was chosen. */
export const channelIdOf = (activity: Activity): string | null =>
  kindOf(activity) !== 'channel'
    ? null
    : activity.channelData?.channel?.id || activity.channelData?.settings?.selectedChannel?.id || conversationIdOf(activity);

const mentionsOfBot = ({ entities, recipient }: Activity) =>
  (entities ?? []).filter((entity) => entity.type === 'mention' && entity.mentioned?.id === recipient.id);

/**
 * Whether a message is meant for the bot. With the consent to read a channel or chat, Teams delivers what people say to
 * each other as well; a card's button has a value and no mention.
 */
export const isToBot = (activity: Activity): boolean =>
  kindOf(activity) === 'personal' || Boolean(activity.value) || mentionsOfBot(activity).length > 0;

/** What was written, without mentions of the bot: by the entities, whose text stands in it; never by what looks like one. */
export function textOf(activity: Activity): string {
  let rest = activity.text ?? '';
  for (const { text: mention } of mentionsOfBot(activity)) if (mention) rest = rest.replaceAll(mention, ' ');
  return rest;
}

/** The time zone that the client tells: {type: 'clientInfo', timezone}. */
export const timeZoneOf = ({ entities }: Activity): string | null =>
  (entities ?? []).find((entity) => entity.type === 'clientInfo' && entity.timezone)?.timezone ?? null;

export const isBotAmong = (members: Activity['membersAdded'], { recipient }: Activity): boolean =>
  (members ?? []).some((member) => member.id === recipient.id);
