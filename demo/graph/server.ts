import { randomUUID } from 'node:crypto';
import type { TenantSeed } from '../tenant.ts';
import { type Authenticate, authenticator } from './authenticate.ts';
import { type CalendarEditing, calendarEditing } from './calendarEditing.ts';
import { type Dispatcher, dispatch } from './dispatch.ts';
import { answerDownload, isDownload } from './downloads.ts';
import { type FaultSettings, openFaultControl } from './faultControl.ts';
import { type FileEditing, fileEditing } from './fileEditing.ts';
import { badRequest, errorReply, GraphError, notFound } from './http/errors.ts';
import type { GraphReply, GraphRequest } from './http/exchange.ts';
import { type Fault, type Faults, faultReply } from './http/faults.ts';
import { listen, type RawReply, type RawRequest } from './http/listener.ts';
import { authorizationCodes } from './issuer/codes.ts';
import { deviceCodes } from './issuer/deviceCode.ts';
import { answerIssuer, type IssuerHouse } from './issuer/endpoints.ts';
import { signingKey } from './issuer/keys.ts';
import { answerManagedIdentity } from './issuer/managedIdentity.ts';
import { type IdentityPolicy, type IdentitySettings, identityPolicy } from './issuer/policy.ts';
import { GRAPH_AUDIENCE, type Issuer } from './issuer/tokens.ts';
import { type ListEditing, listEditing } from './listEditing.ts';
import type { DeliveryPace } from './notify/delivery.ts';
import type { NotificationFaults } from './notify/faults.ts';
import { type NotificationControl, openNotifier } from './notify/notifier.ts';
import { GRANTED, PERMISSIONS } from './permissions.ts';
import { type PlanEditing, planEditing } from './planEditing.ts';
import { answerSitePage } from './sitePages.ts';
import { journalInMemory, openJournal } from './state/journal.ts';
import { Registrations } from './state/registrations.ts';
import { type LocalSite, Tenant } from './state/tenant.ts';

export { type FaultSettings, faultSettings } from './faultControl.ts';
export { faultsFromSetting, seededDraw } from './http/faultSetting.ts';
export type { Fault, Faults } from './http/faults.ts';
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
  /** The cloud that is played: for which Graph its tokens are, and what is not there. */
  cloud?: { graph: string; lacks: readonly string[] };
  /** Items of a page unless $top says; 200, as SharePoint has it. */
  pageSize?: number;
  tokenLifetimeS?: number;
  faults?: Faults;
  /** Faults as settings say them; they may be changed at /local/faults. */
  faultSettings?: Partial<FaultSettings>;
  /** What the tenant asks of people beyond a password; changed at /local/identity. */
  identity?: Partial<IdentitySettings>;
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
  calendars: CalendarEditing;
  plans: PlanEditing;
  notifications: NotificationControl;
  setFaults(faults: Faults | null): void;
  setFaultSettings(change: Partial<FaultSettings>): FaultSettings;
  identity: IdentityPolicy;
  withdraw(permission: string): void;
  grant(permission: string): void;
  close(): Promise<void>;
}

export async function startLocalGraph(options: LocalGraphOptions): Promise<LocalGraph> {
  const { seed, report = console.error } = options;
  const withdrawn = new Set(options.withdraw);
  const control = openFaultControl({ faults: options.faults, notificationFaults: options.notificationFaults, withdrawn });
  if (options.faultSettings) control.set(options.faultSettings);
  const machineClock = options.clock ?? (() => new Date());
  // Tokens are the issuer's, and its clock is right.
  const clock = () => new Date(machineClock().getTime() + control.skewMs());
  const journal = options.journal === undefined ? journalInMemory(clock) : openJournal(options.journal, seed, clock);
  const registrations = new Registrations(options.journal ?? null, clock);
  const tenant = new Tenant(seed, journal, clock, registrations);

  const issuer: Issuer = {
    name: '', // named once the port is known
    tenantId: seed.tenantId,
    apiAudience: options.apiAudience,
    clientId: options.clientId,
    ...(options.cloud ? { graphAudience: options.cloud.graph } : {}),
    key: await signingKey(options.journal ?? null),
    clock: machineClock,
    ...(options.tokenLifetimeS === undefined ? {} : { tokenLifetimeS: options.tokenLifetimeS }),
  };
  const policy = identityPolicy(options.identity ?? {}, (idOrAddress) => tenant.person(idOrAddress), machineClock);
  const issuerHouse: IssuerHouse = {
    policy,
    issuer,
    clientSecret: options.clientSecret,
    codes: authorizationCodes(machineClock),
    redirectUris: options.redirectUris ?? [],
    people: seed.people,
    withdrawn,
    registrations,
    isAdministrator: (personId) => personId === seed.people[0]?.id,
    deviceCodes: deviceCodes(machineClock),
    person: (idOrAddress) => tenant.person(idOrAddress),
  };
  const granted: readonly string[] = GRANTED.application;
  const { notifier, control: notifications } = openNotifier({
    tenantId: seed.tenantId,
    folder: options.journal ?? null,
    clock,
    isGranted: () => PERMISSIONS.subscribeToLists.application.some((name) => granted.includes(name) && !withdrawn.has(name)),
    faults: control.notificationFaults,
    ...(options.notificationPace ? { pace: options.notificationPace } : {}),
  });
  tenant.onEdit = (list) => notifier.listChanged(list.id);
  const dispatcher: Dispatcher = {
    tenant,
    withdrawn,
    faults: () => control.faults,
    clock,
    pageSize: options.pageSize ?? 200,
    notifier,
    lacks: options.cloud?.lacks ?? [],
  };
  const authenticate = authenticator(issuer, tenant, policy);

  const listener = await listen({ host: options.host ?? '127.0.0.1', port: options.port, report }, async (request) => {
    if (/^\/v1\.0(\/|$)/i.test(request.url.pathname)) return answerGraph(dispatcher, authenticate, request);
    if (isDownload(request)) return withFault(answerDownload(tenant, request), control.faults(requestOf(request)));
    const controlled = control.answer(request) ?? policy.answer(request);
    if (controlled) return controlled;
    const answered =
      (await answerManagedIdentity(issuer, request)) ??
      (await answerIssuer(issuerHouse, request)) ??
      (await answerSitePage(issuerHouse, tenant, request));
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
    graphAudience: issuer.graphAudience ?? GRAPH_AUDIENCE,
    site: tenant.site,
    lists: listEditing(tenant),
    files: fileEditing(tenant),
    calendars: calendarEditing(tenant.calendars),
    plans: planEditing(tenant.plans),
    notifications,
    identity: policy,
    setFaults: control.setFaults,
    setFaultSettings: control.set,
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
  if ('page' in fault) return reply;
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
    if (fault && 'page' in fault) return graphReply(await dispatch(dispatcher, { ...request, oddity: fault.page }, caller), raw.headers);
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
    // A text is a page of something on the way that does not speak JSON.
    body: reply.body === undefined ? '' : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body),
  };
}
