import type { Graph } from './client.ts';
import { ForbiddenError, NotFoundError } from './errors.ts';

const keptForMs = 24 * 3600_000;
const mostKept = 10_000;

/**
 * user@domain of people of the directory, kept for a day; null where it may not be read (User.Read.All is optional) or
 * there is nobody. @throws GraphError where the directory does not tell now: asked again, it may
 */
export function addresses(graph: Graph, clock: () => number): (directoryId: string) => Promise<string | null> {
  const known = new Map<string, { address: string | null; readAt: number }>();
  return async (directoryId) => {
    const kept = known.get(directoryId);
    if (kept && clock() - kept.readAt < keptForMs) return kept.address;
    const address = await graph
      .get<{ userPrincipalName?: string | null }>(`/users/${encodeURIComponent(directoryId)}?$select=userPrincipalName`, {
        permission: 'User.Read.All',
      })
      .then((user) => user.userPrincipalName || null)
      .catch((error: unknown) => {
        if (error instanceof ForbiddenError || error instanceof NotFoundError) return null;
        throw error;
      });
    if (known.size >= mostKept) known.clear();
    known.set(directoryId, { address, readAt: clock() });
    return address;
  };
}
