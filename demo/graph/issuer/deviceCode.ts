import { randomBytes, randomInt } from 'node:crypto';
import type { PersonSeed } from '../../tenant.ts';
import { OAuthError } from './oauthError.ts';
import { escapeHtml, htmlPage } from './signInPage.ts';

/** RFC 8628: a program shows a code, a person types it in a browser and signs in there. */
interface Waiting {
  userCode: string;
  clientId: string;
  scope: string;
  personId: string | null;
  isRefused: boolean;
  until: number;
}

export interface DeviceCodes {
  ask(clientId: string, scope: string): { deviceCode: string; userCode: string };
  /** The person signed in (or, null, said no). False: there is no such code. */
  answer(userCode: string, personId: string | null): boolean;
  /** @throws OAuthError authorization_pending until somebody has answered */
  take(deviceCode: string, clientId: string): { personId: string; scope: string };
}

export const deviceCodeLifetimeS = 900;

export function deviceCodes(clock: () => Date): DeviceCodes {
  const waiting = new Map<string, Waiting>();
  return {
    ask(clientId, scope) {
      const now = clock().getTime();
      for (const [code, { until }] of waiting) if (until < now) waiting.delete(code);
      const deviceCode = randomBytes(32).toString('base64url');
      const userCode = Array.from({ length: 9 }, () => 'BCDFGHJKLMNPQRSTVWXZ23456789'[randomInt(28)]).join('');
      waiting.set(deviceCode, { userCode, clientId, scope, personId: null, isRefused: false, until: now + deviceCodeLifetimeS * 1000 });
      return { deviceCode, userCode };
    },
    answer(userCode, personId) {
      const found = [...waiting.values()].find((one) => one.userCode === userCode.trim().toUpperCase());
      if (!found) return false;
      found.personId = personId;
      found.isRefused = personId === null;
      return true;
    },
    take(deviceCode, clientId) {
      const found = waiting.get(deviceCode);
      if (!found || found.clientId !== clientId)
        throw new OAuthError(400, 'bad_verification_code', 'AADSTS70020: the device code is not known.');
      if (found.until < clock().getTime()) throw new OAuthError(400, 'expired_token', 'AADSTS70020: the device code has expired.');
      if (found.isRefused) throw new OAuthError(400, 'authorization_declined', 'AADSTS70017: the person said no.');
      if (found.personId === null) throw new OAuthError(400, 'authorization_pending', 'AADSTS70016: nobody has signed in yet.');
      waiting.delete(deviceCode);
      return { personId: found.personId, scope: found.scope };
    },
  };
}

export const deviceSignInPage = (people: readonly PersonSeed[], action: string): string =>
  htmlPage(
    'Sign in on another device',
    `<form method="post" action="${escapeHtml(action)}"><p><label>The code that is shown: <input name="code" required autofocus></label></p>
<ul>${people
      .map(
        (person) =>
          `<li><button name="username" value="${escapeHtml(person.userPrincipalName)}">${escapeHtml(person.userPrincipalName)}</button></li>`,
      )
      .join('\n')}</ul></form>`,
  );
