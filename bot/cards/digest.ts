import type { CardElement } from '@microsoft/teams.cards';
import type { Digest, DigestHeadline } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import { arrow, type Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Card, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage, largestCard } from './parts/card.ts';
import { link, oneLine, plain, whose } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { row, targetText } from './parts/readingRow.ts';
import { statusColor, statusMark } from './parts/status.ts';
import { heading, section, subtle, text } from './parts/text.ts';

/** How much of the lists is told. Long names and addresses make a card large: then a smaller one is made. */
interface Size {
  listed: number;
  name: number;
  sentence: number;
  isLinked: boolean;
}
const sizes: readonly Size[] = [
  { listed: 5, name: 90, sentence: 420, isLinked: true },
  { listed: 5, name: 60, sentence: 320, isLinked: false },
  { listed: 3, name: 30, sentence: 200, isLinked: false },
  { listed: 2, name: 20, sentence: 110, isLinked: false },
];

/** The weekly post. Whatever the names, it stays below what a card may hold. */
export function digestCard(digest: Digest, account: Account, words: Words, tab: TabLinks): Message & { card: Card } {
  let card = made(digest, account, words, tab, sizes[0] as Size);
  for (const size of sizes.slice(1)) {
    if (Buffer.byteLength(JSON.stringify(card.card)) < largestCard) break;
    card = made(digest, account, words, tab, size);
  }
  return card;
}

function made(digest: Digest, account: Account, words: Words, tab: TabLinks, size: Size): Message & { card: Card } {
  const { t, language } = words;
  const name = account.name ?? account.slug;
  const title = digest.number === null ? t.digest.preview : t.digest.title(digest.number);
  const sentences = digest.headlines.flatMap(({ sentence }) => sentence ?? []);
  const moved = [...digest.headlines].filter(({ sentence }) => sentence !== null).sort((a, b) => relative(b) - relative(a));
  return cardMessage({
    language,
    summary: oneLine(`${name} · ${title}: ${sentences[0] ?? t.digest.quiet}`, 300),
    body: [
      ...heading(`${plain(name, size.name)} · ${title}`, under(digest, words)),
      ...gap(digest, words),
      ...closed(digest, words, size),
      ...digest.headlines.map((headline, index) => headlineRow(headline, words, index === 0)),
      ...(digest.headlinesOnly
        ? []
        : moved.length === 0
          ? [subtle(t.digest.quiet, { spacing: 'Medium' })]
          : [section(t.digest.moved), ...moved.map(({ sentence }) => text(plain(sentence ?? '', size.sentence), { spacing: 'Small' }))]),
      ...events(digest.wins, t.digest.wins, words, size),
      ...events(digest.slips, t.digest.slips, words, size),
      ...renewals(digest, words, size),
      ...moves(digest, words, size),
      ...health(digest, words, size),
    ],
    actions: [
      open(t.chat.openTab, tab({ account: account.slug }, oneLine(name))),
      runCommand(t.scorecard.title, 'scorecard', '', account.id),
      moved[0] ? runCommand(t.scorecard.whyButton(oneLine(moved[0].title, 40)), 'why', moved[0].id, account.id) : null,
      runCommand(t.renewals.title, 'renewals', '', account.id),
      runCommand(t.pipeline.title, 'pipeline', '', account.id),
    ],
  });
}

/** How much a change is of what the KPI stands at: what moved most is told first. */
const relative = ({ change, value }: DigestHeadline): number =>
  change === null || value === null ? 0 : Math.abs(magnitude(change)) / Math.max(Math.abs(magnitude(value)), 1e-9);

function under({ week, onDate, since }: Digest, { t, format }: Words): string {
  const of = week === null ? t.scorecard.asOf(format.date(onDate)) : t.digest.week(format.date(week));
  const late = week !== null && week !== onDate ? ` · ${t.scorecard.asOf(format.date(onDate))}` : '';
  const from = since.number === null ? t.digest.sinceDay(format.date(since.date)) : t.digest.since(since.number, format.date(since.date));
  return `${of}${late} · ${from}`;
}

function gap({ gap: { notDelivered, inDoubt } }: Digest, { t, format }: Words): CardElement[] {
  const numbers = (list: readonly number[]) => format.list(list.map(String));
  return [
    ...(notDelivered.length > 0 ? [text(`▲ ${t.digest.notDelivered(numbers(notDelivered))}`, { color: 'Warning' })] : []),
    ...(inDoubt.length > 0 ? [text(`▲ ${t.digest.inDoubt(numbers(inDoubt))}`, { color: 'Warning' })] : []),
  ];
}

/** The year that has ended: what it came to. No change is shown across its end. */
function closed({ closed: year }: Digest, words: Words, size: Size): CardElement[] {
  if (!year) return [];
  const { t, format } = words;
  const sentences = year.headlines.flatMap(({ sentence }) =>
    sentence === null ? [] : [text(plain(sentence, size.sentence), { spacing: 'Small' })],
  );
  return [
    section(t.digest.closed(year.fiscalYear, format.date(year.endsOn))),
    ...year.headlines.map((headline) => headlineRow(headline, words, false)),
    ...sentences.slice(0, size.listed),
    section(t.digest.newYear),
  ];
}

