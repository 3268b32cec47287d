import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { importPKCS8, SignJWT } from 'jose';

/** How this installation proves to a token endpoint who it is: a secret, or a certificate's PEM file. */
export type ClientProof = { kind: 'secret'; clientSecret: string } | { kind: 'certificate'; path: string };

export interface ConfidentialClient {
  tokenUrl: string;
  clientId: string;
  proof: ClientProof;
}

/**
 * The parameters of a token request by which the client names itself (OAuth 2.0; for a certificate the signed assertion
 * of RFC 7523 in the form that Entra asks for: PS256 with the certificate's SHA-256 thumbprint). The file is read each
 * time: a renewed certificate counts without a restart.
 */
export async function clientParameters({ tokenUrl, clientId, proof }: ConfidentialClient): Promise<Record<string, string>> {
  if (proof.kind === 'secret') return { client_id: clientId, client_secret: proof.clientSecret };
  const pem = await readFile(proof.path, 'utf8');
  const certificate = new X509Certificate(pem);
  const key = /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/.exec(pem)?.[0];
  if (!key) throw new Error('the certificate file holds no private key in PKCS #8 form');
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenUrl)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setNotBefore(now - 60)
    .setExpirationTime(now + 300)
    .sign(await importPKCS8(key, 'PS256'));
  return {
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
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
