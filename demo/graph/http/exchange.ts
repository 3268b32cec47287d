import type { PersonSeed } from '../../tenant.ts';

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
