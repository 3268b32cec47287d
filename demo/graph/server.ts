import { randomUUID } from 'node:crypto';
import type { TenantSeed } from '../tenant.ts';
import { type Authenticate, authenticator } from './authenticate.ts';
import { type Dispatcher, dispatch } from './dispatch.ts';
import { answerDownload, isDownload } from './downloads.ts';
import { type FileEditing, fileEditing } from './fileEditing.ts';
import { badRequest, errorReply, GraphError, notFound } from './http/errors.ts';
import type { GraphReply, GraphRequest } from './http/exchange.ts';
import { type Fault, type Faults, faultReply, noFaults } from './http/faults.ts';
import { listen, type RawReply, type RawRequest } from './http/listener.ts';
import { authorizationCodes } from './issuer/codes.ts';
import { answerIssuer, type IssuerHouse } from './issuer/endpoints.ts';
import { signingKey } from './issuer/keys.ts';
import { GRAPH_AUDIENCE, type Issuer } from './issuer/tokens.ts';
import { type ListEditing, listEditing } from './listEditing.ts';
import type { DeliveryPace } from './notify/delivery.ts';
import type { NotificationFaults } from './notify/faults.ts';
import { type NotificationControl, openNotifier } from './notify/notifier.ts';
import { GRANTED, PERMISSIONS } from './permissions.ts';
import { answerSitePage } from './sitePages.ts';
import { journalInMemory, openJournal } from './state/journal.ts';
import { type LocalSite, Tenant } from './state/tenant.ts';

export type { Fault, Faults } from './http/faults.ts';
export { faultsFromSetting } from './http/faults.ts';
export type { ListEditing, RowEdit } from './listEditing.ts';
export { notificationFaultsFromSetting } from './notify/faults.ts';

export interface LocalGraphOptions {
  seed: TenantSeed;
  /** 0: any free one. */
  port: number;
  host?: '127.0.0.1';
  /** A folder for the edits and the signing key, so that both survive a restart; absent: they live as long as the process. */
  journal?: string;
  apiAudience: string;
  clientId: string;
  clientSecret: string;
  /** Permissions that the tenant does not grant, by name. */
  withdraw?: readonly string[];
  /** Where sign-ins may return to, compared whole; absent: any address on loopback. */
  redirectUris?: readonly string[];
  clock?: () => Date;
  /** Items of a page unless $top says; 200, as SharePoint has it. */
  pageSize?: number;
  tokenLifetimeS?: number;
  faults?: Faults;
  notificationFaults?: NotificationFaults;
  notificationPace?: DeliveryPace;
  /** Told of errors of our own, which are answered 500. */
  report?: (error: unknown) => void;
}

export interface LocalGraph {
  /** http://localhost:port; Graph itself is below /v1.0. */
  url: string;
  port: number;
  /** The iss of its tokens. Below it: /.well-known/openid-configuration. */
  issuer: string;
  tenantId: string;
  graphAudience: string;
  site: LocalSite;
  lists: ListEditing;
  files: FileEditing;
  notifications: NotificationControl;
  setFaults(faults: Faults | null): void;
  withdraw(permission: string): void;
  grant(permission: string): void;
  close(): Promise<void>;
}

