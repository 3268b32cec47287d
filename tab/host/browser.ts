import type { Bootstrap } from '../../src/server/contract.ts';
import { type Host, SignInNeededError } from './host.ts';
import { comeBack, leaveForIssuer, renew, returnPath, type Tokens } from './signIn.ts';
import { recall, remember } from './storage.ts';
import { browserTheme } from './themes.ts';

/** "Someone has signed in here before": then a reload asks the issuer silently instead of showing the sign-in page. It holds no identity. */
const seenKey = 'account-pulse.signed-in-before';
/** Renewed this long before the end. */
const spareMs = 90_000;

/**
 * A plain browser: authorization code with proof key, tokens in memory only. A reload therefore asks the issuer again,
 * silently, by a round trip of the whole page: a hidden frame would need cookies that browsers no longer send.
 *
 * @returns the host; null where the page is about to be left; `signedIn` false where the sign-in page is to be shown.
 */
export async function openBrowser(bootstrap: Bootstrap): Promise<{ host: Host; signedIn: boolean; refusal: string | null } | null> {
  let tokens: Tokens | null = null;
  let refusal: string | null = null;

  if (location.pathname === returnPath) {
    const back = await comeBack(bootstrap, new URLSearchParams(location.search));
    history.replaceState(null, '', back.goTo);
    ({ tokens, refusal } = back);
    remember(seenKey, tokens ? 'yes' : null);
  } else if (recall(seenKey)) {
    await leaveForIssuer(bootstrap, here(), { silently: true });
    return null;
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let renewing: Promise<Tokens> | null = null;
  const keep = (next: Tokens): Tokens => {
    tokens = next;
    clearTimeout(timer);
    if (next.refreshToken)
      timer = setTimeout(() => void renewed().catch(() => undefined), Math.max(next.expiresAt - spareMs - Date.now(), 10_000));
    return next;
  };
  /** One renewal at a time, whoever asks. Where it fails, the next call of getToken says so. */
  const renewed = (): Promise<Tokens> => {
    if (!tokens?.refreshToken) return Promise.reject(new SignInNeededError('the sign-in has ended'));
    renewing ??= renew(bootstrap, tokens.refreshToken)
      .then((next) => keep({ ...next, refreshToken: next.refreshToken ?? tokens?.refreshToken ?? null }))
      .finally(() => {
        renewing = null;
      });
    return renewing;
  };
  if (tokens) keep(tokens);

  const host: Host = {
    kind: 'browser',
    locale: navigator.language,
    theme: browserTheme(window),
    startAt: null,
    channel: null,
    getToken: async ({ fresh = false, claims } = {}) => {
      if (claims) {
        // The page is left for the issuer's, and comes back to where the person was: what was asked is asked again there.
        await leaveForIssuer(bootstrap, here(), { silently: false, claims });
        return new Promise<string>(() => undefined);
      }
      if (!tokens) throw new SignInNeededError('nobody has signed in');
      if (!fresh && tokens.expiresAt > Date.now() + 5_000) return tokens.accessToken;
      return (await renewed()).accessToken;
    },
    signIn: () => void leaveForIssuer(bootstrap, here(), { silently: false }),
    signOut: () => {
      clearTimeout(timer);
      tokens = null;
      remember(seenKey, null);
      location.replace('/');
    },
    ready: () => undefined,
    failed: () => undefined,
  };
  return { host, signedIn: tokens !== null, refusal };
}

const here = (): string => location.pathname + location.search + location.hash;
