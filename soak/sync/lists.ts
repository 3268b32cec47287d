import { type Cells, columnsOf, keyColumn, type ListName, listNames } from './world.ts';

export interface Item {
  id: string;
  cells: Cells;
}
/** The lists as a person edits them: over HTTP, with a person's token. */
export interface Lists {
  items(list: ListName): Promise<Item[]>;
  add(list: ListName, cells: Cells): Promise<string>;
  change(list: ListName, id: string, cells: Cells): Promise<void>;
  remove(list: ListName, id: string): Promise<void>;
}

export async function tokenOf(graphUrl: string, username: string, scope: 'api' | 'graph'): Promise<string> {
  const answer = await fetch(`${graphUrl}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', username, password: 'local', scope }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`the local Graph gave ${username} no token (${answer.status})`);
  return token;
}

export async function openLists(graphUrl: string, siteId: string, username: string): Promise<Lists> {
  let token = await tokenOf(graphUrl, username, 'graph');
  const ask = async (method: string, pathOrLink: string, body?: unknown): Promise<unknown> => {
    const url = pathOrLink.startsWith('/') ? `${graphUrl}/v1.0${pathOrLink}` : pathOrLink;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.status === 401 && attempt === 1) token = await tokenOf(graphUrl, username, 'graph');
      else if (!answer.ok) throw new Error(`${method} ${pathOrLink}: ${answer.status} ${await answer.text()}`);
      else return answer.status === 204 ? null : answer.json();
    }
  };
  const found = (await ask('GET', `/sites/${siteId}/lists`)) as { value: { id: string; displayName: string }[] };
  const ids = new Map(found.value.map((list) => [list.displayName, list.id]));
  const missing = listNames.filter((name) => !ids.has(name));
  if (missing.length > 0) throw new Error(`the local Graph does not serve ${missing.join(', ')}`);
  const pathOf = (list: ListName) => `/sites/${siteId}/lists/${ids.get(list)}/items`;
  return {
    async items(list) {
      const all: Item[] = [];
      for (let next: string | undefined = `${pathOf(list)}?$expand=fields&$top=1000`; next; ) {
        const page = (await ask('GET', next)) as { value: { id: string; fields: Cells }[]; '@odata.nextLink'?: string };
        all.push(...page.value.map(({ id, fields }) => ({ id, cells: ownCells(list, fields) })));
        next = page['@odata.nextLink'];
      }
      return all;
    },
    add: async (list, cells) => ((await ask('POST', pathOf(list), { fields: cells })) as { id: string }).id,
    change: async (list, id, cells) => void (await ask('PATCH', `${pathOf(list)}/${id}/fields`, cells)),
    remove: async (list, id) => void (await ask('DELETE', `${pathOf(list)}/${id}`)),
  };
}

/** Without what every item has. */
const ownCells = (list: ListName, fields: Cells): Cells =>
  Object.fromEntries(columnsOf[list].flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));

/** Items that hold the same key: all but the first of each. */
export function doubles(list: ListName, items: readonly Item[]): Item[] {
  const seen = new Set<string>();
  return items.filter(({ cells }) => {
    const key = cells[keyColumn[list]] ?? '';
    if (!seen.has(key)) {
      seen.add(key);
      return false;
    }
    return true;
  });
}
