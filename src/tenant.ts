import type { Issuer } from './access/token.ts';
import type { ConfidentialClient } from './graph/clientProof.ts';
import type { Cloud } from './graph/clouds.ts';
import type { TokenSource } from './graph/tokens.ts';
import type { Bootstrap } from './server/contract.ts';
import type { Database } from './store/database.ts';

/** What ends the start in one clear line: the person at the keyboard can mend it. */
export class StartError extends Error {}

/** The delegated permission of our API that a person's token carries. */
export const apiScope = 'access_as_user';

/** What the two modes hand to the rest. */
export interface Tenant {
  dataDir: string;
  graphRoot: string;
  /** What is to be had there. */
  cloud: Cloud;
  /** As what the bot speaks; null: there is no Teams, and nobody signs. */
  botCredentials: { appId: string; tokens: TokenSource } | null;
  tokens: TokenSource;
  /** This installation towards the issuer's token endpoint, and what it asks of Graph in a person's name. */
  client: ConfidentialClient;
  writeScope: string;
  /** What making lists in a person's name takes: asked for only then. */
  manageScope: string;
  /** What listing a person's teams and channels in their name takes. */
  teamsScope: string;
  /** The address of our API, for which Teams fetches a token of whoever clicks; null: there is no Teams. */
  resource: string | null;
  issuer: Issuer;
  bootstrap: Bootstrap;
  connect(db: Database): Promise<void>;
  /** Where Graph reports changes; null: nowhere that it could reach. @param url where the server listens */
  notificationUrl(url: string): string | null;
  /** Where people find the tab, and as which app in Teams (null: in a browser). @param url where the server listens */
  tab(url: string): { origin: string; teamsAppId: string | null };
  text(url: string, playgroundUrl: string | null): Promise<string>;
}
