import { sql } from 'kysely';
import { botCarrier } from '../../bot/carrier.ts';
import { openConnector } from '../../bot/conversations.ts';
import { outgoingMessages } from '../../bot/messages/index.ts';
import { onLoopback } from '../../bot/service.ts';
import { planDigests, planNotices } from '../../src/digest/index.ts';
import { type LeavingParts, startMessages } from '../../src/messages.ts';
import { type DrainOptions, type DrainParts, drain } from '../../src/outbox/drain.ts';
import { sharedLimiter } from '../../src/outbox/index.ts';
import { openDatabase } from '../../src/store/database.ts';
import { testDatabase } from '../support/database.ts';
import { tenantId } from './apiHouse.ts';
import { channel, fabrikam, link, places, startBot, team } from './bot.support.ts';

/** A Tuesday: Monday's slot has passed, and the day before the channel was linked as well. */
export const tuesday = new Date('2026-12-01T10:00:00Z');

let made: Promise<Uint8Array<ArrayBuffer>> | undefined;
/** The account, linked and brought up to date: made once. */
function template(): Promise<Uint8Array<ArrayBuffer>> {
  made ??= (async () => {
    const db = await testDatabase();
    await fabrikam(db);
    await link(db, 'fabrikam', team, channel);
    await db.transaction(['fabrikam'], (tx) =>
      sql`update link set linked_at = '2026-11-24T09:00:00Z' where account_id = 'fabrikam'`.execute(tx),
    );
    const dump = await db.dump();
    await db.close();
    return dump;
  })();
  return made;
}

/** The bot with its outbox: what a heartbeat does, at moments that the test sets. */
export async function startDigests() {
  let now = tuesday;
  let passedMs = 0;
  const world = await startBot({
    db: await openDatabase({ engine: 'pglite', template: await template() }),
    clock: () => new Date(Date.now() + passedMs),
  });
  const { db, connector, bot } = world;
  const errors: unknown[] = [];
  const limiter = sharedLimiter(db);
  const report = (error: unknown) => errors.push(error);
  const carrier = botCarrier({
    connector: openConnector({ tenantId, token: async () => null, isKnown: onLoopback, timeoutMs: 400 }),
    pulse: bot.pulse,
    messages: outgoingMessages,
    allowed: async () => undefined,
  });
  const clock = { now: () => now.getTime(), sleep: async () => undefined };
  const drainNow = (changed: Partial<DrainParts> = {}, options: DrainOptions = {}) =>
    drain({ db, carrier, limiter, clock, random: () => 1, report, ...changed }, options);
  const beat = async () => {
    await planDigests({ db, now: () => now, today: () => now.toISOString().slice(0, 10), report });
    await planNotices(db, now);
    await drainNow();
    if (errors.length > 0) throw errors[0];
  };
  return {
    ...world,
    beat,
    drain: drainNow,
    carrier,
    /** The heartbeat itself. */
    start: (parts: Partial<LeavingParts> = {}) =>
      startMessages({ db, carrier, limiter, clock: () => now, today: () => now.toISOString().slice(0, 10), report, ...parts }),
    errors,
    setNow: (instant: string) => {
      now = new Date(instant);
    },
    /** On the clock of the server, which tokens are held against. */
    pass: (minutes: number) => {
      passedMs += minutes * 60_000;
    },
    installInChannel: () => world.install(1, { ...places.channel, id: channel }),
    /** Cards that were posted into a conversation. */
    cardsIn: (conversationId: string) =>
      connector
        .messages()
        .filter((one) => one.conversationId === conversationId)
        .map((one) => one.body.attachments?.[0]?.content)
        .filter((card) => card !== undefined),
    digests: async (as = 1) => (await world.api.call('/api/accounts/fabrikam/digests', { as })).json,
  };
}
