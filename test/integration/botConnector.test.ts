import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openConnector } from '../../bot/conversations.ts';
import { onLoopback } from '../../bot/service.ts';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { type Fault, type RecordingConnector, startConnector } from '../support/connector.ts';

const tenantId = '8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
let service: RecordingConnector;
beforeEach(async () => {
  service = await startConnector();
});
afterEach(() => service.close());

const connector = (changed: Partial<Parameters<typeof openConnector>[0]> = {}) =>
  openConnector({ tenantId, token: async () => null, isKnown: onLoopback, timeoutMs: 300, ...changed });
const post = (parts = {}, serviceUrl = service.url) =>
  connector(parts).post({ id: '19:a@thread.tacv2', serviceUrl, botId: '28:bot' }, { text: 'hello' });
const outcome = async (fault: Fault) => {
  service.faults.push(fault);
  return post().then(
    () => 'sent',
    (error: unknown) => (error instanceof NotSentError ? [error.next, error.code, error.retryAfterMs] : 'doubt'),
  );
};

describe('a message that is posted', () => {
  it('arrives once, with the id under which it was taken', async () => {
    expect(await post()).toEqual({ messageId: 'm1' });
    expect(service.sent).toHaveLength(1);
    expect(service.sent[0]).toMatchObject({ conversationId: '19:a@thread.tacv2', authorization: undefined });
    expect(service.sent[0]?.body).toMatchObject({ type: 'message', text: 'hello', from: { id: '28:bot' } });
  });
  it('carries the bot’s token', async () => {
    await post({ token: async () => 'abc' });
    expect(service.sent[0]?.authorization).toBe('Bearer abc');
  });
  it.each([
    ['429 with a time', { status: 429, headers: { 'retry-after': '2' } }, ['retry', 'http429', 2000]],
    ['412', { status: 412 }, ['retry', 'http412', null]],
    ['503 with a time', { status: 503, headers: { 'retry-after': '7' } }, ['retry', 'http503', 7000]],
    ['401', { status: 401, body: { error: { code: 'BotNotRegistered' } } }, ['retry', 'BotNotRegistered', null]],
    ['403', { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } }, ['suspend', 'BotNotInConversationRoster', null]],
    ['404', { status: 404, body: { error: { code: 'ConversationNotFound' } } }, ['suspend', 'ConversationNotFound', null]],
    ['413', { status: 413, body: { error: { code: 'MessageSizeTooBig' } } }, ['final', 'MessageSizeTooBig', null]],
    ['400', { status: 400 }, ['final', 'http400', null]],
    ['a redirection', { status: 302, headers: { location: 'https://evil.example/' } }, ['final', 'http302', null]],
  ] as const)('certainly did not arrive: %s', async (_, fault, expected) => {
    expect(await outcome(fault as Fault)).toEqual(expected);
  });
  it.each([
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503 without a time', { status: 503 }],
    ['504', { status: 504 }],
    ['408', { status: 408 }],
    ['no answer', 'hang'],
    ['a broken connection', 'cut'],
  ] as const)('may have arrived: %s', async (_, fault) => {
    expect(await outcome(fault as Fault)).toBe('doubt');
  });
  it('is not tried again by itself', async () => {
    await outcome('cut');
    await outcome({ status: 500 });
    expect(service.sent).toHaveLength(1);
  });
  it('certainly did not arrive where nobody listens, or no name is known', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    await expect(post({}, `http://127.0.0.1:${port}/`)).rejects.toMatchObject({ next: 'retry', code: 'ECONNREFUSED' });
    await expect(post({ isKnown: () => true }, 'http://nowhere.invalid/')).rejects.toMatchObject({ next: 'retry' });
  });
  it('goes where the address leads that was judged, however it was spelled', async () => {
    await post({}, `  ${service.url.replace('http://', 'HTTP:\\\\')}//`);
    expect(service.sent).toHaveLength(1);
  });
  it.each(['?', '#', '?x=/', '#/v3'])('does not leave for an address that would swallow the path: %s', async (end) => {
    await expect(post({}, `${service.url}/${end}`)).rejects.toMatchObject({ next: 'final', code: 'unknownService' });
    expect(service.sent).toHaveLength(0);
  });
  it('does not leave for an unknown service, or without a token', async () => {
    await expect(post({}, 'https://evil.example/')).rejects.toMatchObject({ next: 'final', code: 'unknownService' });
    await expect(
      post({
        token: async () => {
          throw new Error('no');
        },
      }),
    ).rejects.toMatchObject({ next: 'retry', code: 'noToken' });
    expect(service.sent).toHaveLength(0);
  });
});
