import { z } from 'zod';
import type { Graph } from './client.ts';

const Channel = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  membershipType: z.enum(['standard', 'private', 'shared']),
});
export type Channel = z.output<typeof Channel>;

/**
 * A channel of a team, as Teams knows it: how it is shared decides who may see what it is linked to, so nobody is taken at
 * their word. @throws NotFoundError where the team has no such channel, ForbiddenError where it may not be read
 */
export type ReadChannel = (teamId: string, channelId: string) => Promise<Channel>;

export const channelReader =
  (graph: Graph): ReadChannel =>
  async (teamId, channelId) => {
    const channel = await graph.get<unknown>(
      `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}?$select=id,displayName,membershipType`,
      // Without the header a shared channel is told as 'unknownFutureValue'.
      { permission: 'ChannelSettings.Read.Group', headers: { Prefer: 'include-unknown-enum-members' } },
    );
    return Channel.parse(channel);
  };
