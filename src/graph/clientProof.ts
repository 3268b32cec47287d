import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { importPKCS8, SignJWT } from 'jose';

/**
 * How this installation proves to Entra ID that it is the app registration. What lies in a file is read each time that it is
 * needed: a secret or a certificate that was renewed counts without a restart.
 */
export type ClientProof =
  | { kind: 'secret'; clientSecret: string }
  /** A file that holds nothing but the secret, as containers are handed theirs. */
  | { kind: 'secretFile'; path: string }
  /** A PEM file with certificate and private key. */
  | { kind: 'certificate'; path: string }
  /** A managed identity that the app registration trusts (a federated credential): no secret anywhere. */
  | { kind: 'managedIdentity'; identityId: string }
  /** A token that the platform (Kubernetes) keeps in a file, and that the app registration trusts in the same way. */
  | { kind: 'workloadIdentity'; tokenFile: string };

export interface ConfidentialClient {
  tokenUrl: string;
  clientId: string;
  proof: ClientProof;
  /** Gives the token of a managed identity that stands for the assertion; needed for that kind of proof alone. */
  identityToken?: (identityId: string) => Promise<string>;
}

/** What proves this installation cannot be read or used: the message is for whoever keeps the settings, and holds no secret. */
export class ProofError extends Error {
  override name = 'ProofError';
}

/** The parameters of a token request by which the client names itself (OAuth 2.0, RFC 7523 for assertions). */
export async function clientParameters(client: ConfidentialClient): Promise<Record<string, string>> {
  const { clientId, proof } = client;
  if (proof.kind === 'secret') return { client_id: clientId, client_secret: proof.clientSecret };
  if (proof.kind === 'secretFile') return { client_id: clientId, client_secret: await readSecret(proof.path) };
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await clientAssertion(client),
  };
}

export const readSecret = (path: string): Promise<string> => contentOf(path, 'the client secret');

/** @throws ProofError where the proof is no assertion, or cannot be read */
export async function clientAssertion({ tokenUrl, clientId, proof, identityToken }: ConfidentialClient): Promise<string> {
  switch (proof.kind) {
    case 'certificate':
      return signedBy(await readCertificate(proof.path), clientId, tokenUrl);
    case 'workloadIdentity':
      return contentOf(proof.tokenFile, 'the federated token');
    case 'managedIdentity':
      if (!identityToken) throw new ProofError('there is no way to a managed identity here');
      return identityToken(proof.identityId);
    default:
      throw new ProofError('a secret is no assertion');
  }
}

export interface ClientCertificate {
  certificate: X509Certificate;
  /** PKCS #8, PEM. */
  privateKey: string;
}

/** @throws ProofError */
export async function readCertificate(path: string): Promise<ClientCertificate> {
  const pem = await contentOf(path, 'the certificate');
  const privateKey = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/.exec(pem)?.[0];
  if (!privateKey) throw new ProofError(`the certificate file ${path} holds no private key in PKCS #8 form ("BEGIN PRIVATE KEY")`);
  try {
    return { certificate: new X509Certificate(pem), privateKey };
  } catch {
    throw new ProofError(`the certificate file ${path} holds no certificate in PEM form ("BEGIN CERTIFICATE")`);
  }
}

/** In the form that Entra asks for: PS256 with the certificate's SHA-256 thumbprint. */
async function signedBy({ certificate, privateKey }: ClientCertificate, clientId: string, tokenUrl: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setNotBefore(now - 60)
    .setExpirationTime(now + 300)
    .sign(await importPKCS8(privateKey, 'PS256'));
}

async function contentOf(path: string, what: string): Promise<string> {
  let content: string;
  try {
    content = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new ProofError(`${what} cannot be read from ${path} (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  if (content === '') throw new ProofError(`${what} in ${path} is empty`);
  return content;
}

/** What a token endpoint answers. */
export interface TokenAnswer {
  access_token?: string;
  id_token?: string;
  expires_in?: number | string;
  error?: string;
  suberror?: string;
  error_description?: string;
}
