import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { PersonSeed, TenantSeed } from './tenant.ts';

export interface PlaygroundParts {
  /** Where the bot listens: http://localhost:3978/api/messages */
  messagesUrl: string;
  seed: Pick<TenantSeed, 'tenantId' | 'people' | 'team'>;
  botId: string;
  /** A folder for its configuration. */
  dataDir: string;
  /** The one that is tried first; where it is taken, any free one. */
  port?: number;
}

export interface PreparedPlayground {
  /** Where it will be, once it was started. */
  url: string;
  /** @returns how to end it. @throws Error with one clear line where it cannot start */
  start(): Promise<() => Promise<void>>;
}

const usualPort = 56150;
const startsWithinMs = 20_000;
/** It has no setting for it, but it must not be reached from other machines: whoever reaches it chats as our sample person. */
const onLoopbackOnly = `
  import net from 'node:net';
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (...given) {
    const port = Number(given[0]);
    const then = given.filter((one) => typeof one === 'function');
    return Number.isInteger(port) ? listen.call(this, { port, host: '127.0.0.1' }, ...then) : listen.apply(this, given);
  };`;
/** The Playground takes five people beside the one who chats. */
const others = 5;

/**
 * Microsoft's Agents Playground: a local Teams client in the browser. The first person of the tenant is the one who
 * chats, and its team is the local Graph's, so that a channel that is linked there is linked here.
 */
export async function preparePlayground(parts: PlaygroundParts): Promise<PreparedPlayground> {
  const port = await freePort(parts.port ?? usualPort);
  return { url: `http://localhost:${port}`, start: () => startAt(port, parts) };
}

async function startAt(port: number, { messagesUrl, seed, botId, dataDir }: PlaygroundParts): Promise<() => Promise<void>> {
  const program = findProgram();
  const config = join(dataDir, 'playground.yml');
  // YAML takes JSON as it is.
  writeFileSync(config, JSON.stringify(configOf(seed, botId), null, 2));
  const child = spawn(
    process.execPath,
    [
      `--import=data:text/javascript,${encodeURIComponent(onLoopbackOnly)}`,
      program,
      '--app-endpoint',
      messagesUrl,
      '--channel-id',
      'msteams',
      '--port',
      String(port),
      '--disable-telemetry',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutSecrets(process.env), M365_AGENTS_PLAYGROUND_CONFIG_PATH: config, BROWSER: 'none', DEFAULT_CHANNEL_ID: '' },
    },
  );
  // Should we die without a word, it must not stay behind.
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  try {
    await listening(child);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  child.unref();
  return () => ended(child);
}

function findProgram(): string {
  try {
    return createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  } catch {
    throw new Error('it is not installed (npm install brings it, unless development dependencies are left out)');
  }
}

/** It needs nothing of ours. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, HOME, USERPROFILE, SystemRoot, TEMP, TMP, TMPDIR, APPDATA, LOCALAPPDATA, LANG } = env;
  return { PATH, HOME, USERPROFILE, SystemRoot, TEMP, TMP, TMPDIR, APPDATA, LOCALAPPDATA, LANG };
}

/** Its own words for the same things: the team's id in Teams is that of its General channel. */
function configOf({ tenantId, people, team }: PlaygroundParts['seed'], botId: string) {
  const members = people.filter((person) => team.memberIds.includes(person.id) && !person.isGuest);
  const [first, ...rest] = members;
  const [general, ...channels] = team.channels;
  if (!first || rest.length < others || !general) throw new Error('the local tenant has too few people for it');
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: botId, name: 'Account Pulse' },
    currentUser: userOf(first),
    users: rest.slice(0, others).map(userOf),
    // New with each start, as the chat is: the welcome comes once for each.
    personalChat: { id: `a:${randomUUID()}` },
    groupChat: { id: '19:account-team@thread.v2', name: 'Account team' },
    team: {
      id: general.id,
      name: team.displayName,
      aadGroupId: team.id,
      channels: channels.slice(0, 1).map(({ id, displayName }) => ({ id, name: displayName })),
    },
  };
}

function userOf({ id, displayName, userPrincipalName }: PersonSeed) {
  const [givenName = displayName, ...surname] = displayName.split(' ');
  return {
    id: `29:${id}`,
    name: displayName,
    userPrincipleName: userPrincipalName,
    aadObjectId: id,
    givenName,
    surname: surname.join(' ') || givenName,
    email: userPrincipalName,
  };
}

const freePort = (wished: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => (wished === 0 ? reject(new Error('no port is free')) : resolve(freePort(0))));
    probe.listen(wished, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wished));
    });
  });

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error('it did not start in time')), startsWithinMs);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off('exit', onExit).off('error', onError);
      // What it says later is read and dropped: a full pipe would stop it.
      finish();
    };
    const onExit = () => settle(() => reject(new Error(said.trim().split('\n').at(-1)?.slice(0, 300) || 'it ended at once')));
    const onError = (error: Error) => settle(() => reject(error));
    const onText = (text: Buffer) => {
      said = (said + text.toString('utf8')).slice(-4000);
      if (/Listening on \d+/i.test(said)) settle(resolve);
    };
    child.stdout?.on('data', onText);
    child.stderr?.on('data', onText);
    child.once('exit', onExit).once('error', onError);
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
