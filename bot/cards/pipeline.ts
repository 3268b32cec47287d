import type { Pipeline } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { donutChart } from './parts/chart.ts';
import { link, oneLine, plain, whose } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { row } from './parts/readingRow.ts';
import { coloured, heading, section, subtle, text } from './parts/text.ts';

const mostNamed = 8;
const colors = {
  commit: 'categoricalTeal',
  bestCase: 'categoricalBlue',
  pipeline: 'categoricalPurple',
  omitted: 'neutral',
  none: 'categoricalMarigold',
} as const;

/** The open opportunities: how much by forecast, the largest, and what keeps them from moving. */
export function pipelineCard(list: Pipeline, account: Account, words: Words, tab: TabLinks): Message {
  const { t, format, language } = words;
  const name = account.name ?? account.slug;
  const total = format.amount(list.total.amount, 'money');
  const sum = ({ records, amount }: Pipeline['total']) => t.pipeline.sum(records, format.amount(amount, 'money'));
  const categories = list.byCategory.map((one) => ({ key: one.category ?? ('none' as const), sum: one }));
  const inWords = categories.map(({ key, sum: one }) => `${t.pipeline.category[key]}: ${sum(one)}`).join(' · ');
  const more = list.total.records - Math.min(list.opportunities.length, mostNamed);
  return cardMessage({
    language,
    summary: `${oneLine(name)}: ${list.total.records === 0 ? t.pipeline.none : t.pipeline.summary(list.total.records, total)}`,
    body: [
      ...heading(`${plain(name)} · ${t.pipeline.title}`, t.scorecard.asOf(format.date(list.asOf))),
      list.total.records === 0
        ? text(t.pipeline.none)
        : facts([
            [t.pipeline.total, sum(list.total)],
            [t.pipeline.stalled, list.stalled.records === 0 ? null : sum(list.stalled)],
            ...categories.map(({ key, sum: one }) => [t.pipeline.category[key], sum(one)] as const),
          ]),
      list.total.records === 0
        ? null
        : donutChart(
            t.pipeline.chart,
            categories.map(({ key, sum: one }) => ({ legend: t.pipeline.category[key], value: magnitude(one.amount), color: colors[key] })),
            inWords,
          ),
      list.total.records === 0 ? null : section(t.pipeline.largest),
      ...list.opportunities.slice(0, mostNamed).map((deal) => line(deal, words)),
      more > 0 && list.total.records > 0 ? subtle(t.chat.more(more), { spacing: 'Small' }) : null,
      list.missingRates.length > 0 ? subtle(t.kpi.rates(format.list(list.missingRates)), { spacing: 'Small' }) : null,
    ],
    actions: [
      runCommand(t.renewals.title, 'renewals', '', account.id),
      open(t.chat.openTab, tab({ account: account.slug, page: { kpi: 'pipeline-coverage' } }, t.pipeline.title)),
    ],
  });
}

function line(deal: Pipeline['opportunities'][number], { t, format }: Words) {
  const organization = deal.organization?.name ?? '';
  // Deals are often named after the customer: once is enough.
  const where = [deal.name?.includes(organization) ? null : organization, deal.stage]
    .filter(Boolean)
    .map((part) => plain(String(part), 60));
  return row(
    {
      title: link(deal.name ?? t.why.unnamed, deal.sourceUrl),
      under: [...where, whose(deal.ownerName)].filter(Boolean).join(' · '),
    },
    {
      title: deal.amount === null ? '–' : format.amount(deal.amount, 'money'),
      under:
        deal.stalls.length > 0
          ? coloured(`▲ ${deal.stalls.map((stall) => t.pipeline.stall[stall]).join(', ')}`, 'Warning', {
              size: 'Small',
              spacing: 'None',
              horizontalAlignment: 'Right',
            })
          : subtle(deal.expectedClose === null ? '' : t.pipeline.closes(format.date(deal.expectedClose)), { horizontalAlignment: 'Right' }),
    },
  );
}
