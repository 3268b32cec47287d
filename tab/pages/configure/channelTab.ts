import type { Me } from '../../../src/server/contract.ts';
import type { ChannelTab } from '../../host/host.ts';

export type ShownPage = 'scorecard' | 'kpi' | 'sources';

/** The tab as Teams keeps it. Nothing personal is in its address: all members of the channel open the same. */
export function channelTabOf(
  origin: string,
  account: Pick<Me['accounts'][number], 'slug' | 'name'>,
  page: ShownPage,
  kpi: string | null,
  pageName: string | null,
): ChannelTab {
  const path = page === 'kpi' && kpi ? `kpi/${encodeURIComponent(kpi)}` : page;
  const name = [account.name ?? account.slug, pageName].filter(Boolean).join(' · ');
  return {
    entityId: `account:${account.slug}:${path}`,
    url: `${origin}/a/${encodeURIComponent(account.slug)}/${path}`,
    // Teams cuts a tab's name at 128 characters.
    name: name.slice(0, 128),
  };
}
