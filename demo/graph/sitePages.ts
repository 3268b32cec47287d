import { cookieOf, formOf } from './http/form.ts';
import type { RawReply, RawRequest } from './http/listener.ts';
import { rememberedPerson, SESSION_COOKIE } from './issuer/authorize.ts';
import type { IssuerHouse } from './issuer/endpoints.ts';
import { escapeHtml, htmlPage, signInPage } from './issuer/signInPage.ts';
import { privateToken } from './issuer/tokens.ts';
import type { ListStore } from './state/listStore.ts';
import type { Tenant } from './state/tenant.ts';

/**
 * The pages behind webUrl: the site's lists, a list's columns and size, and one item, so that a link to a source row leads to the row.
 * Read only, and for people on the team: who is not signed in chooses a person first. Null: not an address of the site.
 */
export async function answerSitePage(house: IssuerHouse, tenant: Tenant, request: RawRequest): Promise<RawReply | null> {
  const below = belowSite(tenant, request.url.pathname);
  if (below === null || !['GET', 'POST'].includes(request.method)) return null;
  const here = request.url.pathname + request.url.search;
  if (request.method === 'POST') return signIn(house, request, here);

  const cookie = cookieOf(request.headers.cookie, SESSION_COOKIE);
  const person = cookie === null ? null : await rememberedPerson(house, cookie);
  if (!person) return page(200, signInPage(house.people, here));
  if (!tenant.isOnTeam(person.id))
    return page(403, htmlPage('No access', `<p>${escapeHtml(person.userPrincipalName)} is not on the team of this site.</p>`));
  return page(...content(tenant, below, request.url.searchParams.get('ID')));
}

function belowSite(tenant: Tenant, pathname: string): string | null {
  const site = `/${tenant.site.path}`;
  try {
    const path = decodeURIComponent(pathname);
    return path === site || path.startsWith(`${site}/`) ? path.slice(site.length) : null;
  } catch {
    return null;
  }
}

async function signIn(house: IssuerHouse, request: RawRequest, here: string): Promise<RawReply> {
  const { origin } = request.headers;
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  const person = isForm ? house.person(formOf(request).get('username') ?? '') : null;
  if (!person || (origin !== undefined && origin !== 'null' && origin !== request.root))
    return page(400, htmlPage('Not signed in', '<p>Choose a person from the page.</p>'));
  const session = await privateToken(house.issuer, 'session', person.id, '', house.policy.signedIn(person.id, null));
  return {
    status: 303,
    headers: { Location: here, 'Set-Cookie': `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax` },
    body: '',
  };
}

function content(tenant: Tenant, below: string, id: string | null): [number, string] {
  const site = `/${tenant.site.path}`;
  if (below === '' || below === '/') {
    const lists = tenant.lists.map(
      (list) =>
        `<li><a href="${escapeHtml(`${site}/Lists/${encodeURIComponent(list.name)}`)}">${escapeHtml(list.displayName)}</a>, ${list.count} items</li>`,
    );
    return [200, htmlPage(tenant.seed.team.displayName, `<ul>${lists.join('\n')}</ul>`)];
  }
  const file = /^\/Shared Documents\/(.+)$/i.exec(below)?.[1];
  if (file !== undefined) return filePage(tenant, file);
  const [, name, form] = /^\/Lists\/([^/]+)(?:\/(DispForm\.aspx))?$/i.exec(below) ?? [];
  const list = name === undefined ? null : tenant.list(name);
  if (!list) return [404, htmlPage('Not found', '<p>There is no such list.</p>')];
  return form ? itemPage(list, id) : [200, listPage(list, site)];
}

function filePage(tenant: Tenant, path: string): [number, string] {
  const item = tenant.library.at(path);
  if (item?.kind !== 'file') return [404, htmlPage('Not found', '<p>There is no such file; it may have been deleted.</p>')];
  const lines = [`${item.content.length} bytes`, `changed ${item.modifiedAt}`].map(escapeHtml);
  return [200, htmlPage(path, `<p>${lines.join(', ')}. It opens in Excel where a tenant serves it.</p>`)];
}

const SHOWN_ITEMS = 200;

function listPage(list: ListStore, site: string): string {
  const first = list.columns[0];
  const lines: string[] = [];
  for (const item of list.itemsAfter(0)) {
    if (lines.length === SHOWN_ITEMS) break;
    const label = first ? list.fieldsOf(item)[first.name] : undefined;
    const address = `${site}/Lists/${encodeURIComponent(list.name)}/DispForm.aspx?ID=${item.id}`;
    lines.push(`<li><a href="${escapeHtml(address)}">${escapeHtml(String(label ?? `Item ${item.id}`))}</a></li>`);
  }
  return htmlPage(
    list.displayName,
    `<p>${list.count} items${list.count > SHOWN_ITEMS ? `, the first ${SHOWN_ITEMS} here` : ''}.</p><ul>${lines.join('\n')}</ul>`,
  );
}

function itemPage(list: ListStore, id: string | null): [number, string] {
  const item = /^[1-9]\d{0,9}$/.test(id ?? '') ? list.get(Number(id)) : null;
  if (!item) return [404, htmlPage('Not found', '<p>There is no such item; it may have been deleted.</p>')];
  const fields = list.fieldsOf(item);
  const lines = list.columns.map(
    ({ name, displayName }) => `<tr><th scope="row">${escapeHtml(displayName)}</th><td>${escapeHtml(String(fields[name] ?? ''))}</td></tr>`,
  );
  return [
    200,
    htmlPage(
      `${list.displayName}, item ${item.id}`,
      `<table>${lines.join('\n')}</table><p>Version ${item.version}.0, ${escapeHtml(item.modifiedAt)}</p>`,
    ),
  ];
}

function page(status: number, body: string): RawReply {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  };
  return { status, headers, body };
}
