import { randomUUID } from 'node:crypto';
import { badRequest } from '../http/errors.ts';

/** Graph waits ten seconds for the token to come back. */
const LONGEST_WAIT_MS = 10_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Where notifications may be sent. Graph asks for https anywhere; the local Graph calls this machine only, so that nobody
 * can have it knock at other doors.
 */
export function loopbackAddress(value: unknown, property: string): string {
  const text = typeof value === 'string' ? value : '';
  if (text === '' || text.length > 2000 || !URL.canParse(text))
    throw badRequest(`The property '${property}' is not an address.`, 'InvalidRequest');
  const url = new URL(text);
  const isAllowed = /^https?:$/.test(url.protocol) && LOOPBACK.has(url.hostname) && url.username === '' && url.password === '';
  if (!isAllowed)
    throw badRequest(`The local Graph sends notifications to this machine only: '${property}' is not on localhost.`, 'InvalidRequest');
  return text;
}

/** Asks the address to say a token back. https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation */
export async function shakeHands(address: string): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const url = new URL(address);
  url.searchParams.set('validationToken', token);
  const failed = (why: string) => badRequest(`Subscription validation request failed. ${why}`, 'ValidationError');
  let answer: Response;
  let said: string;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    said = (await answer.text()).slice(0, 10_000);
  } catch {
    throw failed('Notification endpoint could not be reached, or did not answer in time.');
  }
  if (answer.status !== 200)
    throw failed(`HTTP status code is '${answer.status}'. Notification endpoint must respond with 200 OK to validation request.`);
  if (!/^text\/plain\b/i.test(answer.headers.get('content-type') ?? ''))
    throw failed('Notification endpoint must respond with text/plain.');
  if (said !== token) throw failed('The validation token was not returned as it was sent.');
}
