import { randomBytes } from 'node:crypto';
import { peopleOf } from '../../src/graph/people.ts';
import type { ServerParts } from '../../src/server/house.ts';
import type { Key } from '../../src/vault/index.ts';
import { openVault, type Vault } from '../../src/vault/index.ts';
import { openNudgeHouse, people, type Who } from './nudges.support.ts';
import { graphOf, secret } from './sync.support.ts';

export const newKey = (name: string): Key => ({ name, bytes: randomBytes(32) });

/** The house of nudges with a vault; what the issuer asks of people is changed at the local tenant, over HTTP. */
export async function openIdentityHouse(parts: Partial<ServerParts> = {}) {
  let keys: readonly Key[] = [newKey('first')];
  let house: Awaited<ReturnType<typeof openNudgeHouse>> | undefined;
  const clock = { ahead: 0, now: () => new Date(Date.now() + clock.ahead) };
  const vaultAt = (at: () => NonNullable<typeof house>, ownKeys: () => readonly Key[] = () => keys): Vault => {
    const { local, db } = at();
    return openVault({
      db,
      client: {
        tokenUrl: `${local.url}/oauth2/v2.0/token`,
        clientId: secret.clientId,
        proof: { kind: 'secret', clientSecret: secret.clientSecret },
      },
      graphAudience: local.graphAudience,
      keys: async () => ownKeys(),
      clock: clock.now,
      sleep: () => new Promise((resolve) => setImmediate(resolve)),
    });
  };
  let vault: Vault | undefined;
  const lazy = new Proxy({} as Vault, {
    get: (_target, name) => {
      vault ??= vaultAt(() => house as NonNullable<typeof house>);
      return vault[name as keyof Vault];
    },
  });
  house = await openNudgeHouse({
    // As the directory tells, over HTTP.
    findPerson: async (key) => peopleOf(graphOf((house as NonNullable<typeof house>).local))(key),
    vault: lazy,
    writeScope: 'https://graph.microsoft.com/Sites.ReadWrite.All',
    ...parts,
  });
  const { local, url, token } = house;

  const call = async (
    who: Who,
    path: string,
    { method = 'GET', bearer, body }: { method?: string; bearer?: string; body?: unknown } = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${bearer ?? (await token(who))}`,
        connection: 'close',
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    const json: any = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
    };
  };
  return {
    ...house,
    clock,
    call,
    vault: lazy,
    /** Another server's vault on the same database. */
    anotherVault: (ownKeys?: () => readonly Key[]) => vaultAt(() => house as NonNullable<typeof house>, ownKeys),
    setKeys: (next: readonly Key[]) => {
      keys = next;
    },
    keys: () => keys,
    /** What the issuer asks of people, as somebody would set it by hand. */
    async ask(settings: object) {
      const response = await fetch(`${local.url}/local/identity`, { method: 'PUT', body: JSON.stringify(settings) });
      if (!response.ok) throw new Error(await response.text());
    },
    async endSessions(who: Who) {
      const body = JSON.stringify({ person: people[who].userPrincipalName });
      const response = await fetch(`${local.url}/local/identity/end-sessions`, { method: 'POST', body });
      if (!response.ok) throw new Error(await response.text());
    },
    /** A token of the person for our API, as Teams or a browser fetches it. @param claims what a policy asked for */
    async fetchToken(who: Who, claims?: string) {
      const body = new URLSearchParams({
        ...{ grant_type: 'password', username: people[who].userPrincipalName, password: 'local', scope: 'api' },
        ...(claims ? { claims } : {}),
      });
      const response = await fetch(`${local.url}/oauth2/v2.0/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    /** What a browser does at an address of the issuer: the person chooses themselves, and is sent back to us. */
    async atTheIssuer(address: string, who: Who) {
      const page = await fetch(address, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ username: people[who].userPrincipalName }),
      });
      const back = page.headers.get('location') ?? '';
      const shown = await fetch(back, { redirect: 'manual' });
      return { back, status: shown.status, html: await shown.text() };
    },
    rows: <T>(text: string): Promise<T[]> =>
      house?.db.transaction('every', async (tx) => (await (await import('kysely')).sql.raw<T>(text).execute(tx)).rows) as Promise<T[]>,
  };
}
export type IdentityHouse = Awaited<ReturnType<typeof openIdentityHouse>>;
