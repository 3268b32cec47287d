import { cookieOf, formOf } from './http/form.ts';
import type { RawReply, RawRequest } from './http/listener.ts';
import { rememberedPerson, SESSION_COOKIE } from './issuer/authorize.ts';
import type { IssuerHouse } from './issuer/endpoints.ts';
import { escapeHtml, htmlPage, signInPage } from './issuer/signInPage.ts';
import { privateToken } from './issuer/tokens.ts';
import { isLookup } from './resources/lookups.ts';
import { choicesOf, openForm, sendForm, shownColumns } from './siteForms.ts';
import type { Cell, ListColumn } from './state/columns.ts';
import type { Item, ListStore } from './state/listStore.ts';
import type { Tenant } from './state/tenant.ts';

/**
 * The pages behind webUrl: the site's lists, a list's items, and one item, so that a link to a source row leads to the row, with
 * forms to fill and change them. For people on the team: who is not signed in chooses a person first. Null: not an address of the site.
 */
export async function answerSitePage(house: IssuerHouse, tenant: Tenant, request: RawRequest): Promise<RawReply | null> {
  const below = belowSite(tenant, request.url.pathname);
  if (below === null || !['GET', 'POST'].includes(request.method)) return null;
  const here = request.url.pathname + request.url.search;
  const form = formAt(tenant, below, request.url.searchParams.get('ID'));
  if (request.method === 'POST' && (!form || isSignIn(request))) return signIn(house, request, here);

  const cookie = cookieOf(request.headers.cookie, SESSION_COOKIE);
  const person = cookie === null ? null : await rememberedPerson(house, cookie);
  if (!person) return page(200, signInPage(house.people, here));
  if (!tenant.isOnTeam(person.id))
    return page(403, htmlPage('No access', `<p>${escapeHtml(person.userPrincipalName)} is not on the team of this site.</p>`));
  if (form && request.method === 'POST') return answerForm(tenant, form, request, person.id);
  if (form) return page(200, openForm(tenant, form.list, form.item));
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

/** The page to choose a person from stands at every address, so its answer may come to a form's. No column has a hyphen in its name. */
const isSignIn = (request: RawRequest) => isForm(request) && !formOf(request).has('form-action');
const isForm = (request: RawRequest) => /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');

/** The form that an address means: a new item, or one that there is. */
function formAt(tenant: Tenant, below: string, id: string | null): { list: ListStore; item: Item | null } | null {
  const [, name, kind] = /^\/Lists\/([^/]+)\/(NewForm|EditForm)\.aspx$/i.exec(below) ?? [];
  const list = name === undefined ? null : tenant.list(name);
  if (!list) return null;
  if (kind?.toLowerCase() === 'newform') return { list, item: null };
  const item = itemOf(list, id);
  return item && { list, item };
}

/** Only the form's own page may send it: another page on this machine would be sent the cookie too. */
function answerForm(tenant: Tenant, { list, item }: { list: ListStore; item: Item | null }, request: RawRequest, by: string): RawReply {
  if (!isForm(request) || request.headers.origin !== request.root)
    return page(400, htmlPage('Not saved', '<p>Fill in the form of the list.</p>'));
  const refused = sendForm(tenant, list, item, formOf(request), by);
  if (refused !== null) return page(400, refused);
  return { status: 303, headers: { Location: addressOf(tenant, list) }, body: '' };
}

const addressOf = (tenant: Tenant, list: ListStore) => encodeURI(`/${tenant.site.path}/Lists/`) + encodeURIComponent(list.name);
const itemOf = (list: ListStore, id: string | null) => (/^[1-9]\d{0,9}$/.test(id ?? '') ? list.get(Number(id)) : null);

async function signIn(house: IssuerHouse, request: RawRequest, here: string): Promise<RawReply> {
  const { origin } = request.headers;
  const person = isForm(request) ? house.person(formOf(request).get('username') ?? '') : null;
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
  return form ? itemPage(tenant, list, id) : [200, listPage(tenant, list)];
}

function filePage(tenant: Tenant, path: string): [number, string] {
  const item = tenant.library.at(path);
  if (item?.kind !== 'file') return [404, htmlPage('Not found', '<p>There is no such file; it may have been deleted.</p>')];
  const lines = [`${item.content.length} bytes`, `changed ${item.modifiedAt}`].map(escapeHtml);
  return [200, htmlPage(path, `<p>${lines.join(', ')}. It opens in Excel where a tenant serves it.</p>`)];
}

const SHOWN_ITEMS = 200;

function listPage(tenant: Tenant, list: ListStore): string {
  const [first] = shownColumns(list);
  const here = escapeHtml(addressOf(tenant, list));
  const lines: string[] = [];
  for (const item of list.itemsAfter(0)) {
    if (lines.length === SHOWN_ITEMS) break;
    const label = first ? list.fieldsOf(item)[first.name] : undefined;
    lines.push(`<li><a href="${here}/DispForm.aspx?ID=${item.id}">${escapeHtml(String(label ?? `Item ${item.id}`))}</a></li>`);
  }
  return htmlPage(
    list.displayName,
    `<p>${list.count} ${list.count === 1 ? 'item' : 'items'}${list.count > SHOWN_ITEMS ? `, the first ${SHOWN_ITEMS} here` : ''}.</p><p><a href="${here}/NewForm.aspx">New item</a></p><ul>${lines.join('\n')}</ul>`,
  );
}

function itemPage(tenant: Tenant, list: ListStore, id: string | null): [number, string] {
  const item = itemOf(list, id);
  if (!item) return [404, htmlPage('Not found', '<p>There is no such item; it may have been deleted.</p>')];
  const fields = list.fieldsOf(item);
  const lines = shownColumns(list).map(
    (column) =>
      `<tr><th scope="row">${escapeHtml(column.displayName)}</th><td>${escapeHtml(shownCell(tenant, column, fields[column.name]))}</td></tr>`,
  );
  const here = escapeHtml(addressOf(tenant, list));
  return [
    200,
    htmlPage(
      `${list.displayName}, item ${item.id}`,
      `<table>${lines.join('\n')}</table><p>Version ${item.version}.0, ${escapeHtml(item.modifiedAt)}</p>
<p><a href="${here}/EditForm.aspx?ID=${item.id}">Edit</a> · <a href="${here}">All items</a></p>`,
    ),
  ];
}

/** Numbers of items and people as what they stand for. */
function shownCell(tenant: Tenant, column: ListColumn, cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (!isLookup(column)) return String(cell);
  const choices = choicesOf(tenant, column) ?? [];
  const numbers = typeof cell === 'object' ? cell : [cell];
  return numbers.map((number) => choices.find(({ value }) => value === String(number))?.text ?? `Item ${number}`).join(', ');
}

function page(status: number, body: string): RawReply {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  };
  return { status, headers, body };
}
