import { type Caller, InvalidTokenError, type TokenValidator } from '../src/access/token.ts';
import type { SignInErrands } from '../src/server/errands/types.ts';

/** How a person lets the bot save in their name. */
export interface SignIn {
  /** The address of our API, for which Teams fetches a token of the person; null where there is no Teams to do so. */
  resource: string | null;
  /** @returns the token where it is valid and this person's; null: it is somebody else's, or no good. */
  tokenOf(person: Caller, token: string): Promise<string | null>;
  /** Where no token comes: the issuer's sign-in page. */
  errands: SignInErrands;
}

/** The client is asked for the person's token; it then repeats the click with it. */
export class LoginNeeded extends Error {
  override name = 'LoginNeeded';
  /** Where the person signs in by hand, if the client gets no token by itself. */
  readonly url: string;
  readonly resource: string;
  constructor(resource: string, url: string) {
    super('the person’s token is needed');
    this.resource = resource;
    this.url = url;
  }
}

export function signInOf({
  validate,
  errands,
  resource,
}: {
  validate: TokenValidator;
  errands: SignInErrands;
  resource: string | null;
}): SignIn {
  return {
    resource,
    errands,
    async tokenOf(person, token) {
      try {
        const { directoryId } = await validate(`Bearer ${token}`);
        return directoryId.toLowerCase() === person.directoryId.toLowerCase() ? token : null;
      } catch (error) {
        if (error instanceof InvalidTokenError) return null;
        throw error;
      }
    },
  };
}
