import { z } from 'zod';
import { type Activity, channelIdOf, conversationIdOf, isBotAmong, isToBot, kindOf } from './activity.ts';
import type { InvokeAnswer, Receive } from './adapter.ts';
import { welcomeCard } from './cards/welcome.ts';
import type { Command } from './commands/command.ts';
import type { Connector } from './conversations.ts';
import { languageOfLocale, wordsIn } from './i18n/words.ts';
import { loginRequest } from './loginRequest.ts';
import type { Recognise } from './people.ts';
import type { Pulse } from './pulse.ts';
import { type AppRemoved, type RoomChange, type RoomChanged, roomEventOf } from './rooms.ts';
import type { Router } from './router.ts';
import { LoginNeeded } from './signIn.ts';
import type { Message } from './turn.ts';
import { placeOf, seenIn, turnOf } from './turns.ts';

export interface ReceptionParts {
  router: Router;
  pulse: Pulse;
  connector: Connector;
  recognise: Recognise;
  commands: readonly Command[];
  /** Told what becomes of teams and channels. */
  rooms?: RoomChanged | undefined;
  /** Told that the app was removed from a channel or its team. */
  removed?: AppRemoved | undefined;
}

/** Teams' store rule: an answer or "is typing" within two seconds. */
const typingAfterMs = 1500;
/** Teams gives a turn 10 to 15 seconds; then the answer follows by itself. */
const turnEndsAfterMs = 8000;

/** What a click sends, and what a button of a client without Action.Execute does. */
const Click = z.object({
  action: z.object({ verb: z.string().max(80), data: z.unknown().optional() }),
  /** The person's token, where the client was asked for it. */
  authentication: z
    .object({ token: z.string().max(16_384) })
    .nullish()
    .catch(null),
});
const Submitted = z.looseObject({ verb: z.string().max(80) });

/** Everything that Teams tells the bot, by the kind of activity; kinds that are not known are taken and left. */
export function reception({ router, pulse, connector, recognise, commands, rooms, removed }: ReceptionParts): Receive {
  const { conversations, log } = pulse;

  const send = async (activity: Activity, message: Message): Promise<void> => {
    try {
      await connector.post(placeOf(activity), message, activity.type === 'message' && activity.id ? activity.id : undefined);
    } catch (error) {
      // Whoever asked sees that nothing came, and asks again: an answer is never sent twice on suspicion.
      log.warn({ err: error, conversationKind: kindOf(activity) }, 'an answer could not be sent');
    }
  };

  const hear = async (activity: Activity): Promise<void> => {
    const person = await recognise(activity, placeOf(activity));
    const words = wordsIn(languageOfLocale(activity.locale ?? undefined) ?? 'en');
    if (person === null) return send(activity, { text: words.t.chat.notTheirs });
    const seen = seenIn(activity, person);
    const where = activity.id ? await conversations.heard(seen, activity.id) : await conversations.seen(seen);
    if (where === null) return;
    const submitted = activity.text ? null : Submitted.safeParse(activity.value);
    const turn = turnOf({ activity, person, where, connector, log, isOwnView: false });
    const answer = submitted?.success ? router.act(turn, submitted.data.verb, submitted.data) : router.hear(turn);
    const typing = setTimeout(() => void connector.typing(placeOf(activity)), typingAfterMs);
    const answered = answer.finally(() => clearTimeout(typing)).then((message) => send(activity, message));
    if ((await within(answered, turnEndsAfterMs)) === late) log.info({ conversationKind: where.kind }, 'an answer follows after its turn');
  };

  const click = async (activity: Activity): Promise<InvokeAnswer> => {
    const parsed = Click.safeParse(activity.value);
    const person = await recognise(activity, placeOf(activity));
    const words = wordsIn(languageOfLocale(activity.locale ?? undefined) ?? 'en');
    if (!parsed.success) return shown({ text: words.t.problem.oldButton });
    if (person === null) return shown({ text: words.t.chat.notTheirs });
    const where = await conversations.seen(seenIn(activity, person));
    const { action, authentication } = parsed.data;
    const assertion = authentication ? ((await pulse.signIn?.tokenOf(person, authentication.token)) ?? null) : null;
    // A token that is not this person's is none; it is not asked for again and again.
    const canFetchToken = !authentication && Boolean(pulse.signIn?.resource);
    const turn = turnOf({ activity, person, where, connector, log, isOwnView: true, assertion, canFetchToken });
    try {
      const message = await within(router.act(turn, action.verb, action.data ?? {}), turnEndsAfterMs);
      return shown(message === late ? { text: turn.words.t.chat.lateClick } : message);
    } catch (error) {
      if (error instanceof LoginNeeded) return loginRequest(error, turn.words);
      throw error;
    }
  };

  /** Installation and "the bot was added" may both come, in any order: one welcome. */
  const welcome = async (activity: Activity): Promise<void> => {
    const kind = kindOf(activity);
    const person = await recognise(activity, placeOf(activity));
    const where = await conversations.seen(seenIn(activity, person));
    if (!(await conversations.welcomeOnce(where.id))) return;
    const addedBy = person?.name ?? null;
    await send(activity, welcomeCard(kind, commands, addedBy, wordsIn(where.language)));
  };

  /** The app was removed: of a chat it is only kept in mind, a channel's accounts lose their link. */
  const leave = async (activity: Activity): Promise<void> => {
    await conversations.suspend(conversationIdOf(activity), 'removed');
    const channelId = channelIdOf(activity);
    if (channelId !== null && removed) await removed({ channelId, teamId: activity.channelData?.team?.aadGroupId?.toLowerCase() ?? null });
  };

  return async (activity) => {
    // Another bot is not talked to: two that answer each other never end.
    if (activity.type === 'message' && activity.from.id.startsWith('28:')) return null;
    switch (activity.type) {
      case 'message':
        // What people say to each other is dropped unread: nobody is looked up for it, and nothing is stored.
        if (!isToBot(activity)) return null;
        await hear(activity);
        return null;
      case 'invoke':
        return activity.name === 'adaptiveCard/action' ? click(activity) : { status: 501, body: null };
      case 'installationUpdate':
        if (activity.action?.startsWith('add')) await welcome(activity);
        else if (activity.action?.startsWith('remove')) await leave(activity);
        return null;
      case 'conversationUpdate':
        if (rooms && roomEventOf(activity)) await rooms(roomEventOf(activity) as RoomChange);
        else if (isBotAmong(activity.membersAdded, activity)) await welcome(activity);
        else if (isBotAmong(activity.membersRemoved, activity)) await conversations.suspend(conversationIdOf(activity), 'removed');
        return null;
      default:
        return null;
    }
  };
}

const late = Symbol('late');
function within<T>(work: Promise<T>, ms: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}

/** The answer to a click: a card in the old one's place, or a line of text. Teams shows no error body: both come with 200. */
const shown = (message: Message): InvokeAnswer => ({
  status: 200,
  body:
    'card' in message
      ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: message.card }
      : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: message.text },
});
