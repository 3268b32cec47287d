import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { Temporal } from 'temporal-polyfill';
import { botCarrier } from '../bot/carrier.ts';
import { type Bot, createBot } from '../bot/index.ts';
import { outgoingMessages } from '../bot/messages/index.ts';
import { signInOf } from '../bot/signIn.ts';
import { browserLinks, type TabLinks, teamsLinks } from '../bot/tabLinks.ts';
import { tokenValidator } from './access/token.ts';
import { ConfigError, readConfig } from './config.ts';
import { digestKind } from './digest/make.ts';
import * as engine from './engine/index.ts';
import { following } from './following/index.ts';
import { addresses } from './graph/addresses.ts';
import { channelReader } from './graph/channel.ts';
import { openGraph } from './graph/client.ts';
import { openExchangeLog } from './graph/middleware/exchangeLog.ts';
import { graphAs, nobodyWaits, onBehalfOf } from './graph/onBehalfOf.ts';
import { peopleOf } from './graph/people.ts';
import { rosterReader } from './graph/roster.ts';
import { stillHere } from './graph/stillHere.ts';
import { type Heartbeat, inProcessJobs, type Jobs, pgBossJobs, type SyncRequest, startHeartbeat } from './jobs/index.ts';
import { startMessages } from './messages.ts';
import { goalSeek } from './moves/goalSeek.ts';
import { evaluateNudges } from './nudges/evaluate.ts';
import { morningPlanner } from './nudges/morning.ts';
import { OperationError } from './operation/errors.ts';
import { openLog } from './operation/log.ts';
import { type Metrics, openMetrics } from './operation/metrics/registry.ts';
import { openStore } from './operation/openStore.ts';
import { requestContext } from './operation/requestContext.ts';
import { currentSecret, withSecretFiles } from './operation/secretFiles.ts';
import { stopping } from './operation/stopping.ts';
import { type OperatorsWatch, startOperatorsWatch } from './operation/watch.ts';
import { conversationBook } from './outbox/conversations.ts';
import { clearOut, sharedLimiter, waitFor } from './outbox/index.ts';
import { appRemoved, deleteDue } from './privacy/closing.ts';
import { erasureKeyOf } from './privacy/erasureKey.ts';
import { keepRetention, onceADay } from './privacy/retention.ts';
import { withholding } from './privacy/withhold.ts';
import { realTenant } from './realTenant.ts';
import { roomChanged } from './rooms/events.ts';
import { lookAtRooms } from './rooms/look.ts';
import { createServer } from './server/server.ts';
import { sourceKinds } from './sources/kinds.ts';
import { MappingError } from './sources/mapping/errors.ts';
import { DataFolderError } from './store/errors.ts';
import { dueReconciles, replayHistory } from './sync/index.ts';
import { namingBeside, personNaming } from './sync/namePersons.ts';
import { syncing } from './sync/syncing.ts';
import { StartError, type Tenant } from './tenant.ts';
import { type PurposeName, tellLosses, vaultOf } from './vault/index.ts';
import { planEditNotices } from './writeback/queue/index.ts';

