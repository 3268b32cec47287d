import { OAuthError } from '../issuer/oauthError.ts';
import type { RawRequest } from './listener.ts';

/** The body of a posted form. */
export function formOf(request: RawRequest): URLSearchParams {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
    throw new OAuthError(400, 'invalid_request', 'AADSTS900144: the body must be application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(request.body);
}

export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}
