import type { PersonSeed } from '../../tenant.ts';

/** What is odd about one page of a list's delta, though its answer is a 200. */
export type PageOddity =
  /** No items, and a link to the page that should have come. */
  | 'empty'
  /** Items that changed stand there twice: as they were before, then as they are. */
  | 'twice'
  /** Items that had been given in earlier rounds come again. */
  | 'replay'
  /** In no order. */
  | 'shuffled'
  /** The round ends before the newest changes: they come later. */
  | 'lag'
  /** An error stands in the place of an item (msgraph-sdk-typescript#544). */
  | 'errorItem';

/** One request as the resources see it: read whole, decoded, and the same whether it came alone or inside a $batch. */
export interface GraphRequest {
  method: string;
  /** Below /v1.0, as it was sent, without the query: '/sites/root'. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The address the caller knows this service by, without a slash at the end; links in answers begin with it. */
  root: string;
  /** What shall be odd about the page that answers it. */
  oddity?: PageOddity;
}

export interface GraphReply {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; absent: no body. */
  body?: unknown;
}

/** Who asks: a person through an app (delegated), or the app alone. */
export type Caller =
  | { kind: 'person'; person: PersonSeed; appId: string; permissions: ReadonlySet<string> }
  | { kind: 'app'; appId: string; permissions: ReadonlySet<string> };
