import { createHmac } from 'node:crypto';

export interface Webhook {
  /** https, or in local mode this machine; config.ts saw to it. */
  url: string;
  secret: string | null;
}
export const signatureHeader = 'x-account-pulse-signature';

/** The signature of a body: `t=<seconds>,v1=<hex>` of HMAC-SHA-256 over "seconds.body", so that an old message cannot be sent again. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;

/**
 * Posts to the operator's address and to no other: a redirect is not followed, as it could lead into the network behind.
 * @throws where it was not taken (2xx within ten seconds)
 */
export async function post({ url, secret }: Webhook, body: object, now: Date, timeoutMs = 10_000): Promise<void> {
  const text = JSON.stringify(body);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(secret ? { [signatureHeader]: signatureOf(secret, Math.floor(now.getTime() / 1000), text) } : {}),
    },
    body: text,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  await response.body?.cancel().catch(() => undefined);
  if (!response.ok) throw new Error(`the operator's webhook answered ${response.status}`);
}
