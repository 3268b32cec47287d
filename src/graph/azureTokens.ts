import { ClientAssertionCredential, ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { type ClientProof, clientAssertion, ProofError, readSecret } from './clientProof.ts';
import type { Clock } from './clock.ts';
import { type Cloud, defaultScope } from './clouds.ts';
import { UnauthorizedError } from './errors.ts';
import { cachedTokens, type Token, type TokenSource } from './tokens.ts';
import { entraReason, type Fetch, signInOptions } from './wire.ts';

/** The app registration that this installation is, and how it proves it. */
export interface AzureIdentity {
  tenantId: string;
  clientId: string;
  proof: ClientProof;
}

/** Entra ID gave no token. `reason` is its own code, such as AADSTS7000222 (an expired secret); the message holds no secret. */
export class SignInRefusedError extends UnauthorizedError {
  override name = 'SignInRefusedError';
  readonly reason: string | null;
  constructor(cause: unknown) {
    const reason = entraReason(cause);
    super({
      status: 401,
      code: 'signInRefused',
      message:
        cause instanceof ProofError
          ? cause.message
          : `the sign-in of this installation was refused by Entra ID${reason === null ? '' : ` (${reason})`}`,
    });
    this.reason = reason;
    this.cause = cause;
  }
}

export const tokenUrlOf = (cloud: Cloud, tenantId: string): string => `${cloud.authority}/${tenantId}/oauth2/v2.0/token`;

/** What a managed identity shows in place of an assertion, where the app registration trusts it. */
export const exchangeToken = (cloud: Cloud) => async (identityId: string) =>
  (await tokenOf(new ManagedIdentityCredential({ clientId: identityId }), cloud.tokenExchange)).token;

/**
 * Made anew for each token: what it reads from a file is what lies there now. A certificate, a managed identity and a
 * workload's token all become an assertion of RFC 7523, the same that the exchange on behalf of a person uses.
 */
async function credentialOf(identity: AzureIdentity, cloud: Cloud, send?: Fetch): Promise<TokenCredential> {
  const { tenantId, clientId, proof } = identity;
  const options = signInOptions(cloud, send);
  if (proof.kind === 'secret') return new ClientSecretCredential(tenantId, clientId, proof.clientSecret, options);
  if (proof.kind === 'secretFile') return new ClientSecretCredential(tenantId, clientId, await readSecret(proof.path), options);
  const client = { tokenUrl: tokenUrlOf(cloud, tenantId), clientId, proof, identityToken: exchangeToken(cloud) };
  // Beforehand: the library would wrap what went wrong with it, and it is short-lived.
  const assertion = await clientAssertion(client);
  return new ClientAssertionCredential(tenantId, clientId, async () => assertion, options);
}

async function tokenOf(credential: TokenCredential, resource: string): Promise<Token> {
  const answer = await credential.getToken(defaultScope(resource));
  if (!answer) throw new Error('no token');
  return { token: answer.token, expiresAt: answer.expiresOnTimestamp };
}

const kept = (fetchToken: () => Promise<Token>, clock: Clock): TokenSource =>
  cachedTokens(async () => {
    try {
      return await fetchToken();
    } catch (cause) {
      throw new SignInRefusedError(cause);
    }
  }, clock);

/**
 * Application tokens of Entra ID in the given cloud.
 * @param resource for whom: Graph, unless another is named
 * @param send stands for the network, where a test has its own
 */
export const azureTokens = (identity: AzureIdentity, cloud: Cloud, clock: Clock, resource = cloud.graph, send?: Fetch): TokenSource =>
  kept(async () => tokenOf(await credentialOf(identity, cloud, send), resource), clock);

/** Tokens of a managed identity in its own name: those of a bot that is registered as one. */
export const identityTokens = (identityId: string, resource: string, clock: Clock): TokenSource =>
  kept(() => tokenOf(new ManagedIdentityCredential({ clientId: identityId }), resource), clock);
