import { randomUUID } from 'node:crypto';
import type { ConfidentialClient } from '../graph/clientProof.ts';
import { UnreachableError } from '../graph/errors.ts';
import { exchangeOnBehalf } from '../graph/onBehalfOf.ts';
import { ClaimsNeededError, ConsentMissingError, type Granted, GrantRefusedError, requestToken } from '../graph/tokenRequest.ts';
import type { TokenSource } from '../graph/tokens.ts';
import type { Database } from '../store/database.ts';
import { type LossReason, NotConnectedError, VaultClosedError, VaultKeyError } from './errors.ts';
import type { Key, Keys } from './keys.ts';
import { type PurposeName, scopeOf } from './purposes.ts';
import { boundTo, open, seal } from './seal.ts';
import { type KeptSignIn, type SignInStore, signInStore, type Which } from './store.ts';

/** The sign-ins of people who let us act in their name while they are away. */
export interface Vault {
  /** Whether there is a key. Without one nothing is kept, and nothing that needs it works. */
  isOpen(): Promise<boolean>;
  /**
   * An access token for Microsoft Graph with the person's own rights, renewed when it is due.
   * @throws NotConnectedError, VaultClosedError, VaultKeyError, UnreachableError, UnauthorizedError
   */
  tokenFor(directoryId: string, purpose: PurposeName): Promise<string>;
  /** The same for a Graph client: what Graph refuses in the middle is renewed. */
  tokens(directoryId: string, purpose: PurposeName): TokenSource;
  /**
   * Keeps the person's sign-in, by exchange of the token with which they came.
   * @throws ConsentMissingError, ClaimsNeededError, GrantRefusedError (the token has run out), VaultClosedError, UnreachableError
   */
  connect(directoryId: string, purpose: PurposeName, assertion: string): Promise<void>;
  /** Keeps a refresh token that the person's own sign-in has brought. @throws VaultClosedError */
  keep(directoryId: string, purpose: PurposeName, refreshToken: string): Promise<void>;
  /** Forgets one, or all of them. @returns how many there were */
  revoke(directoryId: string, purpose?: PurposeName): Promise<number>;
  of(directoryId: string): Promise<readonly KeptSignIn[]>;
  /** The directory ids of those who have connected this. */
  connected(purpose: PurposeName): Promise<readonly string[]>;
  /** Seals with the newest key what an older one has sealed. Harmless in any number of servers. */
  reseal(): Promise<{ resealed: number; unreadable: readonly VaultKeyError[] }>;
  /** Losses that their person was not told of yet. */
  untold(): Promise<readonly KeptSignIn[]>;
  told(which: Which): Promise<unknown>;
}

export interface VaultParts {
  db: Database;
  client: ConfidentialClient;
  /** The audience of Microsoft Graph's tokens, such as https://graph.microsoft.com */
  graphAudience: string;
  keys: Keys;
  clock(): Date;
  sleep?: (ms: number) => Promise<void>;
}

/** An access token is used until so long before its end. */
const earlyMs = 120_000;
/** A server that died while it asked is waited for no longer. The issuer is given ten seconds. */
const leaseMs = 15_000;
const waitsMs = 100;
const longestWaitMs = 20_000;
const resealAtOnce = 500;

const lossOf = (error: unknown): LossReason | null => {
  if (error instanceof GrantRefusedError) return 'refused';
  if (error instanceof ConsentMissingError) return 'consent-withdrawn';
  return error instanceof ClaimsNeededError ? 'interaction-needed' : null;
};