type Closing = () => Promise<void> | void;
const closings: Closing[] = [];
const ending = stopping({ closings, giveUp: () => process.exit(1), say: (line) => process.stderr.write(`account-pulse: ${line}\n`) });
const tabFolder = resolve(import.meta.dirname, '../dist/tab');

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), withSecretFiles(process.env));
  let metrics: Metrics | null = null;
  let watch: OperatorsWatch | null = null;
  const requests = requestContext();
  const log = openLog(config.logLevel, pino.destination({ dest: 2, sync: true }), requests, (level) => metrics?.logged(level));
  const started =
    config.mode === 'local'
      ? await (await import('../demo/localTenant.ts')).localTenant(config, closings)
      : { ...realTenant(config), playground: noPlayground };
  const db = await openStore({
    ...{ config, closings, dataDir: started.dataDir, tenantId: started.issuer.tenantId, now: () => new Date() },
    say: (fact, message) => log.warn(fact, message),
  });
  const exchanges = config.graphLog ? openExchangeLog(config.graphLog, process.env) : null;
  if (exchanges) closings.push(() => exchanges.close());
  const measured = openMetrics({
    db,
    now: Date.now,
    services: servicesOf(config.graphUrl ?? started.graphRoot, started.bootstrap),
    report: (error) => log.warn({ err: error }, 'the database told no metrics'),
  });
  metrics = measured;
  closings.push(() => measured.stop());
  const graph = openGraph({ root: config.graphUrl ?? started.graphRoot, tokens: started.tokens, log: exchanges });
  await started.connect(db);

  const today = (timeZone: string) => config.asOf ?? Temporal.Now.plainDateISO(timeZone).toString();
  const vault = vaultOf({
    ...{ config, db, dataDir: started.dataDir, client: started.client, writeScope: started.writeScope, clock: () => new Date() },
    report: (error) => log.warn({ err: error }, 'the keys of the vault could not be read: the last ones are used'),
  });
  const graphOf = async (directoryId: string, purpose: PurposeName) => {
    // Asked now, so that a sign-in that has ended is told as such.
    await vault.tokenFor(directoryId, purpose);
    return openGraph({ root: config.graphUrl ?? started.graphRoot, tokens: vault.tokens(directoryId, purpose), log: exchanges });
  };
  const kinds = sourceKinds({ db, cloud: started.cloud, today, now: Date.now, graphOf, connected: (purpose) => vault.connected(purpose) });
  const naming = namingBeside(personNaming(db, peopleOf(graph), Date.now), (error, accountId) =>
    log.warn({ err: error, accountId }, 'the directory did not name the people'),
  );
  closings.push(() => naming.ended(2_000));
  const remembering = namingBeside(
    async (accountId) => {
      if ((await replayHistory(sync.context, accountId)) > 0) await sync.bringUpToDate(accountId);
    },
    (error, accountId) => log.warn({ err: error, accountId }, 'what lists remember could not be replayed this time'),
  );
  closings.push(() => remembering.ended(2_000));
  const erasureKey = erasureKeyOf(config, started.dataDir);
  const sync = syncing({ db, graph, kinds, now: Date.now, withhold: withholding(erasureKey) }, today, async (accountId, day) => {
    // Until they have names, addresses are shown.
    naming.start(accountId);
    remembering.start(accountId);
    await evaluateNudges(db, accountId, { today: day, now: new Date() });
  });
  const follow = following({
    ...{ db, graph, kinds, now: Date.now },
    tenantId: started.issuer.tenantId,
    report: (error) => log.error({ err: error }, 'following changes failed'),
  });
  let isFirstSyncDone = false;
  let heartbeat: Heartbeat | null = null;
  let bot: Bot | null = null;
  const server = createServer({
    config,
    db,
    log,
    today,
    engine: { ...engine, goalSeek },
    sync: {
      syncNow: async (accountId, sourceId, full) => {
        const result = await sync.account(accountId, sourceId, full);
        follow.keepUp(accountId).catch((error: unknown) => log.error({ err: error, accountId }, 'following changes failed'));
        return result;
      },
    },
    following: follow,
    roster: rosterReader(graph, started.issuer.tenantId),
    findPerson: peopleOf(graph),
    channel: channelReader(graph),
    issuer: started.issuer,
    client: started.client,
    ...(config.tabDomain ? { publicUrl: `https://${config.tabDomain}` } : {}),
    graphAs: graphAs(config.graphUrl ?? started.graphRoot, onBehalfOf(started.client, started.writeScope), exchanges),
    managingAs: graphAs(config.graphUrl ?? started.graphRoot, onBehalfOf(started.client, started.manageScope), exchanges, nobodyWaits),
    teamsAs: graphAs(config.graphUrl ?? started.graphRoot, onBehalfOf(started.client, started.teamsScope), exchanges),
    writeScope: started.writeScope,
    vault,
    erasureKey,
    sourceKinds: Object.keys(kinds),
    keptForEdits: { connected: () => vault.connected('writeBack'), graphOf: (directoryId) => graphOf(directoryId, 'writeBack') },
    bootstrap: started.bootstrap,
    clock: () => new Date(),
    tabFolder: existsSync(join(tabFolder, 'index.html')) ? tabFolder : null,
    startingUp: () => (ending.isStopping ? ['nothing: it is stopping'] : isFirstSyncDone ? [] : ['the first sync of every source']),
    ...(config.bot ? { messages: async (request, response) => bot?.messages(request, response) } : {}),
    cloud: { cloud: started.cloud, bot: config.bot },
    answered: async (answer) => bot?.answered(answer),
    messagesWait: () => heartbeat?.soon(),
    requests,
    metrics: { ...measured, token: currentSecret('METRICS_TOKEN', process.env) },
  });
  const { url } = await server.listen(config.port, config.host).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      error.code === 'EADDRINUSE'
        ? `port ${config.port} is taken: stop what uses it, or choose another with PORT`
        : `port ${config.port} cannot be used (${error.code}): choose another with PORT`,
    );
  });
  closings.push(() => server.close());
  const clock = () => new Date();
  const signIn =
    server.errands && signInOf({ validate: tokenValidator(started.issuer), errands: server.errands, resource: started.resource });
  bot = createBot({
    signIn,
    ...{ tenantId: started.issuer.tenantId, credentials: started.botCredentials, cloud: started.cloud, log },
    ...{ door: server.door, conversations: conversationBook(db, clock), tab: tabLinks(started.tab(url)), clock },
    rooms: (change) => roomChanged(db, change, clock()),
    removed: async (where) => {
      await appRemoved(db, where, clock());
      heartbeat?.soon();
    },
  });

  // People without a tenant open the tab at once and want to see numbers; servers of a tenant share the work by jobs.
  if (config.mode === 'local') await sync.everyAccount();
  isFirstSyncDone = true;
  const daily = onceADay(clock);
  const work = {
    accounts: sync.accounts,
    sync: async (request: SyncRequest) => {
      const { sources } = await measured.synced(
        () => sync.account(request.accountId, request.sourceId, request.full),
        (result) => result.sources.map((source) => source.state),
      );
      follow.ended(request, { rows: sources.reduce((rows, source) => rows + source.rows, 0) });
    },
    turnOfDay: sync.bringUpToDate,
    upkeep: async () => {
      await clearOut(db, clock(), { except: [digestKind] });
      await server.edits.upkeep();
      await follow.keepUp();
      await lookAtRooms({
        ...{ db, now: clock, channel: channelReader(graph), stillHere: stillHere(graph) },
        report: (error, facts) => log.warn({ err: error, ...facts }, 'a room could not be looked at'),
      });
      for (const accountId of await deleteDue(db, clock())) log.info({ accountId }, 'an account was deleted, as it was to be');
      await daily(() => keepRetention(db, clock()));
      for (const error of (await vault.reseal()).unreadable) log.warn({ keyName: error.keyName }, error.message);
      for (const due of await dueReconciles(db, Date.now())) await jobs.requestSync({ ...due, full: true });
    },
    report: (error: unknown) => {
      measured.jobFailed();
      watch?.jobFailed();
      log.error({ err: error }, 'a job failed');
    },
  };
  const jobs: Jobs = config.databaseUrl ? await pgBossJobs(config.databaseUrl, work) : inProcessJobs(work);
  closings.push(() => jobs.stop());
  if (config.mode === 'tenant') for (const { accountId } of await sync.accounts()) await jobs.requestSync({ accountId });
  follow.start({ notificationUrl: started.notificationUrl(url), requestSync: jobs.requestSync });
  closings.push(() => follow.stop());
  const limiter = sharedLimiter(db);
  // Without a bot nothing may be queued for it: it would leave all at once on the day that it is switched on.
  if (config.bot)
    heartbeat = startMessages({
      ...{ db, limiter, clock, today },
      plans: [
        () => planEditNotices(db, clock()),
        () => tellLosses({ db, vault, clock, accounts: server.accounts }),
        morningPlanner({
          ...{ db, clock, accounts: server.accounts, addressOf: addresses(graph, Date.now) },
          report: (error, facts) => log.warn({ err: error, ...facts }, 'a morning card could not be planned this time'),
        }),
      ],
      carrier: botCarrier({ connector: bot.connector, pulse: bot.pulse, messages: outgoingMessages, allowed: () => waitFor(limiter) }),
      report: (error, facts) => log.error({ err: error, ...facts }, 'a message could not be sent'),
    });
  closings.push(() => heartbeat?.stop());
  watch = startOperatorsWatch({
    ...{ config, db, clock, env: process.env, tenantId: started.issuer.tenantId, clockSkewMs: measured.clockSkewMs },
    dataDir: started.dataDir,
    report: (error, facts) => log.warn({ err: error, ...facts }, 'the operator could not be told this time'),
  });
  closings.push(() => watch?.stop());
  // A person whose edit was throttled looks for it within seconds.
  const edits = startHeartbeat(
    {
      beat: () => server.edits.tick().then(() => undefined),
      report: (error) => log.error({ err: error }, 'waiting edits could not be looked at'),
    },
    5_000,
  );
  closings.push(() => edits.stop());
  const playground = config.playground ? await started.playground(`${url}/api/messages`) : null;
  process.stdout.write(await started.text(url, playground?.url ?? null));
  // Beside it: it neither delays the start nor ends it.
  playground
    ?.start()
    .then((stop) => closings.push(stop))
    .catch((error: Error) => process.stderr.write(`The Agents Playground could not be started: ${error.message}\n`));
}

/** The services that this process asks, by their origin: what the metrics tell apart. */
const servicesOf = (graphRoot: string, { tokenEndpoint }: Tenant['bootstrap']): Record<string, string> => ({
  [new URL(tokenEndpoint).origin]: 'issuer',
  [new URL(graphRoot).origin]: 'graph',
});

const noPlayground = async () => null;

/** 'home' is the static tab of the manifest. */
const tabLinks = ({ origin, teamsAppId }: ReturnType<Tenant['tab']>): TabLinks =>
  teamsAppId ? teamsLinks({ origin, appId: teamsAppId, entityId: 'home' }) : browserLinks(origin);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void ending.stop().then(() => process.exit(0)));
}
try {
  await main();
} catch (error) {
  // asked to stop in the middle of the start: what was under way ends with the database
  if (ending.isStopping) process.exit(0);
  const isForPerson =
    error instanceof StartError ||
    error instanceof ConfigError ||
    error instanceof DataFolderError ||
    error instanceof MappingError ||
    error instanceof OperationError;
  process.stderr.write(isForPerson ? `account-pulse: ${error.message}\n` : `account-pulse: ${(error as Error).stack ?? String(error)}\n`);
  await ending.stop();
  process.exit(1);
}
