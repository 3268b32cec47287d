import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import pino from 'pino';
import restify from 'restify';
import { type Bot, createBot } from '../bot/index.ts';
import { browserLinks } from '../bot/tabLinks.ts';
import { clouds } from '../src/graph/clouds.ts';
import { conversationBook } from '../src/outbox/conversations.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { giveAccess, person, startApi, tenantId } from '../test/integration/apiHouse.ts';
import { testDatabase } from '../test/support/database.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { accountOf } from './account.ts';
import { type Bench, median, ms, p99 } from './row.ts';

const rounds = 5;
const turns = 150;
const atOnce = 8;

/** A connector that takes everything at once: what is measured is the bot. */
async function startSink() {
  const http = createHttpServer((request, response) => {
    request.resume().on('end', () => {
      const isMember = request.method === 'GET';
      response.writeHead(isMember ? 200 : 201, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isMember ? { id: '29:1', aadObjectId: person(1), tenantId } : { id: 'm1' }));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    close: () => {
      http.close();
      http.closeAllConnections();
    },
  };
}

/** Microsoft's own echo bot: the same CloudAdapter on the same restify. */
async function startEcho() {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const server = restify.createServer();
  server.use(restify.plugins.bodyParser());
  server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
    await adapter.process(request, response, async (context) => {
      await context.sendActivity(`Echo: ${context.activity.text}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${server.address().port}/api/messages`,
    close: () => {
      server.close();
      (server.server as unknown as Server).closeAllConnections();
    },
  };
}

interface Driven {
  perSecond: number;
  times: number[];
}

/** Milliseconds of each turn, and turns a second, with so many under way at once. */
async function drive(url: string, serviceUrl: string): Promise<Driven> {
  const say = async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        id: randomUUID(),
        text: 'scorecard',
        channelId: 'msteams',
        serviceUrl,
        from: { id: '29:1', aadObjectId: person(1), name: 'Person 1' },
        recipient: { id: '28:bot', name: 'Bot' },
        conversation: { id: 'a:1', conversationType: 'personal', tenantId },
        locale: 'en-US',
        channelData: { tenant: { id: tenantId } },
      }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`a turn ended with ${response.status}`);
  };
  for (let turn = 0; turn < 20; turn++) await say();
  const times: number[] = [];
  let left = turns;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        const start = performance.now();
        await say();
        times.push(performance.now() - start);
      }
    }),
  );
  return { perSecond: (turns / (performance.now() - begun)) * 1000, times };
}

/** A row for turns a second, and one for the slowest of a hundred. */
async function against(echoUrl: string, sinkUrl: string, db: Database, engine: string) {
  await accountOf(db, 'bench', 10_000);
  await giveAccess(db, 'bench', 1, 'manager');
  let bot: Bot | undefined;
  const api = await startApi({ db, messages: async (request, response) => bot?.messages(request, response) });
  bot = createBot({
    ...{ tenantId, credentials: null, cloud: clouds.global, log: pino({ level: 'silent' }) },
    ...{ door: api.door, conversations: conversationBook(db, () => new Date()), tab: browserLinks(api.url), clock: () => new Date() },
  });
  // In turns, so that what else the machine does falls on both.
  const echoed: Driven[] = [];
  const answered: Driven[] = [];
  for (let round = 0; round < rounds; round++) {
    echoed.push(await drive(echoUrl, sinkUrl));
    answered.push(await drive(`${api.url}/api/messages`, sinkUrl));
  }
  await api.close();
  await db.close();
  const speed = (driven: readonly Driven[]) => median(driven.map(({ perSecond }) => perSecond).sort((a, b) => a - b));
  const slowest = (driven: readonly Driven[]) => p99(driven.flatMap(({ times }) => times).sort((a, b) => a - b));
  const told = (driven: readonly Driven[]) => `${Math.round(speed(driven))} turns/s`;
  const row = (work: string, ours: string, other: string, ratio: number) => ({
    ...{
      work: `bot turn scorecard, ${engine}${work}`,
      ours,
      against: `${other} echo`,
      ratio,
      must: '≥ 0.5',
      isMet: ratio >= 0.5,
      aim: '0.9',
    },
  });
  return [
    row('', told(answered), told(echoed), speed(answered) / speed(echoed)),
    row(' (p99)', ms(slowest(answered)), ms(slowest(echoed)), slowest(echoed) / slowest(answered)),
  ];
}

/** `scorecard` of an account with 10,000 opportunities, asked in a personal chat, against an echo: on each engine. */
export const botTurnBench: Bench = {
  name: 'botTurn',
  run: async () => {
    const [sink, echo, postgres] = [await startSink(), await startEcho(), await startPostgres()];
    try {
      const served = await openDatabase({ engine: 'postgres', url: postgres.url });
      await migrate(served);
      return [
        ...(await against(echo.url, sink.url, await testDatabase(), 'embedded')),
        ...(await against(echo.url, sink.url, served, 'PostgreSQL')),
      ];
    } finally {
      echo.close();
      sink.close();
      await postgres.stop();
    }
  },
};