export function openVault({ db, client, graphAudience, keys, clock, sleep = pause }: VaultParts): Vault {
  const store: SignInStore = signInStore(db, clock);
  const me = randomUUID();
  const inHand = new Map<string, { renewal: number; token: string; usableUntil: number }>();
  const asking = new Map<string, Promise<string>>();
  const keyOf = ({ directoryId, purpose }: Which) => `${directoryId} ${purpose}`;

  const newest = async (): Promise<{ key: Key; keys: readonly Key[] }> => {
    const all = await keys();
    const [key] = all;
    if (!key) throw new VaultClosedError();
    return { key, keys: all };
  };

  /** Waits for its turn: two servers that show one token at once may have it taken for stolen. */
  const claimed = async (which: Which): Promise<KeptSignIn> => {
    for (let waited = 0; waited <= longestWaitMs; waited += waitsMs) {
      const mine = await store.claim(which, me, leaseMs);
      if (mine) return mine;
      const kept = await store.find(which);
      if (!kept?.sealed) throw new NotConnectedError(kept?.lostBecause ?? null);
      await sleep(waitsMs);
    }
    throw new UnreachableError('another server has been renewing this sign-in for too long', null);
  };

  const take = (which: Which, renewal: number, { accessToken, expiresInMs }: Granted): string => {
    const usableUntil = clock().getTime() + expiresInMs - Math.min(earlyMs, expiresInMs / 2);
    inHand.set(keyOf(which), { renewal, token: accessToken, usableUntil });
    return accessToken;
  };

  const renewed = async (which: Which, claims: string | undefined): Promise<string> => {
    const { key, keys: all } = await newest();
    const kept = await claimed(which);
    const bound = boundTo(which.directoryId, which.purpose);
    let granted: Granted;
    try {
      const refreshToken = open(all, kept.sealed as NonNullable<KeptSignIn['sealed']>, bound);
      granted = await requestToken(client, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        scope: scopeOf(which.purpose, graphAudience),
        ...(claims ? { claims } : {}),
      });
    } catch (error) {
      const because = lossOf(error);
      if (because === null) {
        await store.release(which, me);
        throw error;
      }
      // Another server may have brought a newer one after all, when the lease had ended: that one is tried.
      if (await store.lose(which, kept.renewal, because)) throw new NotConnectedError(because);
      return renewed(which, claims);
    }
    if (granted.refreshToken) await store.renew(which, kept.renewal, seal(key, granted.refreshToken, bound));
    else await store.release(which, me);
    return take(which, kept.renewal, granted);
  };

  const tokenFor = async (which: Which, claims?: string): Promise<string> => {
    const name = keyOf(which);
    const current = inHand.get(name);
    if (current && !claims && clock().getTime() < current.usableUntil) {
      // Whether it was revoked meanwhile, perhaps at another server, only the row knows.
      const kept = await store.find(which);
      if (kept?.sealed) return current.token;
      inHand.delete(name);
      throw new NotConnectedError(kept?.lostBecause ?? null);
    }
    const running = asking.get(name);
    if (running) return running;
    const work = renewed(which, claims).finally(() => asking.delete(name));
    asking.set(name, work);
    return work;
  };

  const keep = async (directoryId: string, purpose: PurposeName, refreshToken: string): Promise<void> => {
    const { key } = await newest();
    inHand.delete(keyOf({ directoryId, purpose }));
    await store.keep(seal(key, refreshToken, boundTo(directoryId, purpose)), { directoryId, purpose });
  };

  return {
    isOpen: async () => (await keys()).length > 0,
    tokenFor: (directoryId, purpose) => tokenFor({ directoryId, purpose }),
    tokens(directoryId, purpose) {
      let wanted: string | undefined;
      return {
        token: async () => {
          const claims = wanted;
          wanted = undefined;
          return tokenFor({ directoryId, purpose }, claims);
        },
        forget(token, claims) {
          const name = keyOf({ directoryId, purpose });
          if (inHand.get(name)?.token === token) inHand.delete(name);
          wanted = claims;
        },
      };
    },
    async connect(directoryId, purpose, assertion) {
      await newest();
      const scope = scopeOf(purpose, graphAudience);
      const { refreshToken } = await exchangeOnBehalf(client, scope, assertion);
      if (!refreshToken) throw new ConsentMissingError('offline_access', scope);
      await keep(directoryId, purpose, refreshToken);
    },
    keep,
    async revoke(directoryId, purpose) {
      for (const name of inHand.keys())
        if (purpose ? name === keyOf({ directoryId, purpose }) : name.startsWith(`${directoryId} `)) inHand.delete(name);
      return store.revoke(directoryId, purpose);
    },
    of: store.of,
    connected: store.connected,
    async reseal() {
      const all = await keys();
      const [key] = all;
      if (!key) return { resealed: 0, unreadable: [] };
      const unreadable = new Map<string, VaultKeyError>();
      let resealed = 0;
      for (const kept of await store.sealedOtherwise(key.name, resealAtOnce)) {
        const bound = boundTo(kept.directoryId, kept.purpose);
        try {
          const from = kept.sealed as NonNullable<KeptSignIn['sealed']>;
          await store.reseal(kept, from, seal(key, open(all, from, bound), bound));
          resealed += 1;
        } catch (error) {
          if (!(error instanceof VaultKeyError)) throw error;
          unreadable.set(error.keyName, error);
        }
      }
      return { resealed, unreadable: [...unreadable.values()] };
    },
    untold: store.untold,
    told: store.told,
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
