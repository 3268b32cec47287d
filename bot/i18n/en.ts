/**
 * Every text of the bot in English. zh-CN.ts has the same shape, or it does not compile. What stands in a card is
 * Markdown: names of records are escaped (cards/parts/escape.ts) before they are handed in.
 */
export const en = {
  app: { name: 'Account Pulse' },
  status: { onTrack: 'On track', atRisk: 'At risk', offTrack: 'Off track', noData: 'No data' },
  kpi: {
    noData: 'No data',
    noTarget: 'No target',
    targetMet: 'Target met',
    tooFew: 'Too few answers to show',
    target: (value: string) => `Target ${value}`,
    targetAtMost: (value: string) => `Target at most ${value}`,
    points: (value: string) => `${value} pts`,
    onYear: 'on last year',
    sinceDigest: 'since the last digest',
    unchanged: 'unchanged',
    fresh: (time: string) => `Data of ${time}`,
    rates: (currencies: string) => `Left out, no plan rate: ${currencies}`,
  },
  period: { fytd: 'fiscal year to date', range: (start: string, end: string) => `${start} to ${end}` },
  chat: {
    yes: 'Yes',
    no: 'No',
  },
};
