/**
 * One server's heartbeat, to be killed at random: node outboxChild.ts <database> <today>. It plans the digests that are due and
 * drains the outbox, again and again. Cards are made by the connector's text alone: what is tested is the way, not the words.
 */
import { openConnector } from '../../bot/conversations.ts';
import { onLoopback } from '../../bot/service.ts';
import { planDigests } from '../../src/digest/index.ts';
import { conversationBook } from '../../src/outbox/conversations.ts';
import { type Carrier, drain, NotSentError, sharedLimiter } from '../../src/outbox/index.ts';
import { openDatabase } from '../../src/store/database.ts';

const [url = '', today = '', timeoutMs = '1000'] = process.argv.slice(2);
const db = await openDatabase({ engine: 'postgres', url });
const conversations = conversationBook(db, () => new Date());
const connector = openConnector({ tenantId: 't', token: async () => null, isKnown: onLoopback, timeoutMs: Number(timeoutMs) });
const carrier: Carrier = {
  async prepare({ conversationId, content }) {
    const where = await conversations.find(conversationId);
    if (!where) throw new NotSentError('suspend', 'notInstalled', 'unknown');
    return () => connector.post(where, { text: `Digest ${String(content.number)}` });
  },
};
const limiter = sharedLimiter(db);
const clock = { now: () => Date.now(), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
const report = (error: unknown) => process.stderr.write(`${(error as Error).stack}\n`);
setInterval(() => process.stdout.write(`rss ${process.memoryUsage.rss()}\n`), 500).unref();
// It ends with the test that started it, however that ends.
for (const parent = process.ppid; process.ppid === parent; ) {
  await planDigests({ db, now: () => new Date(), today: () => today, report });
  await drain({ db, carrier, limiter, clock, random: Math.random, report });
  await clock.sleep(100);
}
process.exit();
