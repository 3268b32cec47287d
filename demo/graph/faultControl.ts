import * as z from 'zod';
import { faultsFromSetting, seededDraw } from './http/faultSetting.ts';
import { type Faults, noFaults } from './http/faults.ts';
import type { RawReply, RawRequest } from './http/listener.ts';
import { type NotificationFaults, notificationFaultsFromSetting } from './notify/faults.ts';

/** What goes wrong with the local Graph, all of it switched on by settings and changed while it runs. */
export interface FaultSettings {
  /** '429:0.05,502-html:0.02', see http/faultSetting.ts; '' for none. */
  graph: string;
  /** 'lost:0.2,doubled:0.1', see notify/faults.ts; '' for none. */
  notifications: string;
  /** The same seed draws the same faults; null: at random. */
  seed: number | null;
  /** How far Graph's clock is ahead of this machine's. */
  clockSkewSeconds: number;
  /** Permissions that the tenant no longer grants. */
  withdrawn: string[];
}

export interface FaultControl {
  /** Asked once for every request to Graph. */
  faults: Faults;
  notificationFaults: NotificationFaults;
  skewMs(): number;
  /** For tests: faults as a function. */
  setFaults(faults: Faults | null): void;
  set(change: Partial<FaultSettings>): FaultSettings;
  /** Answers GET and PUT of /local/faults; null: it is about something else. */
  answer(request: RawRequest): RawReply | null;
}

const change = z
  .strictObject({
    graph: z.string(),
    notifications: z.string(),
    seed: z.int().nullable(),
    clockSkewSeconds: z.number().min(-86_400).max(86_400),
    withdrawn: z.array(z.string()),
  })
  .partial();

export const FAULTS_PATH = '/local/faults';

export function openFaultControl(options: {
  faults?: Faults | undefined;
  notificationFaults?: NotificationFaults | undefined;
  /** Shared with those who check permissions. */
  withdrawn: Set<string>;
}): FaultControl {
  const settings = { graph: '', notifications: '', seed: null as number | null, clockSkewSeconds: 0 };
  let faults = options.faults ?? noFaults;
  let notificationFaults: NotificationFaults = options.notificationFaults ?? (() => null);
  const now = (): FaultSettings => ({ ...settings, withdrawn: [...options.withdrawn].toSorted() });
  const json = (status: number, body: unknown): RawReply => ({
    status,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

  const set = ({ withdrawn, ...given }: Partial<FaultSettings>): FaultSettings => {
    const next = { ...settings, ...given };
    const draw = () => (next.seed === null ? Math.random : seededDraw(next.seed));
    // Both are read before either is taken: a setting that cannot be read changes nothing.
    const read = {
      faults: faultsFromSetting(next.graph, draw()),
      notifications: notificationFaultsFromSetting(next.notifications, draw()),
    };
    if (given.graph !== undefined || given.seed !== undefined) faults = read.faults;
    if (given.notifications !== undefined || given.seed !== undefined) notificationFaults = read.notifications;
    Object.assign(settings, next);
    if (withdrawn) {
      options.withdrawn.clear();
      for (const permission of withdrawn) options.withdrawn.add(permission);
    }
    return now();
  };
  return {
    faults: (request) => faults(request),
    notificationFaults: () => notificationFaults(),
    skewMs: () => settings.clockSkewSeconds * 1000,
    setFaults: (given) => {
      faults = given ?? noFaults;
    },
    set,
    answer(request) {
      if (request.url.pathname !== FAULTS_PATH) return null;
      if (request.method === 'GET') return json(200, now());
      if (request.method !== 'PUT') return json(405, { error: 'GET shows the faults, PUT changes them' });
      // A page elsewhere must not be able to switch faults on: a form sends no JSON, a script shows its origin.
      if (request.headers.origin !== undefined || !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
        return json(415, { error: 'send application/json, and not from a web page' });
      try {
        return json(200, set(readChange(request.body)));
      } catch (error) {
        if (error instanceof SyntaxError || error instanceof RangeError) return json(400, { error: error.message });
        if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
        throw error;
      }
    },
  };
}

const readChange = (body: string): Partial<FaultSettings> => change.parse(JSON.parse(body)) as Partial<FaultSettings>;

/**
 * The settings of the local Graph's faults: GRAPH_FAULTS, GRAPH_NOTIFICATION_FAULTS, GRAPH_FAULT_SEED, GRAPH_CLOCK_SKEW (seconds),
 * GRAPH_WITHDRAW (permissions, separated by commas).
 * @throws RangeError naming the setting
 */
export function faultSettings(env: Readonly<Record<string, string | undefined>>): Partial<FaultSettings> {
  const number = (name: string): number | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be a number, not "${text}"`);
    return value;
  };
  const said = (name: string, read: (setting: string) => unknown): string | undefined => {
    const text = env[name];
    if (text === undefined) return undefined;
    try {
      read(text);
    } catch (error) {
      throw new RangeError(`${name}: ${(error as Error).message}`);
    }
    return text;
  };
  const given = {
    graph: said('GRAPH_FAULTS', faultsFromSetting),
    notifications: said('GRAPH_NOTIFICATION_FAULTS', notificationFaultsFromSetting),
    seed: number('GRAPH_FAULT_SEED'),
    clockSkewSeconds: number('GRAPH_CLOCK_SKEW'),
    withdrawn: env.GRAPH_WITHDRAW?.split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
