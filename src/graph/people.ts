import type { Graph } from './client.ts';
import { NotFoundError } from './errors.ts';

/** Somebody of the directory. */
export interface DirectoryPerson {
  directoryId: string;
  name: string | null;
}
/** By address or directory id; null: nobody of the directory. @throws ForbiddenError where User.Read.All was not granted (it is optional) */
export type FindPerson = (addressOrId: string) => Promise<DirectoryPerson | null>;

export const peopleOf =
  (graph: Graph): FindPerson =>
  async (addressOrId) => {
    try {
      const user = await graph.get<{ id: string; displayName?: string | null }>(
        `/users/${encodeURIComponent(addressOrId)}?$select=id,displayName`,
        { permission: 'User.Read.All' },
      );
      return { directoryId: user.id.toLowerCase(), name: user.displayName || null };
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  };
