import { DeviceCodeCredential } from '@azure/identity';
import type { Clock } from './clock.ts';
import type { Cloud } from './clouds.ts';
import { UnauthorizedError } from './errors.ts';
import { cachedTokens, type TokenSource } from './tokens.ts';
import { entraReason, type Fetch, signInOptions } from './wire.ts';

/** Nobody signed in, or who did may not give the app what it asks. */
export class AdministratorSignInError extends UnauthorizedError {
  override name = 'AdministratorSignInError';
  constructor(cause: unknown) {
    const reason = entraReason(cause);
    super({
      status: 401,
      code: 'signInRefused',
      // The library does not tell the two apart: whoever may not consent is stopped on Entra's own page.
      message: `the sign-in was not completed${reason ? ` (${reason})` : ''}: nobody signed in, or who did may not consent to what is asked. It takes a Global Administrator, or a Privileged Role Administrator with Application Administrator`,
    });
    this.cause = cause;
  }
}

export interface DeviceSignIn {
  /** A directory id, or a domain of the organisation. */
  tenant: string;
  cloud: Cloud;
  /** A public client: Microsoft's own, or one that was registered for it. */
  clientId: string;
  /** Delegated permissions of Graph, by name. */
  permissions: readonly string[];
  /** Told what to open, and which code to enter there. */
  prompt(facts: { url: string; code: string; message: string }): void;
  clock: Clock;
  send?: Fetch;
}

/** Graph's tokens in the name of a person who signs in on any device, by the code that is shown here (RFC 8628). */
export function deviceCodeTokens({ tenant, cloud, clientId, permissions, prompt, clock, send }: DeviceSignIn): TokenSource {
  // The library knows no http; on this machine the page is there all the same.
  const asItIs = (text: string) => text.replaceAll(cloud.authority.replace(/^http:/, 'https:'), cloud.authority);
  const credential = new DeviceCodeCredential({
    ...signInOptions(cloud, send),
    tenantId: tenant,
    clientId,
    userPromptCallback: ({ verificationUri, userCode, message }) =>
      prompt({ url: asItIs(verificationUri), code: userCode, message: asItIs(message) }),
  });
  return cachedTokens(async () => {
    try {
      const answer = await credential.getToken(permissions.map((permission) => `${cloud.graph}/${permission}`));
      return { token: answer.token, expiresAt: answer.expiresOnTimestamp };
    } catch (cause) {
      throw new AdministratorSignInError(cause);
    }
  }, clock);
}
