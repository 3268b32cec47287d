import type { Kpi, Scorecard, Status } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { donutChart } from './parts/chart.ts';
import { oneLine, plain } from './parts/escape.ts';
import { readingRow } from './parts/readingRow.ts';
import { statusChartColor, statusOrder, statusShape } from './parts/status.ts';
import { heading, section, subtle, text } from './parts/text.ts';

/** Beside the headlines, the worst of the rest; the tab shows all. */
const mostOthers = 4;

/** The headlines with target and status, how many KPIs stand how, and what else is off track. */
export function scorecardCard(scorecard: Scorecard, account: Account, words: Words, tab: TabLinks): Message {
  const { t, format, language } = words;
  const name = account.name ?? account.slug;
  const headlines = scorecard.kpis.filter((kpi) => kpi.headline).sort((a, b) => (a.headlineRank ?? 0) - (b.headlineRank ?? 0));
  const judged = scorecard.kpis.filter((kpi) => kpi.status !== null);
  const counts = statusOrder
    .map((status) => ({ status, count: judged.filter((kpi) => kpi.status === status).length }))
    .filter(({ count }) => count > 0);
  const inWords = counts
    .map(({ status, count }) => `${statusShape(status)} ${t.scorecard.count(count, lower(t.status[status], language))}`)
    .join(' · ');
  const offTrack = scorecard.kpis.filter((kpi) => !kpi.headline && kpi.status === 'offTrack').slice(0, mostOthers);
  const worst = worstOf(headlines) ?? worstOf(offTrack);
  const link = tab({ account: account.slug, page: 'scorecard' }, oneLine(name));
  const period = t.period.range(format.date(scorecard.period.start), format.date(scorecard.period.end));
  const quarantined = quarantinedRows(scorecard.kpis);
  const silent = scorecard.kpis.filter((kpi) => kpi.value === null && kpi.note === null).length;
  return cardMessage({
    language,
    summary: t.scorecard.summary(oneLine(name), inWords || t.scorecard.nothing),
    body: [
      ...heading(`${plain(name)} · ${t.scorecard.title}`, `${t.scorecard.asOf(format.date(scorecard.asOf))} · ${period}`),
      text(inWords || t.scorecard.nothing, { spacing: 'Small' }),
      counts.length > 0
        ? donutChart(
            t.scorecard.donut,
            counts.map(({ status, count }) => ({ legend: t.status[status], value: count, color: statusChartColor(status) })),
            t.scorecard.counts(inWords),
          )
        : null,
      headlines.length > 0 ? section(t.scorecard.headlines) : null,
      ...headlines.map((kpi) => readingRow(kpi, words, { selectAction: runCommand(oneLine(kpi.title), 'kpi', kpi.id, account.id, asTap) })),
      offTrack.length > 0 ? section(t.scorecard.attention) : null,
      ...offTrack.map((kpi) => readingRow(kpi, words, { selectAction: runCommand(oneLine(kpi.title), 'kpi', kpi.id, account.id, asTap) })),
      silent > 0 ? subtle(t.setup.waiting(silent, scorecard.kpis.length), { spacing: 'Medium' }) : null,
      quarantined > 0 ? subtle(t.scorecard.quarantined(quarantined), { spacing: 'Medium' }) : null,
    ],
    actions: [
      worst ? runCommand(t.scorecard.whyButton(oneLine(worst.title, 40)), 'why', worst.id, account.id) : null,
      runCommand(t.renewals.title, 'renewals', '', account.id),
      runCommand(t.pipeline.title, 'pipeline', '', account.id),
      open(t.chat.openTab, link),
    ],
  });
}

/** A tap on a row does nothing in clients without Action.Execute; the buttons say the same. */
const asTap = { fallback: 'drop' as const };

const worstOf = (kpis: readonly Kpi[]): Kpi | undefined =>
  (['offTrack', 'atRisk'] as const satisfies Status[]).flatMap((status) => kpis.filter((kpi) => kpi.status === status))[0];

const lower = (word: string, language: Words['language']): string => (language === 'en' ? word.toLowerCase() : word);

/** Each record type once: several KPIs may read the same rows. */
const quarantinedRows = (kpis: readonly Kpi[]): number =>
  [...new Map(kpis.flatMap((kpi) => kpi.quarantined).map(({ recordType, rows }) => [recordType, rows])).values()].reduce(
    (sum, rows) => sum + rows,
    0,
  );
