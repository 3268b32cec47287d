import type { Graph } from './client.ts';
import { ForbiddenError, NotFoundError } from './errors.ts';

/**
 * Whether somebody may still sign in: false where the directory knows them no more, or their account is disabled. null: the
 * optional User.Read.All was not granted, so nothing is concluded.
 */
export const stillHere =
  (graph: Graph) =>
  async (directoryId: string): Promise<boolean | null> => {
    try {
      const user = await graph.get<{ accountEnabled?: boolean | null }>(
        `/users/${encodeURIComponent(directoryId)}?$select=id,accountEnabled`,
        {
          permission: 'User.Read.All',
        },
      );
      return user.accountEnabled !== false;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      if (error instanceof ForbiddenError) return null;
      throw error;
    }
  };
