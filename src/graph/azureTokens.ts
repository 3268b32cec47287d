import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import type { Clock } from './clock.ts';
import type { Cloud } from './clouds.ts';
import { defaultScope } from './clouds.ts';
import { UnauthorizedError } from './errors.ts';
import { cachedTokens, type TokenSource } from './tokens.ts';

/** How this installation proves to Entra ID who it is. */
export type Proof =
  | { kind: 'secret'; clientSecret: string }
  /** Path of a PEM file with certificate and private key. */
  | { kind: 'certificate'; path: string }
  | { kind: 'managedIdentity' }
  /** A federated token that the platform (Kubernetes) keeps in a file. */
  | { kind: 'workloadIdentity' };

export interface AzureIdentity {
  tenantId: string;
  clientId: string;
  proof: Proof;
}

function credentialOf({ tenantId, clientId, proof }: AzureIdentity, authorityHost: string): TokenCredential {
  switch (proof.kind) {
    case 'secret':
      return new ClientSecretCredential(tenantId, clientId, proof.clientSecret, { authorityHost });
    case 'certificate':
      return new ClientCertificateCredential(tenantId, clientId, { certificatePath: proof.path }, { authorityHost });
    case 'managedIdentity':
      return new ManagedIdentityCredential({ clientId });
    case 'workloadIdentity':
      return new WorkloadIdentityCredential({ tenantId, clientId, authorityHost });
  }
}

/** Application tokens of Entra ID in the given cloud. */
export function azureTokens(identity: AzureIdentity, cloud: Cloud, clock: Clock): TokenSource {
  const credential = credentialOf(identity, cloud.authority);
  return cachedTokens(async () => {
    try {
      const answer = await credential.getToken(defaultScope(cloud.graph));
      if (!answer) throw new Error('no token');
      return { token: answer.token, expiresAt: answer.expiresOnTimestamp };
    } catch (cause) {
      const refused = new UnauthorizedError({
        status: 401,
        code: 'signInRefused',
        message: 'the sign-in of this installation was refused by Entra ID',
      });
      refused.cause = cause;
      throw refused;
    }
  }, clock);
}
