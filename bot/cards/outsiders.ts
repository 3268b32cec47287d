import { outsidersSee } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { Message } from '../turn.ts';
import { type Button, execute, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { subtle, text } from './parts/text.ts';

/** One button per answer. Where the card stands elsewhere than in the room, it names the room and the account. */
export const outsiderButtons = ({ t }: Words, about: { account: string; room: string } | null): Button[] =>
  outsidersSee.map((see) => execute(t.outsiders.see[see], 'confirmOutsiders', { ...about, see }));

/** Asks the manager what people from outside may see in this room. It names no account: they read it too. */
export const askOutsidersCard = (count: number, words: Words): Message => {
  const { t, language } = words;
  return cardMessage({
    language,
    summary: t.outsiders.ask,
    body: [
      count > 0 ? text(t.outsiders.who(count), { size: 'Medium' }) : text(t.outsiders.none),
      text(t.outsiders.ask),
      subtle(t.outsiders.means, { spacing: 'Small' }),
    ],
    actions: outsiderButtons(words, null),
  });
};

/** What was decided; the room sees it. */
export const outsidersDecided = (see: (typeof outsidersSee)[number], { t, language }: Words, isInRoom: boolean): Message =>
  cardMessage({
    language,
    summary: t.outsiders.done[see],
    body: [text(`✔ ${t.outsiders.done[see]}`)],
    actions: isInRoom ? [runCommand(t.scorecard.title, 'scorecard')] : [],
  });
