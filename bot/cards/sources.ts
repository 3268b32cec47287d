import type { TextColor } from '@microsoft/teams.cards';
import type { Sources } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { link, oneLine, plain } from './parts/escape.ts';
import { row } from './parts/readingRow.ts';
import { coloured, heading, subtle, text } from './parts/text.ts';

const mostNamed = 12;
type Source = Sources['sources'][number];
const signs: Readonly<Record<Source['state'], { shape: string; color: TextColor }>> = {
  fresh: { shape: '✔', color: 'Good' },
  syncing: { shape: '…', color: 'Default' },
  new: { shape: '–', color: 'Default' },
  stale: { shape: '▲', color: 'Warning' },
  asking: { shape: '▲', color: 'Warning' },
  failed: { shape: '◆', color: 'Attention' },
};
const needsLook = ({ state, quarantined }: Source) => state === 'stale' || state === 'asking' || state === 'failed' || quarantined > 0;

/** Where the records come from and how fresh they are; what needs a look comes first. */
export function sourcesCard({ sources }: Sources, account: Account, words: Words, tab: TabLinks): Message {
  const { t, language } = words;
  const name = account.name ?? account.slug;
  const sorted = [...sources].sort((a, b) => Number(needsLook(b)) - Number(needsLook(a)));
  const bad = sources.filter(needsLook).length;
  const summary = sources.length === 0 ? t.sources.none : t.sources.summary(sources.length, bad);
  return cardMessage({
    language,
    summary: `${oneLine(name)}: ${summary}`,
    body: [
      ...heading(`${plain(name)} · ${t.sources.title}`, summary),
      ...sorted.slice(0, mostNamed).flatMap((source, index) => [line(source, words, index === 0), adviceOf(source)]),
      sources.length > mostNamed ? subtle(t.chat.more(sources.length - mostNamed)) : null,
      sources.length === 0 ? text(t.sources.none) : null,
    ],
    actions: [open(t.chat.openTab, tab({ account: account.slug, page: 'sources' }, t.sources.title))],
  });
}

/** What to do about it; in the reader's language, by the API. */
const adviceOf = ({ advice }: Source) => (advice === null ? null : subtle(plain(advice)));

function line(source: Source, { t, format }: Words, separator: boolean) {
  const { shape, color } = signs[source.state];
  const under = [
    t.sources.records(source.records),
    source.quarantined > 0 ? `▲ ${t.sources.quarantined(source.quarantined)}` : null,
    source.freshAsOf === null ? t.sources.never : t.sources.read(format.instant(source.freshAsOf)),
  ];
  return row(
    { title: link(source.name, source.webUrl), under: under.filter(Boolean).join(' · ') },
    { title: '', under: coloured(`${shape} ${t.sources.state[source.state]}`, color, { spacing: 'None', horizontalAlignment: 'Right' }) },
    { separator },
  );
}
