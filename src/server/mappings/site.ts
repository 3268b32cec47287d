import type { Drive, DriveItem } from '@microsoft/microsoft-graph-types';
import { sql } from 'kysely';
import type { Channel } from '../../graph/channel.ts';
import type { SiteReference } from '../../sources/kind.ts';
import type { Place } from '../channels.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import type { AskedByCaller, AskedOfAccount } from '../route.ts';
import { asPerson } from './asPerson.ts';

/** The account's site: where its lists are made and looked for. */
export function siteOf(asked: AskedOfAccount, house: House): Promise<SiteReference> {
  return inAccount(asked, house, async (tx) => {
    const found = await sql<{ site: SiteReference | null }>`
      select coalesce(w.site, (
        select location -> 'site' from source s where s.account_id = w.account_id and location -> 'site' is not null
        group by 1 order by count(*) desc limit 1)) as site
      from workspace w where w.account_id = ${asked.account.id}`.execute(tx);
    const site = found.rows[0]?.site;
    if (!site) throw new ProblemError('no-site');
    return site;
  });
}

/**
 * The site behind a channel: the team's for a standard channel. A private or shared one has a site of its own; its lists
 * must not lie where the whole team reads them.
 */
export async function siteOfChannel(asked: AskedByCaller, house: House, place: Place, channel: Channel): Promise<SiteReference> {
  if (channel.membershipType === 'standard') return { groupId: place.teamId };
  const path = `/teams/${encodeURIComponent(place.teamId)}/channels/${encodeURIComponent(place.channelId)}/filesFolder`;
  return asPerson(asked, house, async (graph) => {
    const { parentReference } = await graph.get<DriveItem>(path, { permission: 'Sites.ReadWrite.All' });
    if (parentReference?.siteId) return { siteId: parentReference.siteId };
    const drive = parentReference?.driveId
      ? await graph.get<Drive>(`/drives/${encodeURIComponent(parentReference.driveId)}?$select=id,sharePointIds`)
      : null;
    const url = drive?.sharePointIds?.siteUrl;
    if (!url) throw new ProblemError('no-site', 'Teams does not tell which site holds the files of this channel.');
    return { url };
  });
}
