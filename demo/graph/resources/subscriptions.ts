import { randomUUID } from 'node:crypto';
import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { loopbackAddress, shakeHands } from '../notify/handshake.ts';
import type { LocalSubscription } from '../notify/subscriptions.ts';
import { collectionReply } from '../odata/collection.ts';
import { selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import { readJsonObject } from './fieldChanges.ts';
import { openList } from './lists.ts';

/** https://learn.microsoft.com/graph/api/resources/subscription#subscription-lifetime: of a list. */
const LONGEST_MINUTES = 42_300;
const LONGEST_CLIENT_STATE = 128;

/** The secret is said once, to the one who made it. */
function subscriptionResource(subscription: LocalSubscription, isSecretShown: boolean) {
  const { listId: _listId, clientState, ...properties } = subscription;
  return {
    ...properties,
    clientState: isSecretShown ? clientState : null,
    includeResourceData: null,
    latestSupportedTlsVersion: null,
    notificationQueryOptions: null,
    notificationUrlAppId: null,
    encryptionCertificate: null,
    encryptionCertificateId: null,
  };
}

const entity = (call: Call, subscription: LocalSubscription, isSecretShown: boolean) => ({
  '@odata.context': contextOf(call, 'subscriptions/$entity'),
  ...subscriptionResource(subscription, isSecretShown),
});

/** Each app sees its own. */
function openSubscription(call: Call): LocalSubscription {
  const found = call.notifier.book.get(call.params.subscription ?? '');
  if (found?.applicationId !== call.caller.appId) throw notFound('The object was not found.', 'ResourceNotFound');
  return found;
}

/** The list that a resource such as sites/{id}/lists/{id} names. */
function listOf(call: Call, resource: unknown) {
  const named = typeof resource === 'string' ? /^\/?sites\/([^/?]+)\/lists\/([^/?]+)\/?$/i.exec(resource) : null;
  const [site, list] = (named ?? []).slice(1).map(plain);
  if (!site || !list)
    throw badRequest(
      `The local Graph notifies of sites/{id}/lists/{id} only, not of '${String(resource).slice(0, 200)}'.`,
      'InvalidRequest',
    );
  // Subscribing reads: it is not refused where writing would be.
  return openList({ ...call, request: { ...call.request, method: 'GET' }, params: { site, list } });
}

function plain(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function readExpiration(call: Call, value: unknown): string {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw badRequest("The property 'expirationDateTime' is not an instant.", 'InvalidRequest');
  const now = call.clock().getTime();
  if (at <= now) throw badRequest('Subscription expiration must be in the future.', 'InvalidRequest');
  if (at > now + LONGEST_MINUTES * 60_000)
    throw badRequest(`Subscription expiration can only be ${LONGEST_MINUTES} minutes in the future.`, 'InvalidRequest');
  return new Date(at).toISOString();
}

async function subscribe(call: Call): Promise<GraphReply> {
  const body = readJsonObject(call.request, 'a subscription');
  for (const needed of ['changeType', 'notificationUrl', 'resource', 'expirationDateTime']) {
    if (body[needed] === undefined || body[needed] === null) throw badRequest(`The property '${needed}' is missing.`, 'InvalidRequest');
  }
  if (body.changeType !== 'updated') throw badRequest("Of a list only the changeType 'updated' is supported.", 'InvalidRequest');
  const { clientState = null } = body;
  if (clientState !== null && (typeof clientState !== 'string' || clientState.length > LONGEST_CLIENT_STATE))
    throw badRequest(`The property 'clientState' is text of at most ${LONGEST_CLIENT_STATE} characters.`, 'InvalidRequest');
  const expirationDateTime = readExpiration(call, body.expirationDateTime);
  const list = listOf(call, body.resource);
  const notificationUrl = loopbackAddress(body.notificationUrl, 'notificationUrl');
  const lifecycleNotificationUrl =
    body.lifecycleNotificationUrl === undefined || body.lifecycleNotificationUrl === null
      ? null
      : loopbackAddress(body.lifecycleNotificationUrl, 'lifecycleNotificationUrl');
  for (const address of new Set([notificationUrl, lifecycleNotificationUrl ?? notificationUrl])) await shakeHands(address);
  const { caller } = call;
  const subscription: LocalSubscription = {
    id: randomUUID(),
    listId: list.id,
    resource: String(body.resource),
    changeType: 'updated',
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    expirationDateTime,
    applicationId: caller.appId,
    creatorId: caller.kind === 'person' ? caller.person.id : caller.appId,
  };
  call.notifier.book.put(subscription);
  return {
    status: 201,
    headers: { Location: `${call.request.root}/v1.0/subscriptions/${subscription.id}` },
    body: entity(call, subscription, true),
  };
}

function renew(call: Call): GraphReply {
  const subscription = openSubscription(call);
  const { expirationDateTime, ...others } = readJsonObject(call.request, 'a subscription');
  const unknown = Object.keys(others).filter((name) => !name.startsWith('@'));
  if (unknown.length > 0) throw badRequest(`The property '${unknown[0]}' cannot be changed here.`, 'InvalidRequest');
  const renewed = { ...subscription, expirationDateTime: readExpiration(call, expirationDateTime) };
  call.notifier.book.put(renewed);
  return ok(entity(call, renewed, false));
}

const SUBSCRIPTION = '/subscriptions/{subscription}';
const permissions = PERMISSIONS.subscribeToLists;

export const subscriptionRoutes: Route[] = [
  { method: 'POST', path: '/subscriptions', permissions, answer: subscribe },
  {
    method: 'GET',
    path: '/subscriptions',
    permissions,
    answer: (call) =>
      collectionReply(
        call,
        'subscriptions',
        call.notifier.book
          .all()
          .filter(({ applicationId }) => applicationId === call.caller.appId)
          .map((subscription) => subscriptionResource(subscription, false)),
      ),
  },
  {
    method: 'GET',
    path: SUBSCRIPTION,
    permissions,
    answer: (call) => {
      const { '@odata.context': context, ...properties } = entity(call, openSubscription(call), false);
      return ok({ '@odata.context': context, ...selected(properties, call.query.select) });
    },
  },
  { method: 'PATCH', path: SUBSCRIPTION, permissions, answer: renew },
  {
    method: 'DELETE',
    path: SUBSCRIPTION,
    permissions,
    answer: (call) => {
      call.notifier.book.remove(openSubscription(call).id);
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    path: `${SUBSCRIPTION}/reauthorize`,
    permissions,
    answer: (call) => {
      openSubscription(call);
      return { status: 204 };
    },
  },
];
