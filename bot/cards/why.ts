import type { Amount, Drivers, KpiDetail } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { barChart } from './parts/chart.ts';
import { driverSentence } from './parts/driverSentence.ts';
import { oneLine, plain } from './parts/escape.ts';
import { moneyScale } from './parts/moneyScale.ts';
import { heading, section, subtle, text } from './parts/text.ts';

type Driver = Drivers['drivers'][number];

/** How many records are named on each side; the rest is summed. */
const mostNamed = 5;

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
      waterfall(drivers, [...named(up), ...named(down)], kpi, sentence, words),
      ...side(t.why.up, up, 1, kpi, words),
      ...side(t.why.down, down, 1 + Math.min(up.length, mostNamed), kpi, words),
      ...(up.length + down.length === 0 ? side(drivers.change === null ? '' : t.why.equal, still, 1, kpi, words) : []),
      restLine(drivers, up.length + down.length > 0 ? [...named(up), ...named(down)] : named(still), kpi.unit, words),
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

const named = (drivers: readonly Driver[]): readonly Driver[] => drivers.slice(0, mostNamed);

/** One line for each record, with the number of its bar. */
function side(title: string, drivers: readonly Driver[], first: number, { id, unit }: Pick<KpiDetail, 'id' | 'unit'>, words: Words) {
  if (drivers.length === 0) return [];
  const lines = named(drivers).map((driver, index) => {
    const by = share(driver) === 0 || driver.share === null ? '' : `**${words.share(driver.share, unit)}** · `;
    return text(`${first + index}\\. ${by}${driverSentence(driver, id, words)}`, { spacing: 'Small' });
  });
  return [...(title ? [section(title)] : []), ...lines];
}

/** What is left of the change when the named records are taken off. */
const restOf = (drivers: Drivers, shown: readonly Driver[]): Amount | null => {
  if (drivers.change === null) return null;
  const rest = magnitude(drivers.change) - shown.reduce((sum, driver) => sum + share(driver), 0);
  return typeof drivers.change === 'object' ? { ...drivers.change, amount: rest.toFixed(2) } : rest;
};

function restLine(drivers: Drivers, shown: readonly Driver[], unit: KpiDetail['unit'], words: Words) {
  const count = drivers.drivers.length - shown.length + (drivers.rest?.count ?? 0);
  if (count === 0) return null;
  const { t } = words;
  const rest = restOf(drivers, shown);
  const still = rest !== null && words.share(rest, unit) === words.share(typeof rest === 'object' ? { ...rest, amount: '0' } : 0, unit);
  const says = rest === null ? t.why.rest(count) : still ? t.why.restStill(count) : t.why.pair(t.why.rest(count), words.share(rest, unit));
  return subtle(says, { spacing: 'Small' });
}

/**
 * Start, the reading after each step, the rest, and end. Cards draw bars from zero and none below it: where the steps are
 * too small beside the readings to be seen so, or a reading is negative, how much each record moved is drawn instead.
 */
function waterfall(
  drivers: Drivers,
  steps: readonly Driver[],
  kpi: Pick<KpiDetail, 'title' | 'unit'>,
  inWords: string,
  { t, language }: Words,
) {
  const [from, to] = [drivers.since.reading.value, drivers.until.reading.value];
  if (from === null || to === null || drivers.change === null || steps.length === 0) return null;
  const color = (by: number) => (by > 0 ? 'good' : 'attention') as 'good' | 'attention';
  const shares = steps.map(share);
  const levels: number[] = [];
  for (const by of shares) levels.push((levels.at(-1) ?? magnitude(from)) + by);
  const rest = magnitude(restOf(drivers, steps) ?? 0);
  const hasRest = Math.abs(rest) > Math.max(...shares.map(Math.abs)) * 1e-3;
  const largest = Math.max(magnitude(from), magnitude(to), ...levels);
  const isVisible = Math.min(magnitude(from), magnitude(to), ...levels) >= 0 && Math.max(...shares.map(Math.abs)) * 12 > largest;
  const shown = isVisible ? largest : Math.max(...shares.map(Math.abs), Math.abs(rest));
  const { scale, title: yAxisTitle } = scaleOf(kpi.unit, shown, currencyOf(drivers.change), language);
  if (!isVisible) {
    const moved = shares.map((by, index) => ({ x: String(index + 1), y: Math.abs(by) * scale, color: color(by) }));
    const others = hasRest ? [{ x: t.why.restBar, y: Math.abs(rest) * scale, color: color(rest) }] : [];
    return barChart(t.why.chartOfSteps(oneLine(kpi.title)), [...moved, ...others], {
      yAxisTitle: kpi.unit === 'ratio' ? t.why.pointsAxis : yAxisTitle,
      inWords,
    });
  }
  const end = (x: string, value: number) => ({ x, y: value * scale, color: 'categoricalBlue' as const });
  return barChart(
    t.why.chart(oneLine(kpi.title)),
    [
      end(t.why.start, magnitude(from)),
      ...levels.map((level, index) => ({ x: String(index + 1), y: level * scale, color: color(shares[index] ?? 0) })),
      ...(hasRest ? [{ x: t.why.restBar, y: magnitude(to) * scale, color: color(rest) }] : []),
      end(t.why.end, magnitude(to)),
    ],
    { yAxisTitle, inWords },
  );
}

function scaleOf(unit: KpiDetail['unit'], largest: number, currency: string | null, language: Words['language']) {
  if (unit === 'ratio') return { scale: 100, title: '%' };
  return currency === null ? { scale: 1, title: '' } : moneyScale(largest, currency, language);
}

const currencyOf = (amount: Amount): string | null => (typeof amount === 'object' ? amount.currency : null);
