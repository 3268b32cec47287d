import { randomBytes } from 'node:crypto';
import type { SignedIn } from './policy.ts';

export interface AuthorizationCode {
  personId: string;
  redirectUri: string;
  scope: string;
  /** PKCE, S256. */
  challenge: string;
  nonce: string | null;
  signedIn: SignedIn;
}

export interface Codes {
  give(code: AuthorizationCode): string;
  /** Good once, for five minutes. */
  take(text: string): AuthorizationCode | null;
}

const LIFETIME_MS = 5 * 60_000;

export function authorizationCodes(clock: () => Date): Codes {
  const open = new Map<string, { code: AuthorizationCode; until: number }>();
  return {
    give(code) {
      const now = clock().getTime();
      for (const [text, { until }] of open) if (until < now) open.delete(text);
      const text = randomBytes(32).toString('base64url');
      open.set(text, { code, until: now + LIFETIME_MS });
      return text;
    },
    take(text) {
      const found = open.get(text);
      open.delete(text);
      return found && found.until >= clock().getTime() ? found.code : null;
    },
  };
}
