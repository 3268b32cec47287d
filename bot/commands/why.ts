import { Temporal } from 'temporal-polyfill';
import { type KpiDetail, operations } from '../../src/server/contract.ts';
import type { Viewer } from '../../src/server/door.ts';
import { plain } from '../cards/parts/escape.ts';
import { whichKpi } from '../cards/whichKpi.ts';
import { whyCard } from '../cards/why.ts';
import { kpisNamed } from '../kpiNames.ts';
import type { Pulse } from '../pulse.ts';
import { type Since, sinceIn } from '../since.ts';
import { defineCommand } from './command.ts';

/** More are summed by the API as the rest. */
const mostDrivers = 24;

export const why = defineCommand({
  name: 'why',
  aliases: {
    en: ['why did', 'why is', 'why has', 'what moved', 'what changed', 'explain', 'drivers'],
    'zh-CN': ['为什么', '为何', '原因', '变动原因', '解释'],
  },
  usage: { en: '<kpi> [since <day>]', 'zh-CN': '<指标> [自<日期>]' },
  help: { en: 'What moved a KPI, record by record, since a day', 'zh-CN': '自某日以来，是哪些记录使指标变动' },
  for: 'account',
  async run(turn, args, pulse) {
    const { account, words } = turn;
    const { language } = words;
    const viewer = await turn.viewer();
    const { rest, since } = sinceIn(args, pulse.clock().toISOString().slice(0, 10));
    const named = kpisNamed(rest);
    const [id] = named.ids;
    if (id === undefined || !named.certain) {
      const left = since?.kind === 'day' ? `since ${since.day}` : undefined;
      return whichKpi(named.ids, { command: 'why', wish: rest, ...(left ? { rest: left } : {}) }, account, words);
    }
    if (since?.kind === 'unclear') return { text: words.t.why.notUnderstoodDate(plain(since.words, 60)) };
    const path = { account: account.id, kpi: id };
    const kpi = await pulse.door.ask(operations.kpi, viewer, { language, path });
    // Read again with the account's own day, by which '1 Oct' and 'last month' go.
    const from = await startOf(sinceIn(args, kpi.asOf).since, kpi, viewer, account.id, pulse);
    if (from.day > kpi.asOf) return { text: words.t.why.future };
    const ask = (day: string, knownAt?: string) =>
      pulse.door.ask(operations.drivers, viewer, {
        language,
        path,
        query: { since: day, limit: String(mostDrivers), ...(knownAt ? { sinceKnownAt: knownAt } : {}) },
      });
    const drivers = await ask(from.day, from.knownAt);
    if (!drivers.acrossPeriods) return whyCard(drivers, kpi, account, words, pulse.tab, null);
    // No change is shown across a fiscal year's boundary: what has happened since it began is the nearest answer.
    return whyCard(await ask(kpi.period.start), kpi, account, words, pulse.tab, kpi.period.start);
  },
});

/**
 * The day that was said. Else the last digest, as it knew things then: what it said is what people remember; where there
 * is none, a month ago.
 */
async function startOf(
  since: Since,
  kpi: KpiDetail,
  viewer: Viewer,
  account: string,
  { door }: Pulse,
): Promise<{ day: string; knownAt?: string }> {
  if (since?.kind === 'day') return { day: since.day };
  const { digests } = await door.ask(operations.digests, viewer, { language: 'en', path: { account }, query: { limit: '20' } });
  const last = digests.find((digest) => digest.onDate <= kpi.asOf && digest.delivery?.state !== 'cancelled');
  if (last && (since?.kind === 'digest' || last.onDate < kpi.asOf)) return { day: last.onDate, knownAt: last.knownAt };
  return { day: Temporal.PlainDate.from(kpi.asOf).subtract({ months: 1 }).toString() };
}
