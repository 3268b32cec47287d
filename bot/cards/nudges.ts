import type { Nudge, Nudges } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { execute, open } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain, whose } from './parts/escape.ts';
import { row } from './parts/readingRow.ts';
import { heading, subtle, text } from './parts/text.ts';

const mostNamed = 8;

/** What is asked, worth most first: of the person, or in a room of the account. */
export function nudgesCard(list: Nudges, account: Account, words: Words, tab: TabLinks, { isMine }: { isMine: boolean }): Message {
  const { t, language } = words;
  const name = account.name ?? account.slug;
  const title = isMine ? t.nudges.mine : t.nudges.all;
  const none = isMine ? t.nudges.noneMine : t.nudges.none;
  const shown = list.nudges.slice(0, mostNamed);
  const [first] = shown;
  return cardMessage({
    language,
    summary: `${oneLine(name)}: ${list.total === 0 ? none : t.nudges.count(list.total)}`,
    body: [
      ...heading(`${plain(name)} · ${title}`, list.total === 0 ? null : t.nudges.count(list.total)),
      ...(list.total === 0 ? [text(none)] : shown.map((nudge, index) => line(nudge, account, words, { separator: index === 0, isMine }))),
      list.total > shown.length ? subtle(t.chat.more(list.total - shown.length), { spacing: 'Small' }) : null,
    ],
    actions: [
      first?.answers ? execute(t.nudges.answerFirst, 'nudgeOpen', { account: account.id, nudge: first.id }) : null,
      open(t.chat.openTab, tab({ account: account.slug }, title)),
    ],
  });
}

function line(nudge: Nudge, account: Account, words: Words, { separator, isMine }: { separator: boolean; isMine: boolean }) {
  const { t, format, change } = words;
  const worth =
    nudge.worth && nudge.worth.change !== null && nudge.worth.text !== null ? change(nudge.worth.change, nudge.worth.unit) : null;
  const who = nudge.who.isManagers ? t.nudges.managers : whose(nudge.who.name);
  const under = [nudge.worth?.text ? plain(nudge.worth.title) : null, isMine ? null : who].filter(Boolean).join(' · ');
  return row(
    { title: plain(nudge.ask, 200), under: under || null },
    { title: worth ?? '–', under: nudge.dueOn ? subtle(format.date(nudge.dueOn), { horizontalAlignment: 'Right' }) : null },
    {
      separator,
      selectAction: execute(oneLine(nudge.ask), 'nudgeOpen', { account: account.id, nudge: nudge.id }, { fallback: undefined }),
    },
  );
}
