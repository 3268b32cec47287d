import type { Channels, Delivery, Digest, DigestHeadline, DigestSummary, Digests, Settings } from '../../../src/server/contract.ts';
import * as account from './account.ts';

/** The answers of the pages by which an account is kept: digests, settings, channels. */
type Language = 'en' | 'zh-CN';
export const channel = '19:account@thread.tacv2';
const team = '0a8f4a4e-1111-4c1c-9d57-0b7a3a3f1111';
const schedule = {
  channel,
  team,
  on: true,
  weekday: 1,
  time: '08:00',
  timeZone: 'Europe/Berlin',
  language: 'zh-CN' as const,
  nextAt: '2026-01-05T07:00:00.000Z',
  isInstalled: true,
  paused: null,
};
const delivered = (state: Delivery['state'], more: Partial<Delivery> = {}): Delivery => ({
  state,
  waitsFor: null,
  problem: null,
  attempts: 1,
  nextTryAt: null,
  settledAt: state === 'pending' || state === 'unknown' ? null : '2025-12-29T07:00:12.000Z',
  ...more,
});
const facts = (number: number, delivery: Delivery | null): DigestSummary => ({
  number,
  channel,
  week: number % 10 === 5 ? null : `2025-12-${String(number - 20).padStart(2, '0')}`,
  onDate: `2025-12-${String(number - 20).padStart(2, '0')}`,
  knownAt: '2025-12-29T07:00:00.000Z',
  computedAt: '2025-12-29T07:00:00.000Z',
  delivery,
});
const summaries = [
  facts(48, delivered('pending', { waitsFor: 'installation' })),
  facts(47, delivered('unknown', { problem: { code: 'timeout', text: 'The connection ended before an answer came.' } })),
  facts(
    46,
    delivered('failed', {
      problem: {
        code: 'outsiders',
        text: 'A guest is in the channel: it gets no numbers until a manager has confirmed what outsiders may see.',
      },
    }),
  ),
  facts(45, delivered('sent')),
  facts(44, delivered('cancelled')),
];
export const digests = (question: URLSearchParams): Digests => ({
  channels: [schedule, { ...schedule, channel: '19:second@thread.tacv2', on: false, nextAt: null, isInstalled: false, language: 'en' }],
  total: summaries.length,
  page: Number(question.get('page') ?? 1),
  limit: 25,
  next: null,
  digests: summaries.filter((one) => (question.get('channel') ?? one.channel) === one.channel),
});

const headline = (kpi: ReturnType<typeof account.kpis>[number], language: Language, index: number): DigestHeadline => ({
  value: kpi.value,
  numerator: kpi.numerator,
  denominator: kpi.denominator,
  records: kpi.records,
  missingRates: [],
  note: kpi.note,
  id: kpi.id,
  title: kpi.title,
  unit: kpi.unit,
  better: kpi.better,
  target: kpi.target,
  status: kpi.status,
  change: kpi.sinceLastDigest,
  sentence:
    index % 3 === 0
      ? language === 'en'
        ? `${kpi.title} rose, most of all because Contoso Japan was renewed.`
        : `${kpi.title}上升，主要由于 Contoso Japan 已续约。`
      : null,
  drivers: [],
});
const money = (amount: string) => ({ amount, currency: 'USD' });

export function digest(number: string, language: Language): Digest | null {
  const summary = summaries.find((one) => String(one.number) === number);
  if (!summary && number !== 'preview') return null;
  const event = {
    recordType: 'opportunity' as const,
    recordId: 'OPP-0042',
    label: 'Datacenter move',
    sourceUrl: 'https://contoso.example/42',
  };
  return {
    ...(summary ?? { ...facts(49, null), number: null, week: null, onDate: account.asOf }),
    channel,
    language,
    accountName: account.me.accounts[0]?.name ?? null,
    currency: 'USD',
    since: { date: '2025-12-22', knownAt: '2025-12-22T07:00:00.000Z', number: 45 },
    headlines: account
      .kpis(language)
      .filter((kpi) => kpi.headline)
      .map((kpi, index) => headline(kpi, language, index)),
    closed: null,
    wins: {
      events: [{ ...event, kind: 'won', text: language === 'en' ? 'won' : '赢单', on: '2025-12-24', amount: money('1200000') }],
      records: 7,
      amount: money('3400000'),
    },
    slips: { events: [], records: 0, amount: money('0') },
    renewals: {
      buckets: [30, 60, 90].map((days, index) => ({ days, records: index, amount: money(String(index * 900_000)) })),
      due: [{ ...event, recordType: 'agreement', recordId: 'AGR-7', label: 'EA Japan', dueOn: '2026-02-11', amount: money('900000') }],
    },
    moves: [
      {
        ...event,
        text: language === 'en' ? 'Renew EA Japan before 11 February' : '在 2 月 11 日前续签 EA Japan',
        kpi: { id: 'ea-renewal-rate', title: language === 'en' ? 'EA renewal rate' : 'EA 续约率', unit: 'ratio' },
        worth: 0.018,
        horizon: '2026-06-30',
        dueOn: '2026-02-11',
        ownerName: null,
      },
    ],
    health: { staleSources: [{ id: 's2', name: 'Agreements' }], quarantined: 30, missingRates: ['ARS'] },
    gap: { notDelivered: [46], inDoubt: [47] },
    delivery: summary?.delivery ?? null,
  };
}

export const settings: Settings = {
  ...account.settings,
  targets: [
    { kpi: 'ea-renewal-rate', period: 'FY2026', organization: null, value: 0.85, source: 'app' },
    { kpi: 'net-new-revenue', period: 'FY2026', organization: null, value: money('24000000'), source: 's4' },
  ],
  weights: { 'ea-renewal-rate': 2 },
  nudges: { rules: { renewalWithoutOpportunity: true, closeDatePassed: false } },
  nudgeRules: [
    { key: 'renewalWithoutOpportunity', title: 'Renewal due without a renewal opportunity', on: true },
    { key: 'closeDatePassed', title: 'Close date passed', on: false },
  ],
  digest: [schedule].map(({ nextAt: _, isInstalled: __, paused: ___, ...rest }) => rest),
};

const channels: Channels = {
  channels: [
    {
      teamId: team,
      teamName: 'Northwind account team',
      channelId: channel,
      channelName: 'General',
      membershipType: 'standard',
      accounts: [{ id: 'a1', slug: 'northwind-global', name: 'Northwind Global' }],
      mayCreate: false,
    },
    {
      teamId: team,
      teamName: 'Northwind account team',
      channelId: '19:new@thread.tacv2',
      channelName: 'Woodgrove',
      membershipType: 'private',
      accounts: [],
      mayCreate: true,
    },
  ],
  canList: true,
};
/** All of the caller's teams, or the one that is asked for. */
export const channelsAt = (id: string | null): Channels => ({
  ...channels,
  channels: channels.channels.filter(({ channelId }) => id === null || channelId === id),
});
