import type { Caller } from '../src/access/token.ts';
import type { Language } from '../src/model/index.ts';
import type { Conversation, SeenConversation } from '../src/outbox/conversation.ts';
import type { Viewer } from '../src/server/door.ts';
import { type Activity, channelIdOf, conversationIdOf, kindOf, textOf, timeZoneOf } from './activity.ts';
import { audience } from './audience.ts';
import type { Connector, Place } from './conversations.ts';
import { languageOfLocale, wordsIn } from './i18n/words.ts';
import type { Log } from './pulse.ts';
import type { Member, Turn } from './turn.ts';

/** Where an answer goes: in a channel into the thread that was written in. */
export const placeOf = ({ conversation, serviceUrl, recipient }: Activity): Place => ({
  id: conversation.id,
  serviceUrl,
  botId: recipient.id,
});
const wholePlaceOf = (activity: Activity): Place => ({ ...placeOf(activity), id: conversationIdOf(activity) });

/** What an activity tells of its conversation. */
export function seenIn(activity: Activity, person: Caller | null): SeenConversation {
  const kind = kindOf(activity);
  const isPersonal = kind === 'personal';
  return {
    id: conversationIdOf(activity),
    kind,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient.id,
    directoryId: isPersonal ? (person?.directoryId ?? null) : null,
    userId: isPersonal ? activity.from.id : null,
    teamId: activity.channelData?.team?.aadGroupId?.toLowerCase() ?? null,
    channelId: channelIdOf(activity),
    language: languageOf(activity) ?? 'en',
    timeZone: timeZoneOf(activity),
  };
}

const languageOf = ({ locale }: Activity): Language | null => languageOfLocale(locale ?? undefined);

export interface TurnParts {
  activity: Activity;
  person: Caller;
  where: Conversation;
  connector: Connector;
  log: Log;
  /** A click or refresh: the answer is the person's own. */
  isOwnView: boolean;
  assertion?: string | null;
  canFetchToken?: boolean;
}

export function turnOf({ activity, person, where, connector, log, isOwnView, assertion = null, canFetchToken = false }: TurnParts): Turn {
  // Who writes Chinese is answered in Chinese, whatever their client is set to.
  const language = /^\s*\p{Script=Han}/u.test(textOf(activity)) ? 'zh-CN' : (languageOf(activity) ?? where.language);
  const locale = activity.locale ?? undefined;
  let asked: Promise<readonly Member[]> | undefined;
  const members = () => {
    asked ??= connector.members(wholePlaceOf(activity)).catch((error: unknown) => {
      log.warn({ err: error, conversationKind: where.kind }, 'who is in a conversation could not be read');
      return [];
    });
    return asked;
  };
  const alone: Viewer = { kind: 'person', caller: person, assertion };
  const together = async (): Promise<Viewer> => audience(await members(), where);
  const turn: Turn = {
    person,
    userId: activity.from.id,
    where,
    words: wordsIn(language, { ...(locale ? { locale } : {}), timeZone: timeZoneOf(activity) ?? where.timeZone }),
    text: textOf(activity),
    assertion,
    canFetchToken,
    clicked: activity.replyToId ? { conversationId: activity.conversation.id, messageId: activity.replyToId } : null,
    viewer: async () => (where.kind === 'personal' || isOwnView ? alone : together()),
    members,
    forAll: () => ({ ...turn, viewer: async () => (where.kind === 'personal' ? alone : together()) }),
    async replace(message) {
      if (activity.replyToId) await connector.replace(placeOf(activity), activity.replyToId, message);
    },
  };
  return turn;
}
