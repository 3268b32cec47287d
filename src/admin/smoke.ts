import { notificationsPath } from '../server/notifications.ts';
import type { Finding } from './finding.ts';

export interface SmokeOptions {
  /** Where the installation is found: https://pulse.contoso.com */
  root: string;
  /** A person's own token for our API; null: what needs one is left out. */
  token: string | null;
  /** The account to look at, by slug; null: the first that the person sees. */
  account: string | null;
  hasBot: boolean;
  tell?: (finding: Finding) => void;
}

interface Answer {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: many shapes, of which a field or two are looked at
  json: any;
}

/**
 * A first look at an installation that runs, from outside and as a person: does it answer, does it refuse whom it must, are
 * there numbers. Nothing is changed.
 */
export async function smoke({ root, token, account, hasBot, tell = () => undefined }: SmokeOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${root}${path}`, { ...init, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, text, json: isJson && text ? JSON.parse(text) : null };
  };
  /** @param look what was seen, in words; throws the words that say what is wrong */
  const look = async (subject: string, look: () => Promise<string>): Promise<boolean> => {
    const finding = await look().then(
      (says): Finding => ({ subject, state: 'ok', says }),
      (error: Error): Finding => ({
        subject,
        state: 'missing',
        says: error.cause ? `no answer (${(error.cause as { code?: string }).code ?? error.message})` : error.message,
      }),
    );
    findings.push(finding);
    tell(finding);
    return finding.state === 'ok';
  };
  const expect = (isSo: boolean, otherwise: string) => {
    if (!isSo) throw new Error(otherwise);
  };

  const isUp = await look('Up', async () => {
    const { status, json } = await ask('/healthz');
    expect(status === 200 && json?.status === 'ok', `/healthz answers ${status}`);
    return `${root} answers`;
  });
  if (!isUp) return findings;
  await look('Ready', async () => {
    const { status, json } = await ask('/readyz');
    expect(status === 200, `still waits for ${(json?.missing ?? ['?']).join(', ')}`);
    return 'database and migrations are there';
  });
  await look('Tab', async () => {
    const { status, text } = await ask('/');
    expect(status === 200 && /<html/i.test(text), `/ answers ${status}: was the tab built (npm run build:tab)?`);
    return 'the page is served';
  });
  await look('Strangers at the API', async () => {
    const { status } = await ask('/api/me');
    expect(status === 401, `/api/me answers ${status} without a token`);
    return 'are refused';
  });
  await look('Forged tokens', async () => {
    const forged = `${btoa('{"alg":"none"}')}.${btoa('{"oid":"x"}')}.`;
    const { status } = await ask('/api/me', { headers: { authorization: `Bearer ${forged}` } });
    expect(status === 401, `/api/me answers ${status} to an unsigned token`);
    return 'are refused';
  });
  if (hasBot)
    await look('Strangers at the bot', async () => {
      const { status } = await ask('/api/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"type":"message"}',
      });
      expect(status >= 400 && status < 500 && status !== 404, `/api/messages answers ${status}`);
      return 'are refused';
    });
  await look('Graph’s question', async () => {
    const { status, text } = await ask(`${notificationsPath}?validationToken=smoke`, { method: 'POST' });
    expect(status === 200 && text === 'smoke', `${notificationsPath} answers ${status}`);
    return 'is answered';
  });
  if (!token) {
    const finding: Finding = { subject: 'As a person', state: 'untried', says: 'no token: PULSE_TOKEN, see docs/administrator.md' };
    findings.push(finding);
    tell(finding);
    return findings;
  }

  const mine = { headers: { authorization: `Bearer ${token}` } };
  let slug = account;
  const isKnown = await look('Signed in', async () => {
    const { status, json } = await ask('/api/me', mine);
    expect(status === 200, `/api/me answers ${status} (${json?.type ?? ''}): is the token fresh, and of this tenant?`);
    slug ??= json.accounts[0]?.slug ?? null;
    return `as ${json.id}, with ${json.accounts.length} account${json.accounts.length === 1 ? '' : 's'}`;
  });
  if (!isKnown || !slug) return findings;
  const at = `/api/accounts/${encodeURIComponent(slug)}`;
  await look('Sources', async () => {
    const { status, json } = await ask(`${at}/sources`, mine);
    expect(status === 200, `answers ${status}`);
    const stale = json.sources.filter(({ state }: { state: string }) => ['failed', 'stale', 'asking'].includes(state));
    expect(stale.length === 0, stale.map(({ name, state }: { name: string; state: string }) => `${name} is ${state}`).join(', '));
    return `${json.sources.length} are read`;
  });
  await look('Scorecard', async () => {
    const { status, json } = await ask(`${at}/scorecard`, mine);
    expect(status === 200, `answers ${status}`);
    const withValue = json.kpis.filter(({ value }: { value: unknown }) => value !== null).length;
    expect(withValue > 0, 'no KPI has a value');
    return `${withValue} of ${json.kpis.length} KPIs have a value`;
  });
  return findings;
}
