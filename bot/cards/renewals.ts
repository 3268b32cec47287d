import type { Renewals } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { link, oneLine, plain, whose } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { row } from './parts/readingRow.ts';
import { coloured, heading, subtle, text } from './parts/text.ts';

const mostNamed = 10;
type Renewal = Renewals['renewals'][number];

/** What comes due, the earliest first, and which of it nobody works on. */
export function renewalsCard(list: Renewals, account: Account, words: Words, tab: TabLinks): Message {
  const { t, format, language } = words;
  const name = account.name ?? account.slug;
  const sum = ({ records, amount }: Renewals['total']) => (records === 0 ? null : t.renewals.sum(records, format.amount(amount, 'money')));
  const more = list.total.records - Math.min(list.renewals.length, mostNamed);
  return cardMessage({
    language,
    summary: `${oneLine(name)}: ${list.total.records === 0 ? t.renewals.none(list.days) : t.renewals.summary(list.total.records, list.days)}`,
    body: [
      ...heading(`${plain(name)} · ${t.renewals.title}`, `${t.renewals.within(list.days)} · ${t.scorecard.asOf(format.date(list.asOf))}`),
      list.total.records === 0
        ? text(t.renewals.none(list.days))
        : facts([
            [t.renewals.total, sum(list.total)],
            [t.renewals.overdue, sum(list.overdue)],
            [t.renewals.without, sum(list.withoutOpportunity)],
          ]),
      ...list.renewals.slice(0, mostNamed).map((renewal, index) => line(renewal, words, index === 0)),
      more > 0 && list.total.records > 0 ? subtle(t.chat.more(more), { spacing: 'Small' }) : null,
      list.missingRates.length > 0 ? subtle(t.kpi.rates(format.list(list.missingRates)), { spacing: 'Small' }) : null,
    ],
    actions: [
      ...[30, 90, 180]
        .filter((days) => days !== list.days)
        .map((days) => runCommand(`${t.renewals.title} ${days}`, 'renewals', String(days), account.id)),
      open(t.chat.openTab, tab({ account: account.slug, page: { kpi: 'ea-renewal-rate' } }, t.renewals.title)),
    ],
  });
}

function line(
  { organization, program, sourceUrl, dueOn, daysLeft, annualValue, opportunity, ownerName }: Renewal,
  { t, format }: Words,
  separator: boolean,
) {
  const what = [organization?.name, program].filter(Boolean).join(' · ') || t.why.unnamed;
  const deal =
    opportunity === null
      ? null
      : opportunity.expectedClose === null
        ? t.renewals.dealNoClose
        : t.renewals.deal(format.date(opportunity.expectedClose));
  const when = daysLeft < 0 ? t.renewals.daysOver(-daysLeft) : t.renewals.daysLeft(daysLeft);
  return row(
    {
      title: link(what, sourceUrl),
      under: [deal ?? `▲ ${t.renewals.noDeal}`, whose(ownerName)].filter(Boolean).join(' · '),
    },
    {
      title: annualValue === null ? '–' : format.amount(annualValue, 'money'),
      under: coloured(`${format.date(dueOn)} · ${when}`, daysLeft < 0 ? 'Attention' : daysLeft <= 30 ? 'Warning' : 'Default', {
        size: 'Small',
        spacing: 'None',
        horizontalAlignment: 'Right',
      }),
    },
    { separator },
  );
}
