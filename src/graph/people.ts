import type { Graph } from './client.ts';
import { NotFoundError } from './errors.ts';

/** Somebody of the directory. */
export interface DirectoryPerson {
  directoryId: string;
  name: string | null;
  /** user@domain. */
  address: string | null;
  /** A guest of this tenant. */
  isGuest: boolean;
}
/** By address or directory id; null: nobody of the directory. @throws ForbiddenError where User.Read.All was not granted (it is optional) */
export type FindPerson = (addressOrId: string) => Promise<DirectoryPerson | null>;

interface User {
  id: string;
  displayName?: string | null;
  userPrincipalName?: string | null;
  mail?: string | null;
  userType?: string | null;
}

export const peopleOf =
  (graph: Graph): FindPerson =>
  async (addressOrId) => {
    try {
      const user = await graph.get<User>(
        `/users/${encodeURIComponent(addressOrId)}?$select=id,displayName,userPrincipalName,mail,userType`,
        {
          permission: 'User.Read.All',
        },
      );
      return {
        directoryId: user.id.toLowerCase(),
        name: user.displayName || null,
        address: user.mail || user.userPrincipalName || null,
        isGuest: user.userType === 'Guest',
      };
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  };
