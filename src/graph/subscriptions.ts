import type { Graph } from './client.ts';
import { ForbiddenError, NotFoundError } from './errors.ts';

/** How long Graph keeps a subscription at most, by what it is about (resources/subscription, "subscription lifetime"). */
export const longestMinutes = { list: 42_300, driveItem: 42_300, event: 4_230 } as const;

export interface Subscribable {
  /** Without a leading slash: sites/{id}/lists/{id}. */
  resource: string;
  changeType: string;
  longestMinutes: number;
}
export interface Subscribed {
  id: string;
  expiresAt: Date;
}

/** Graph takes no more subscriptions of us: no question of consent. */
export class QuotaError extends Error {
  override name = 'QuotaError';
}
/** Graph could not reach, or did not believe, the address that notifications shall go to. */
export class AddressRefusedError extends Error {
  override name = 'AddressRefusedError';
}

interface Subscription {
  id: string;
  expirationDateTime: string;
}
const pathOf = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;

/**
 * Asks Graph to post to `notificationUrl` when the resource changes. Before it answers, Graph calls that address.
 * @throws QuotaError, AddressRefusedError, and the errors of the client
 */
export async function subscribe(
  graph: Graph,
  about: Subscribable,
  { notificationUrl, clientState, expiresAt }: { notificationUrl: string; clientState: string; expiresAt: Date },
): Promise<Subscribed> {
  const wanted = {
    changeType: about.changeType,
    notificationUrl,
    // It cannot be added later.
    lifecycleNotificationUrl: notificationUrl,
    resource: about.resource,
    expirationDateTime: expiresAt.toISOString(),
    clientState,
  };
  try {
    return subscribed((await graph.request<Subscription>('POST', '/subscriptions', wanted)).body, expiresAt);
  } catch (error) {
    throw toldApart(error);
  }
}

/** Extends its life, which also answers "reauthorization required". @throws NotFoundError where it is gone */
export async function renew(graph: Graph, id: string, expiresAt: Date): Promise<Subscribed> {
  const answer = await graph.request<Subscription>(
    'PATCH',
    pathOf(id),
    { expirationDateTime: expiresAt.toISOString() },
    { repeatable: true },
  );
  return subscribed(answer.body, expiresAt);
}

/** One that is gone already is as good as deleted. */
export async function unsubscribe(graph: Graph, id: string): Promise<void> {
  try {
    await graph.request('DELETE', pathOf(id), undefined, { repeatable: true });
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
  }
}

/** Graph may grant less time than was asked for. */
function subscribed(body: Subscription, asked: Date): Subscribed {
  const granted = Date.parse(body.expirationDateTime);
  return { id: body.id, expiresAt: Number.isNaN(granted) ? asked : new Date(granted) };
}

/** "Has reached its limit of 100 subscriptions" comes as 403, a validation that failed as 400; both only in words. */
function toldApart(error: unknown): unknown {
  const { message, status } = error as { message?: string; status?: number };
  if (error instanceof ForbiddenError && /limit|quota/i.test(message ?? '')) return new QuotaError(message, { cause: error });
  if (status === 400 && /validation|notificationUrl|endpoint/i.test(message ?? ''))
    return new AddressRefusedError(message, { cause: error });
  return error;
}