function headlineRow(headline: DigestHeadline, words: Words, separator: boolean): CardElement {
  const { t } = words;
  const { change, unit, status, title } = headline;
  const changed = change === null ? null : isUnchanged(headline, words) ? t.kpi.unchanged : `${arrow(change)}${words.change(change, unit)}`;
  const left = [targetText(headline, words), changed].filter((part) => part !== null).join(' · ');
  return row(
    { title: plain(title), under: left || null },
    {
      title: words.value(headline, unit),
      under: status
        ? text(statusMark(status, words), { color: statusColor(status), size: 'Small', spacing: 'None', horizontalAlignment: 'Right' })
        : subtle(t.kpi.noTarget, { horizontalAlignment: 'Right' }),
    },
    { separator },
  );
}
/** A change that is rounded to nothing where it is shown. */
const isUnchanged = ({ change, unit }: DigestHeadline, { format }: Words): boolean =>
  change !== null && !/[1-9]/.test(format.change(change, unit));

function events(list: Digest['wins'], title: string, words: Words, size: Size): CardElement[] {
  if (list.records === 0) return [];
  const { t, format } = words;
  const total = magnitude(list.amount) === 0 ? '' : ` · ${format.amount(list.amount, 'money')}`;
  const shown = list.events.slice(0, size.listed);
  const more = list.records - shown.length;
  return [
    section(`${title} (${list.records})${total}`),
    ...shown.map(({ label, sourceUrl, text: what, amount }) =>
      text([named(label, sourceUrl, words, size), what, amount && format.amount(amount, 'money')].filter(Boolean).join(' · '), {
        spacing: 'Small',
      }),
    ),
    ...(more > 0 ? [subtle(t.chat.more(more))] : []),
  ];
}

function renewals({ renewals: { buckets, due } }: Digest, words: Words, size: Size): CardElement[] {
  const { t, format } = words;
  if (buckets.every(({ records }) => records === 0)) return [];
  return [
    section(t.digest.renewals),
    facts(
      buckets.map(
        ({ days, records, amount }) =>
          [t.digest.within(days), records === 0 ? t.digest.none : t.renewals.sum(records, format.amount(amount, 'money'))] as const,
      ),
    ),
    ...due
      .slice(0, Math.min(3, size.listed))
      .map(({ label, sourceUrl, dueOn, amount }) =>
        text(
          [named(label, sourceUrl, words, size), t.digest.dueOn(format.date(dueOn)), amount && format.amount(amount, 'money')]
            .filter(Boolean)
            .join(' · '),
          { spacing: 'Small' },
        ),
      ),
  ];
}

function moves(digest: Digest, words: Words, size: Size): CardElement[] {
  const { moves: list } = digest;
  if (list.length === 0) return [];
  const { t, format } = words;
  return [
    section(t.digest.moves),
    ...list.slice(0, size.listed).flatMap(({ text: what, label, sourceUrl, kpi, worth, dueOn, ownerName }, index) => {
      const about = label !== null && !what.includes(label) ? ` ${named(label, sourceUrl, words, size)}` : '';
      const isWorth = kpi !== null && worth !== null && magnitude(worth) !== 0;
      const small = [
        isWorth ? t.digest.worth(words.change(worth, kpi.unit), plain(kpi.title)) : null,
        dueOn && (dueOn < digest.onDate ? t.digest.dueSince(format.date(dueOn)) : t.goal.until(format.date(dueOn))),
        whose(ownerName),
      ];
      return [
        text(`${index + 1}\\. ${plain(what, size.name * 2)}${about}`, { spacing: 'Small' }),
        ...(small.some(Boolean) ? [subtle(small.filter(Boolean).join(' · '))] : []),
      ];
    }),
  ];
}

function health({ health: { staleSources, quarantined, missingRates } }: Digest, words: Words, size: Size): CardElement[] {
  const { t, format } = words;
  const lines = [
    staleSources.length > 0
      ? t.digest.stale(format.list(staleSources.slice(0, size.listed).map(({ name }) => plain(name, size.name))))
      : null,
    quarantined > 0 ? t.scorecard.quarantined(quarantined) : null,
    missingRates.length > 0 ? t.kpi.rates(format.list(missingRates.slice(0, 20))) : null,
  ].filter((line) => line !== null);
  return lines.length === 0 ? [] : [section(t.digest.health), ...lines.map((line) => text(line, { spacing: 'Small' }))];
}

const named = (label: string | null, url: string | null, { t }: Words, size: Size): string => {
  const name = label === null ? t.why.unnamed : oneLine(label, size.name);
  return size.isLinked ? link(name, url) : plain(name);
};
