import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** As the JWKS shows it. */
  publicJwk: JWK;
}

/** Kept in the journal's folder, so that tokens stay good over a restart; without a folder it lives as long as the process. */
export async function signingKey(folder: string | null): Promise<SigningKey> {
  const file = folder === null ? null : join(folder, 'signing-key.json');
  const kept = file !== null && existsSync(file) ? readKey(file) : null;
  if (kept) return keyFrom(kept);
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (file !== null) writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  return keyFrom(jwk);
}

/** Null where the file was cut off while it was written: then nobody holds a token of it either. */
function readKey(file: string): JWK | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function keyFrom(jwk: JWK): Promise<SigningKey> {
  const { kty, n, e } = jwk;
  const kid = await calculateJwkThumbprint({ kty, n, e } as JWK);
  const publicJwk: JWK = { kty, n, e, kid, use: 'sig', alg: 'RS256' } as JWK;
  return {
    kid,
    privateKey: (await importJWK(jwk, 'RS256')) as CryptoKey,
    publicKey: (await importJWK(publicJwk, 'RS256')) as CryptoKey,
    publicJwk,
  };
}
