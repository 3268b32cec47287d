import type { z } from 'zod';
import type { FoundAccount } from '../access/accounts.ts';
import type { Caller } from '../access/token.ts';
import type { Policy, Visit } from '../access/visit.ts';
import type { Language } from '../model/index.ts';
import type { Operation } from './contract.ts';
import type { House } from './house.ts';

export interface Asked {
  language: Language;
  /** Named parts of the path. */
  path: Readonly<Record<string, string>>;
  /** Path and query as they came, for links to the next page. */
  url: string;
}
export interface AskedByCaller extends Asked {
  caller: Caller;
  /** The token with which the caller came, to be exchanged where Graph must act as the person; null: there is none. */
  assertion: string | null;
}
/** At an account that the route's policy lets the caller into. */
export interface AskedOfAccount extends AskedByCaller {
  account: FoundAccount;
  visit: Visit;
  today: string;
}
type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface Answer {
  status?: number;
  body: unknown;
  /** Sent as it is made, in the body's place. */
  stream?: { contentType: string; fileName: string; chunks: AsyncIterable<Uint8Array> };
}
interface OpenRoute<O extends Operation> {
  operation: O;
  for: 'everyone';
  answer(asked: Asked, house: House): Promise<Answer>;
}
interface CallerRoute<O extends Operation> {
  operation: O;
  for: 'caller';
  answer(asked: AskedByCaller & { query: Parsed<O['query']>; body: Parsed<O['body']> }, house: House): Promise<Answer>;
}
interface AccountRoute<O extends Operation> {
  operation: O;
  for: 'account';
  may: Policy;
  /** Further addresses that answer the same. */
  alsoAt?: readonly string[];
  /**
   * Its answer changes only with the account's revision, the day, and who looks: it carries an ETag, and is kept.
   * 'caller': it differs from person to person; 'role': all of one role see the same.
   */
  keptPer?: 'role' | 'caller';
  answer(asked: AskedOfAccount & { query: Parsed<O['query']>; body: Parsed<O['body']> }, house: House): Promise<Answer>;
}

/** One route of the API, as data; dispatch.ts acts on it. */
// biome-ignore lint/suspicious/noExplicitAny: the table holds routes of every query and body
export type Route = OpenRoute<any> | CallerRoute<any> | AccountRoute<any>;
export const openRoute = <const O extends Operation>(route: Omit<OpenRoute<O>, 'for'>): Route => ({ ...route, for: 'everyone' });
export const callerRoute = <const O extends Operation>(route: Omit<CallerRoute<O>, 'for'>): Route => ({ ...route, for: 'caller' });
export const accountRoute = <const O extends Operation>(route: Omit<AccountRoute<O>, 'for'>): Route => ({ ...route, for: 'account' });
