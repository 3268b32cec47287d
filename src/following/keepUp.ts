import { createHash, randomBytes } from 'node:crypto';
import type { Graph } from '../graph/client.ts';
import { ForbiddenError, NotFoundError, ThrottledError, UnreachableError } from '../graph/errors.ts';
import { AddressRefusedError, QuotaError, renew, type Subscribable, subscribe, unsubscribe } from '../graph/subscriptions.ts';
import type { SourceKind } from '../sources/kind.ts';
import type { Database } from '../store/database.ts';
import type { FollowingProblem } from './note.ts';
import { claim, type Due, dueSubscriptions, everyAccount, forgetSubscription, postpone, saveRenewal, saveSubscription } from './store.ts';

export interface KeepUpContext {
  db: Database;
  graph: Graph;
  // biome-ignore lint/suspicious/noExplicitAny: each kind has a location of its own shape, kept as JSON
  kinds: Readonly<Record<string, SourceKind<any>>>;
  /** Where Graph shall post to; null: there is no address that it could reach. */
  notificationUrl: string | null;
  /** Milliseconds since 1970. */
  now: () => number;
  random: () => number;
  /** A subscription began: what changed before it has to be looked for. */
  begun(accountId: string, sourceId: string): void;
  report(error: unknown): void;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** Graph refuses a minute too much, and its clock is not ours. */
const spareMinutes = 60;
/** A process that dies leaves its work to others after this long. */
const claimedMs = 5 * minute;
/** A refusal is not asked for again before; what may pass by itself is, at the next tick. */
const askAgainMs: Readonly<Record<FollowingProblem, number>> = {
  noAddress: 3650 * day,
  forbidden: day,
  quota: day,
  refused: day,
  addressRefused: 60 * minute,
  unreachable: 14 * minute,
};

export const hashOf = (clientState: string): string => createHash('sha256').update(clientState).digest('hex');
const instant = (ms: number): string => new Date(ms).toISOString();

/**
 * Brings the subscriptions of one account, or of all, to what they should be: made for sources that lack one, renewed
 * when half their life is over, made anew where they are gone or have moved, and ended where their source is. Harmless
 * in any number of processes: each subscription is taken before it is touched.
 */
export async function keepUp(context: KeepUpContext, accountId?: string): Promise<void> {
  const { db, notificationUrl } = context;
  const kinds = Object.values(context.kinds)
    .filter((kind) => kind.followed)
    .map(({ kind }) => kind);
  const now = instant(context.now());
  const due = await db.transaction(accountId === undefined ? everyAccount : [accountId], (tx) =>
    dueSubscriptions(tx, { kinds, notificationUrl, now }),
  );
  for (const one of due) {
    const at = context.now();
    const isMine = await db.transaction([one.accountId], (tx) => claim(tx, one, instant(at), instant(at + claimedMs)));
    if (!isMine) continue;
    try {
      await care(context, one);
    } catch (error) {
      context.report(error);
      await db.transaction([one.accountId], (tx) => postpone(tx, one, instant(at + askAgainMs.unreachable)));
    }
  }
}

async function care(context: KeepUpContext, due: Due): Promise<void> {
  const followed = due.kind === null ? undefined : context.kinds[due.kind]?.followed;
  if (!followed) return end(context, due);
  const isAlive = due.graphId !== null && due.isInPlace && Date.parse(due.expiresAt ?? '') > context.now();
  if (isAlive && (await extend(context, due, followed(due.found)))) return;
  await begin(context, due, followed(due.found));
}

/** The source is gone. A subscription that Graph does not let us end lapses by itself, and what it says meanwhile is dropped. */
async function end(context: KeepUpContext, due: Due): Promise<void> {
  if (due.graphId) {
    await unsubscribe(context.graph, due.graphId).catch((error: unknown) => {
      if (!(error instanceof ForbiddenError)) throw error;
    });
  }
  await context.db.transaction([due.accountId], (tx) => forgetSubscription(tx, due));
}

/** @returns false where there is nothing left to extend */
async function extend(context: KeepUpContext, due: Due, about: Subscribable): Promise<boolean> {
  const { db, graph } = context;
  try {
    const { expiresAt } = await renew(graph, due.graphId as string, new Date(context.now() + lifetimeMs(about)));
    const renewed = { expiresAt: expiresAt.toISOString(), dueAt: instant(halfLife(context, expiresAt.getTime())) };
    await db.transaction([due.accountId], (tx) => saveRenewal(tx, due, renewed));
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) return false;
    const problem = problemOf(error);
    const again = instant(context.now() + waitMs(problem, error));
    // It lives on meanwhile; without the permission it says nothing, and serves again once that is back.
    const isSilent = problem === 'forbidden';
    await db.transaction([due.accountId], (tx) => postpone(tx, due, again, isSilent ? problem : null));
    return true;
  }
}

async function begin(context: KeepUpContext, due: Due, about: Subscribable): Promise<void> {
  const { db, graph, notificationUrl } = context;
  if (notificationUrl === null) return refuse(context, due, 'noAddress', null);
  // One that is at another place, or may be there still: two would only say everything twice.
  if (due.graphId) await unsubscribe(graph, due.graphId).catch(() => undefined);
  const clientState = randomBytes(32).toString('base64url');
  try {
    const asked = new Date(context.now() + lifetimeMs(about));
    const { id, expiresAt } = await subscribe(graph, about, { notificationUrl, clientState, expiresAt: asked });
    await db.transaction([due.accountId], (tx) =>
      saveSubscription(tx, due, {
        graphId: id.toLowerCase(),
        found: due.found,
        notificationUrl,
        clientStateHash: hashOf(clientState),
        expiresAt: expiresAt.toISOString(),
        problem: null,
        problemDetail: null,
        dueAt: instant(halfLife(context, expiresAt.getTime())),
      }),
    );
    context.begun(due.accountId, due.sourceId);
  } catch (error) {
    await refuse(context, due, problemOf(error), error);
  }
}

async function refuse(context: KeepUpContext, due: Due, problem: FollowingProblem, error: unknown): Promise<void> {
  const isSaid = problem === 'quota' || problem === 'addressRefused' || problem === 'refused';
  await context.db.transaction([due.accountId], (tx) =>
    saveSubscription(tx, due, {
      graphId: null,
      found: due.found,
      notificationUrl: context.notificationUrl,
      clientStateHash: null,
      expiresAt: null,
      problem,
      problemDetail: isSaid ? (error as Error).message.slice(0, 500) : null,
      dueAt: instant(context.now() + waitMs(problem, error)),
    }),
  );
}

function problemOf(error: unknown): FollowingProblem {
  if (error instanceof QuotaError) return 'quota';
  if (error instanceof AddressRefusedError) return 'addressRefused';
  if (error instanceof ForbiddenError) return 'forbidden';
  if (error instanceof ThrottledError || error instanceof UnreachableError) return 'unreachable';
  const { status } = error as { status?: number };
  if (status === undefined) throw error;
  return status >= 500 || status === 401 ? 'unreachable' : 'refused';
}

const waitMs = (problem: FollowingProblem, error: unknown): number =>
  Math.max(askAgainMs[problem], error instanceof ThrottledError ? error.retryAfterMs : 0);
const lifetimeMs = (about: Subscribable): number => (about.longestMinutes - spareMinutes) * minute;
/** Between 40 and 60 % of what is left of its life, so that those that began together are not renewed together. */
const halfLife = (context: KeepUpContext, expiresAtMs: number): number => {
  const now = context.now();
  return now + (expiresAtMs - now) * (0.4 + context.random() * 0.2);
};
