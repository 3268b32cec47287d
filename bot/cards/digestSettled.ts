import type { DigestChannel, DigestSummary } from '../../src/server/contract.ts';
import { type Words, wordsIn } from '../i18n/words.ts';
import type { Account, Message } from '../turn.ts';
import { outsiderButtons } from './outsiders.ts';
import { execute, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { heading, subtle, text } from './parts/text.ts';

const nameOf = (account: Account) => account.name ?? account.slug;

/** Before a digest is posted out of turn. The key says after which digest: however often it is clicked, it is posted once. */
export const confirmDigestNow = (account: Account, channel: string, after: number, { t, language }: Words): Message =>
  cardMessage({
    language,
    summary: t.digest.askNow(oneLine(nameOf(account))),
    body: [text(t.digest.askNow(plain(nameOf(account))), { size: 'Medium' })],
    actions: [
      execute(t.digest.postNow, 'digestNow', { account: account.id, channel, after }),
      runCommand(t.digest.preview, 'digest', 'preview', account.id),
    ],
  });

/** What became of a digest that was asked for. */
export const digestQueued = ({ number, delivery }: DigestSummary, { t }: Words): Message => ({
  text:
    delivery?.waitsFor === 'installation'
      ? t.digest.waitsForBot(number)
      : delivery?.state === 'pending' || delivery?.state === 'sending'
        ? t.digest.onItsWay(number)
        : t.digest.isSo(number, t.digest.states[delivery?.state ?? 'pending']),
});

/** Asks the manager, in person, about a digest that nobody knows to have arrived. */
export const digestInDoubtCard = (digest: DigestSummary, account: Account, { t, language }: Words): Message => {
  const data = { account: account.id, channel: digest.channel, number: digest.number };
  const ask = (name: string) => t.digest.mayNotHaveArrived(digest.number, name);
  return cardMessage({
    language,
    summary: ask(oneLine(nameOf(account))),
    alert: true,
    body: [
      text(ask(plain(nameOf(account))), { size: 'Medium' }),
      digest.delivery?.problem ? subtle(digest.delivery.problem.text) : null,
      text(t.digest.lookFirst, { spacing: 'Small' }),
    ],
    actions: [
      execute(t.digest.postAgain, 'digestSettle', { ...data, arrived: false }),
      execute(t.digest.itArrived, 'digestSettle', { ...data, arrived: true }),
    ],
  });
};

export function digestWithheldCard(digest: DigestSummary, account: Account, words: Words): Message {
  const { t, language } = words;
  const isHeld = digest.delivery?.problem?.code === 'outsiders';
  return cardMessage({
    language,
    summary: t.digest.withheld(digest.number, oneLine(nameOf(account))),
    body: [
      text(t.digest.withheld(digest.number, plain(nameOf(account))), { size: 'Medium' }),
      digest.delivery?.problem ? text(digest.delivery.problem.text) : null,
      subtle(isHeld ? t.digest.heldForOutsiders : t.digest.withheldThen, { spacing: 'Small' }),
    ],
    actions: [
      ...(isHeld ? outsiderButtons(words, { account: account.id, room: digest.channel }) : []),
      runCommand(t.digest.button, 'digest', '', account.id),
    ],
  });
}

/** When the channel gets its digest. */
export function digestScheduleCard(channel: DigestChannel, account: Account, canChange: boolean, words: Words): Message {
  const { t, language, locale } = words;
  // The next moment in the channel's own time, as the hour above it.
  const { format } = wordsIn(language, { locale, timeZone: channel.timeZone });
  const when = channel.on ? t.digest.every(t.digest.weekdays[channel.weekday - 1] ?? '', channel.time) : t.digest.off;
  return cardMessage({
    language,
    summary: `${oneLine(nameOf(account))}: ${when}`,
    body: [
      ...heading(`${plain(nameOf(account))} · ${t.digest.weekly}`),
      facts([
        [t.digest.when, when],
        [t.settings.timeZone, channel.timeZone],
        [t.digest.language, t.digest.languages[channel.language]],
        [t.digest.next, channel.nextAt && format.instant(channel.nextAt)],
      ]),
      channel.isInstalled ? null : text(`▲ ${t.digest.notInstalled}`, { color: 'Warning' }),
      canChange ? subtle(t.digest.howToChange, { spacing: 'Small' }) : null,
    ],
    actions: [runCommand(t.digest.preview, 'digest', 'preview', account.id)],
  });
}