export async function startLocalGraph(options: LocalGraphOptions): Promise<LocalGraph> {
  const { seed, clock = () => new Date(), report = console.error } = options;
  const journal = options.journal === undefined ? journalInMemory(clock) : openJournal(options.journal, seed, clock);
  const tenant = new Tenant(seed, journal, clock);
  const withdrawn = new Set(options.withdraw);
  let faults = options.faults ?? noFaults;

  const issuer: Issuer = {
    name: '', // named once the port is known
    tenantId: seed.tenantId,
    apiAudience: options.apiAudience,
    clientId: options.clientId,
    key: await signingKey(options.journal ?? null),
    clock,
    ...(options.tokenLifetimeS === undefined ? {} : { tokenLifetimeS: options.tokenLifetimeS }),
  };
  const issuerHouse: IssuerHouse = {
    issuer,
    clientSecret: options.clientSecret,
    codes: authorizationCodes(clock),
    redirectUris: options.redirectUris ?? [],
    people: seed.people,
    withdrawn,
    person: (idOrAddress) => tenant.person(idOrAddress),
  };
  const granted: readonly string[] = GRANTED.application;
  const { notifier, control } = openNotifier({
    tenantId: seed.tenantId,
    folder: options.journal ?? null,
    clock,
    isGranted: () => PERMISSIONS.subscribeToLists.application.some((name) => granted.includes(name) && !withdrawn.has(name)),
    ...(options.notificationFaults ? { faults: options.notificationFaults } : {}),
    ...(options.notificationPace ? { pace: options.notificationPace } : {}),
  });
  tenant.onEdit = (list) => notifier.listChanged(list.id);
  const dispatcher: Dispatcher = { tenant, withdrawn, faults: () => faults, clock, pageSize: options.pageSize ?? 200, notifier };
  const authenticate = authenticator(issuer, tenant);

  const listener = await listen({ host: options.host ?? '127.0.0.1', port: options.port, report }, async (request) => {
    if (/^\/v1\.0(\/|$)/i.test(request.url.pathname)) return answerGraph(dispatcher, authenticate, request);
    if (isDownload(request)) return withFault(answerDownload(tenant, request), faults(requestOf(request)));
    const answered = (await answerIssuer(issuerHouse, request)) ?? (await answerSitePage(issuerHouse, tenant, request));
    return answered ?? graphReply(errorReply(notFound('Resource not found.', 'ResourceNotFound'), clock), {});
  }).catch((error: unknown) => {
    journal.close();
    throw error;
  });
  const url = `http://localhost:${listener.port}`;
  issuer.name = `${url}/${seed.tenantId}/v2.0`;

  return {
    url,
    port: listener.port,
    issuer: issuer.name,
    tenantId: seed.tenantId,
    graphAudience: GRAPH_AUDIENCE,
    site: tenant.site,
    lists: listEditing(tenant),
    files: fileEditing(tenant),
    notifications: control,
    setFaults: (next) => {
      faults = next ?? noFaults;
    },
    withdraw: (permission) => {
      withdrawn.add(permission);
    },
    grant: (permission) => {
      withdrawn.delete(permission);
    },
    close: async () => {
      await notifier.close();
      await listener.close();
      journal.close();
    },
  };
}

function requestOf(raw: RawRequest): GraphRequest {
  const cut = raw.target.indexOf('?');
  return {
    method: raw.method,
    path: (cut < 0 ? raw.target : raw.target.slice(0, cut)).replace(/^\/v1\.0/i, '') || '/',
    query: raw.url.searchParams,
    headers: raw.headers,
    body: raw.body,
    root: raw.root,
  };
}

/** Downloads go wrong as Graph does, but have no body that explains it. */
function withFault(reply: RawReply, fault: Fault | null): RawReply {
  if (!fault) return reply;
  if (!('status' in fault)) return { ...reply, ...fault };
  const wait: Record<string, string> = fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) };
  return { status: fault.status, headers: wait, body: '' };
}

async function answerGraph(dispatcher: Dispatcher, authenticate: Authenticate, raw: RawRequest): Promise<RawReply> {
  const request = requestOf(raw);
  try {
    if (request.path === '/') throw badRequest('A resource is missing after /v1.0.', 'BadRequest');
    const caller = await authenticate(raw.headers.authorization);
    const fault = dispatcher.faults()(request);
    if (fault && 'status' in fault) return graphReply(faultReply(fault, request), raw.headers);
    if (fault && 'cut' in fault && fault.cut === 'before') return { status: 0, headers: {}, body: '', cut: 'before' };
    const reply = graphReply(await dispatch(dispatcher, request, caller), raw.headers);
    return fault ? { ...reply, ...fault } : reply;
  } catch (error) {
    if (error instanceof GraphError) return graphReply(errorReply(error, dispatcher.clock, raw.headers['client-request-id']), raw.headers);
    throw error;
  }
}

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

function graphReply(reply: GraphReply, asked: Readonly<Record<string, string>>): RawReply {
  const requestId = randomUUID();
  return {
    status: reply.status,
    headers: {
      'Cache-Control': 'no-store',
      'request-id': requestId,
      'client-request-id': asked['client-request-id'] ?? requestId,
      ...(reply.body === undefined ? {} : { 'Content-Type': JSON_TYPE }),
      ...reply.headers,
    },
    body: reply.body === undefined ? '' : JSON.stringify(reply.body),
  };
}
