import type { Digest } from '../contract.ts';

/** What a digest tells a room whose people from outside see the headline figures: those, and no record, name or reason behind them. */
export function headlinesOf(digest: Digest): Digest {
  const bare = (headline: Digest['headlines'][number]) => ({ ...headline, sentence: null, drivers: [] });
  const none = { events: [], records: 0, amount: { amount: '0', currency: digest.currency } };
  return {
    ...digest,
    headlinesOnly: true,
    headlines: digest.headlines.map(bare),
    closed: digest.closed && { ...digest.closed, headlines: digest.closed.headlines.map(bare) },
    wins: none,
    slips: none,
    renewals: { buckets: [], due: [] },
    moves: [],
    health: { staleSources: [], quarantined: 0, missingRates: [] },
  };
}
