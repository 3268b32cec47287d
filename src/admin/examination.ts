import type { Config, Credentials } from '../config.ts';
import type { Graph } from '../graph/client.ts';
import type { Cloud } from '../graph/clouds.ts';
import type { TokenSource } from '../graph/tokens.ts';
import type { Fetch } from '../graph/wire.ts';

/** A site that an account reads, or a team that it is linked to. */
export interface Place {
  sites: readonly string[];
  teams: readonly { teamId: string; channelId: string | null; membershipType: string }[];
}

/** All that a check may look at. */
export interface Examination {
  config: Config;
  credentials: Credentials;
  cloud: Cloud;
  /** The app's own. */
  graph: Graph;
  tokens: TokenSource;
  botTokens: TokenSource | null;
  /** For everything beyond Graph: the sign-in, our own public address. */
  send: Fetch;
  now: () => Date;
  place: Place;
  /** How the setup is called for this installation: what a finding advises begins with it. */
  setup: string;
}
