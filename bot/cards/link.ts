import type { Linked } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { Account, Message } from '../turn.ts';
import { execute, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { subtle, text } from './parts/text.ts';

const nameOf = (account: Account) => account.name ?? account.slug;

/** Asks before a room is opened to an account, and says who will see what. */
export const askToLink = (account: Account, { t, language }: Words): Message =>
  cardMessage({
    language,
    summary: t.link.ask(oneLine(nameOf(account))).replaceAll('**', ''),
    body: [text(t.link.ask(plain(nameOf(account))), { size: 'Medium' }), text(t.link.will), subtle(t.link.outsiders, { spacing: 'Small' })],
    actions: [execute(t.link.yes, 'link', { account: account.id }), execute(t.link.no, 'dontLink')],
  });

export const linkedCard = ({ members, outsiders }: Linked, account: Account, { t, language }: Words): Message =>
  cardMessage({
    language,
    summary: t.link.done(oneLine(nameOf(account))).replaceAll('**', ''),
    body: [
      text(`✔ ${t.link.done(plain(nameOf(account)))}`, { size: 'Medium' }),
      text(t.link.seen(members)),
      outsiders > 0 ? text(`▲ ${t.link.withOutsiders(outsiders)}`, { color: 'Warning' }) : null,
    ],
    actions: [runCommand(t.scorecard.title, 'scorecard', '', account.id), runCommand(t.help.help, 'help')],
  });
