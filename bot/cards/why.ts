import type { Drivers, KpiDetail } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { barChart } from './parts/chart.ts';
import { driverSentence } from './parts/driverSentence.ts';
import { oneLine, plain } from './parts/escape.ts';
import { heading, section, subtle, text } from './parts/text.ts';

type Driver = Drivers['drivers'][number];

/** How many records are named on each side; the rest is summed. */
const mostNamed = 5;
const mostBars = 6;

/** What moved a KPI: in a sentence, by record, and as steps from start to end. */
export function whyCard(
  drivers: Drivers,
  kpi: Pick<KpiDetail, 'id' | 'title' | 'unit'>,
  account: Account,
  words: Words,
  tab: TabLinks,
  newPeriodFrom: string | null,
): Message {
  const { t, format, language } = words;
  const title = plain(kpi.title);
  const link = tab({ account: account.slug, page: { kpi: kpi.id } }, oneLine(kpi.title));
  const up = drivers.drivers.filter((driver) => share(driver) > 0).sort((a, b) => share(b) - share(a));
  const down = drivers.drivers.filter((driver) => share(driver) < 0).sort((a, b) => share(a) - share(b));
  const still = drivers.drivers.filter((driver) => share(driver) === 0);
  const sentence = headline(drivers, title, kpi.unit, words);
  return cardMessage({
    language,
    summary: t.why.summary(oneLine(kpi.title), drivers.change === null ? t.kpi.noData : words.change(drivers.change, kpi.unit)),
    body: [
      ...heading(
        t.why.title(title),
        `${plain(account.name ?? account.slug)} · ${t.why.span(format.date(drivers.since.date), format.date(drivers.until.date))}`,
      ),
      newPeriodFrom === null ? null : subtle(t.why.newPeriod(format.date(newPeriodFrom)), { spacing: 'Small' }),
      text(sentence, { spacing: 'Small' }),
      waterfall(drivers, [...up, ...down], kpi, sentence, words),
      ...side(t.why.up, up, kpi.unit, words),
      ...side(t.why.down, down, kpi.unit, words),
      ...(drivers.change === null
        ? side('', still, kpi.unit, words)
        : up.length + down.length === 0
          ? side(t.why.equal, still, kpi.unit, words)
          : []),
      drivers.rest === null
        ? null
        : subtle(
            [t.why.rest(drivers.rest.count), drivers.rest.share === null ? null : words.share(drivers.rest.share, kpi.unit)]
              .filter(Boolean)
              .join(': '),
            { spacing: 'Small' },
          ),
      drivers.drivers.length === 0 ? text(t.why.nothing) : null,
    ],
    actions: [
      runCommand(t.detail.goal, 'goal', kpi.id, account.id),
      runCommand(oneLine(kpi.title, 40), 'kpi', kpi.id, account.id),
      open(t.chat.openTab, link),
    ],
  });
}

const share = (driver: Driver): number => (driver.share === null ? 0 : magnitude(driver.share));

function headline({ since, until, change }: Drivers, title: string, unit: KpiDetail['unit'], { t, format, ...words }: Words): string {
  const [from, to] = [since.reading.value, until.reading.value];
  if (change === null || from === null || to === null) return t.why.noReading(title);
  const by = magnitude(change);
  if (by === 0) return t.why.stayed(title, format.amount(to, unit));
  const amount = words.change(change, unit).replace(/^[+\-−]/, '');
  return (by > 0 ? t.why.wentUp : t.why.wentDown)(title, amount, format.amount(from, unit), format.amount(to, unit));
}

/** One line for each record, and one for those that are not named. */
function side(title: string, drivers: readonly Driver[], unit: KpiDetail['unit'], words: Words) {
  if (drivers.length === 0) return [];
  const named = drivers.slice(0, mostNamed).map((driver) => {
    const by = driver.share === null || magnitude(driver.share) === 0 ? '' : `**${words.share(driver.share, unit)}** · `;
    return text(`${by}${driverSentence(driver, words)}`, { spacing: 'Small' });
  });
  const others = drivers.slice(mostNamed);
  return [...(title ? [section(title)] : []), ...named, ...(others.length > 0 ? [subtle(words.t.chat.more(others.length))] : [])];
}

/** Start, each step, and end. Steps are drawn from zero, in the colour of their direction: cards know no floating bars. */
function waterfall(
  drivers: Drivers,
  steps: readonly Driver[],
  kpi: Pick<KpiDetail, 'title' | 'unit'>,
  inWords: string,
  { t, format }: Words,
) {
  const [from, to] = [drivers.since.reading.value, drivers.until.reading.value];
  if (from === null || to === null || drivers.change === null || steps.length === 0) return null;
  const scale = kpi.unit === 'ratio' ? 100 : 1;
  const named = [...steps].sort((a, b) => Math.abs(share(b)) - Math.abs(share(a))).slice(0, mostBars);
  const rest = magnitude(drivers.change) - named.reduce((sum, step) => sum + share(step), 0);
  const color = (by: number) => (by > 0 ? 'good' : 'attention') as 'good' | 'attention';
  // Where the steps are small beside the readings, bars of start and end would leave nothing of them to see.
  const showsEnds =
    Math.max(...named.map((step) => Math.abs(share(step)))) * 12 > Math.max(Math.abs(magnitude(from)), Math.abs(magnitude(to)));
  const end = (x: string, value: number) => (showsEnds ? [{ x, y: value * scale, color: 'categoricalBlue' as const }] : []);
  const visibleRest = Math.abs(rest * scale) > 1e-9 && Math.abs(rest) > Math.abs(magnitude(drivers.change)) * 1e-6;
  return barChart(
    t.why.chart(oneLine(kpi.title)),
    [
      ...end(`${t.why.start} (${format.date(drivers.since.date)})`, magnitude(from)),
      ...named.map((step, index) => ({
        x: `${index + 1}. ${oneLine(step.withheld ? t.why.withheld : (step.label ?? t.why.unnamed), 24)}`,
        y: share(step) * scale,
        color: color(share(step)),
      })),
      ...(visibleRest ? [{ x: t.why.restBar, y: rest * scale, color: color(rest) }] : []),
      ...end(`${t.why.end} (${format.date(drivers.until.date)})`, magnitude(to)),
    ],
    { yAxisTitle: kpi.unit === 'ratio' ? '%' : '', inWords },
  );
}
