import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';

const subject = 'Clock';

/** Entra ID allows five minutes; beyond, tokens are not yet or no longer good. */
export async function checkClock({ cloud, credentials, send, now }: Examination): Promise<Finding> {
  const url = `${cloud.authority}/${credentials.tenantId}/v2.0/.well-known/openid-configuration`;
  try {
    const response = await send(url, { signal: AbortSignal.timeout(15_000) });
    await response.arrayBuffer();
    const date = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(date)) return { subject, state: 'untried', says: 'the sign-in service does not say what time it is' };
    const seconds = Math.round((now().getTime() - date) / 1000);
    const says =
      Math.abs(seconds) <= 2
        ? 'as the sign-in service has it'
        : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the sign-in service`;
    if (Math.abs(seconds) < 60) return { subject, state: 'ok', says };
    const grant = 'let the machine keep its time by NTP';
    return Math.abs(seconds) < 300
      ? { subject, state: 'note', says, grant }
      : { subject, state: 'missing', says, withoutIt: 'tokens are refused as not yet, or no longer, good', grant };
  } catch {
    return {
      ...{ subject: 'Sign-in service', state: 'missing', says: `${new URL(url).host} cannot be reached` },
      withoutIt: 'nothing is read, and nobody can sign in',
      grant: 'let this machine reach it by https, through the firewall or proxy (HTTPS_PROXY)',
    };
  }
}
