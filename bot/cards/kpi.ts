import type { Amount, KpiDetail, TrendPoint } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { lineChart } from './parts/chart.ts';
import { oneLine, plain } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { targetText } from './parts/readingRow.ts';
import { statusColor, statusMark } from './parts/status.ts';
import { heading, subtle, text } from './parts/text.ts';

/** More points than this cannot be told apart on a card. */
const mostPoints = 30;

/** One KPI: value, target and status, the trend with last year's, and the formula with its actual numbers. */
export function kpiCard(kpi: KpiDetail, account: Account, words: Words, tab: TabLinks): Message {
  const { t, format, language } = words;
  const value = words.value(kpi, kpi.unit);
  const link = tab({ account: account.slug, page: { kpi: kpi.id } }, oneLine(kpi.title));
  const amount = (one: Amount | null) => (one === null ? null : format.amount(one, kpi.unit));
  const part = (one: Amount | null) =>
    one === null ? null : typeof one === 'object' ? format.fullAmount(one, 'money') : format.count(one);
  const change = words.onYear(kpi);
  const numbers =
    kpi.numerator === null || kpi.denominator === null || kpi.computation === 'sum'
      ? null
      : `${part(kpi.numerator)} ÷ ${part(kpi.denominator)}${kpi.computation === 'growth' ? ' − 1' : ''} = ${kpi.value === null ? value : format.amount(kpi.value, kpi.unit)}`;
  return cardMessage({
    language,
    summary: t.detail.summary(oneLine(kpi.title), value),
    body: [
      ...heading(plain(kpi.title), `${plain(account.name ?? account.slug)} · ${t.scorecard.asOf(format.date(kpi.asOf))}`),
      text(value, { size: 'ExtraLarge', weight: 'Bolder', spacing: 'Small' }),
      kpi.status
        ? text([statusMark(kpi.status, words), targetText(kpi, words)].filter(Boolean).join(' · '), {
            color: statusColor(kpi.status),
            spacing: 'None',
          })
        : subtle(targetText(kpi, words) ?? t.kpi.noTarget),
      change ? subtle(change) : null,
      trendChart(kpi, words),
      facts([
        [t.detail.attainment, kpi.attainment === null ? null : format.percent(kpi.attainment)],
        [t.detail.asked, amount(kpi.asked)],
        [t.detail.lastYear, amount(kpi.previousYear)],
        [t.detail.formula, plain(kpi.formula, 200)],
        [t.detail.computed, numbers],
        [t.detail.records, format.count(kpi.records)],
        [t.detail.fresh, kpi.freshAsOf === null ? null : format.instant(kpi.freshAsOf)],
      ]),
      kpi.missingRates.length > 0 ? subtle(t.kpi.rates(format.list(kpi.missingRates))) : null,
    ],
    actions: [
      runCommand(t.detail.why, 'why', kpi.id, account.id),
      kpi.target === null ? null : runCommand(t.detail.goal, 'goal', kpi.id, account.id),
      open(t.chat.openTab, link),
    ],
  });
}

function trendChart(kpi: KpiDetail, { t, format }: Words) {
  const points = (trend: readonly TrendPoint[]) =>
    thinned(trend).map(({ date, value }) => ({ on: date, value: value === null ? null : scaled(value, kpi) }));
  const first = kpi.trend.find((point) => point.value !== null);
  const last = kpi.trend.findLast((point) => point.value !== null);
  if (!first || !last || first === last || first.value === null || last.value === null) return null;
  const target = kpi.target === null ? [] : [first, last].map(({ date }) => ({ on: date, value: scaled(kpi.target as Amount, kpi) }));
  return lineChart(
    t.detail.trend(oneLine(kpi.title)),
    [
      { legend: t.detail.thisYear, color: 'categoricalBlue', points: points(kpi.trend) },
      { legend: t.detail.lastYear, color: 'neutral', points: points(kpi.trendPreviousYear) },
      { legend: t.detail.target, color: 'good', points: target },
    ],
    {
      yAxisTitle: kpi.unit === 'ratio' ? '%' : (kpi.currency ?? ''),
      inWords: t.detail.trendWords(
        format.amount(first.value, kpi.unit),
        format.date(first.date),
        format.amount(last.value, kpi.unit),
        format.date(last.date),
      ),
    },
  );
}

/** On a chart a ratio is per cent. */
const scaled = (value: Amount, { unit }: Pick<KpiDetail, 'unit'>): number => magnitude(value) * (unit === 'ratio' ? 100 : 1);

function thinned(trend: readonly TrendPoint[]): readonly TrendPoint[] {
  if (trend.length <= mostPoints) return trend;
  const step = (trend.length - 1) / (mostPoints - 1);
  return Array.from({ length: mostPoints }, (_, index) => trend[Math.round(index * step)]).filter((point) => point !== undefined);
}
