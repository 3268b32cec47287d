import type { Graph } from './client.ts';

interface ConversationMember {
  userId?: string;
  displayName?: string | null;
  email?: string | null;
  tenantId?: string;
  roles?: string[];
}
interface Page {
  value: ConversationMember[];
  '@odata.nextLink'?: string;
}

/**
 * Who is in a channel, as Teams lists them: the team's members for a standard channel, the channel's own for a private
 * or shared one. Outsiders are guests and people of another tenant.
 */
export function rosterReader(graph: Graph, tenantId: string) {
  return async (teamId: string, channelId: string, membershipType: 'standard' | 'private' | 'shared') => {
    const team = `/teams/${encodeURIComponent(teamId)}`;
    const path = membershipType === 'standard' ? `${team}/members` : `${team}/channels/${encodeURIComponent(channelId)}/members`;
    const permission = membershipType === 'standard' ? 'TeamMember.Read.Group' : 'ChannelMember.Read.Group';
    const members: { directoryId: string; isOutsider: boolean; name: string | null; address: string | null }[] = [];
    for (let next: string | undefined = path; next; ) {
      const page: Page = await graph.get<Page>(next, { permission });
      for (const member of page.value) {
        if (!member.userId) continue;
        members.push({
          directoryId: member.userId.toLowerCase(),
          isOutsider: (member.roles ?? []).includes('guest') || (member.tenantId ?? tenantId).toLowerCase() !== tenantId.toLowerCase(),
          name: member.displayName || null,
          address: member.email || null,
        });
      }
      next = page['@odata.nextLink'];
    }
    return members;
  };
}
