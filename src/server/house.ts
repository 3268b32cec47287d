import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import type { AccountDirectory } from '../access/accounts.ts';
import type { PersonBook } from '../access/personBook.ts';
import type { ReadRoster, Roster } from '../access/roster.ts';
import type { Issuer } from '../access/token.ts';
import type { Config } from '../config.ts';
import type * as engine from '../engine/index.ts';
import type { Following } from '../following/index.ts';
import type { ReadChannel } from '../graph/channel.ts';
import type { ConfidentialClient } from '../graph/clientProof.ts';
import type { Cloud } from '../graph/clouds.ts';
import type { GraphAs } from '../graph/onBehalfOf.ts';
import type { FindPerson } from '../graph/people.ts';
import type { Metrics } from '../operation/metrics/registry.ts';
import type { RequestContext } from '../operation/requestContext.ts';
import type { Database, Tx } from '../store/database.ts';
import type { Vault } from '../vault/index.ts';
import type { EditQueue, QueueParts } from '../writeback/queue/index.ts';
import type { Bootstrap, SyncResult } from './contract.ts';
import type { Answered } from './errands/types.ts';
import type { AskForConsent } from './signIn/wayOut.ts';

/** What the API asks of the engine. main.ts tells goal-seek which moves there are. */
export interface Engine
  extends Pick<
    typeof engine,
    | 'scorecard'
    | 'kpiDetail'
    | 'breakdown'
    | 'drillDown'
    | 'leftOut'
    | 'sliceValues'
    | 'drivers'
    | 'whyNot'
    | 'whatIf'
    | 'targets'
    | 'newestReadings'
    | 'bringUpToDate'
    | 'renewals'
    | 'pipeline'
  > {
  goalSeek(
    tx: Tx,
    question: engine.Question,
    kpi: string,
    aim: { target: string | null; horizon: string | null },
  ): Promise<engine.GoalSeek>;
}

/** The door to sync. */
export interface SyncDoor {
  /** Reads one source, or every source of the account, now; answers when done. `full` compares everything, not only what delta tells. */
  syncNow(accountId: string, sourceId?: string, full?: boolean): Promise<SyncResult>;
}

/** A handler in Node's own terms: the bot's. The body is parsed. */
export type MessagesHandler = (request: Request, response: Response) => Promise<void>;

/** All that the server is made of; main.ts hands it in. */
export interface ServerParts {
  config: Pick<Config, 'mode' | 'administrators' | 'production'>;
  db: Database;
  engine: Engine;
  sync: SyncDoor;
  /** Who is in a channel. */
  roster: ReadRoster;
  /** The directory; absent where there is none. */
  findPerson?: FindPerson;
  /** What a channel is, before it is linked. */
  channel: ReadChannel;
  issuer: Issuer;
  /** Graph with the rights of the person whose token it is given. */
  graphAs: GraphAs;
  /** The same with the right to make lists: asked for only where somebody makes them. Absent: lists cannot be made here. */
  managingAs?: GraphAs;
  /** The same with the right to list the person's teams and channels. Absent: they cannot be listed. */
  teamsAs?: GraphAs;
  /** Graph as those who have let us keep their sign-in: their edits are written also when they are gone. */
  keptForEdits?: QueueParts['kept'];
  /** The sign-ins that people let us keep; absent: there are none. */
  vault?: Vault;
  /** The kinds of source that there are here, by name. */
  sourceKinds?: readonly string[];
  /** With what the list of erased persons is hashed; null: nobody can be erased. */
  erasureKey?: Buffer | null;
  /** The scope of `graphAs`: what a person is asked to consent to where it is missing. */
  writeScope?: string;
  /** This installation towards the issuer's token endpoint: with it an answer in a chat can be saved after a sign-in in the browser. */
  client?: ConfidentialClient;
  /** Where a browser finds this server; where it listens, unless given. */
  publicUrl?: string;
  /** Told of an answer that was saved after a sign-in. */
  answered?: Answered;
  /** What index.html tells the tab before sign-in. */
  bootstrap: Bootstrap;
  /** The business day in a time zone; --as-of stands for it where it is given. */
  today(timeZone: string): string;
  clock(): Date;
  log: Logger;
  /** The folder of the built tab; null where there is none. */
  tabFolder: string | null;
  /** How long a client may take to send, where it is not the usual time. */
  patience?: { headersMs: number; requestMs: number; lookMs: number };
  /** What start-up still waits for, beside what the database tells. */
  startingUp?: () => readonly string[];
  messages?: MessagesHandler;
  /** Something was queued that somebody waits for: the outbox looks at once. */
  messagesWait?: () => void;
  /** In which cloud this is, and whether the bot is at work; absent: the global one, with the bot. */
  cloud?: { cloud: Cloud; bot: boolean };
  /** Takes what Graph posts about changes; absent where nothing is followed. */
  following?: Pick<Following, 'receive' | 'isFollowable'>;
  /** Under which id each request runs, for the log; of the server's own, unless given. */
  requests?: RequestContext;
  /** For the operator, at /metrics; absent: there is no such address. The token opens it beside an administrator's. */
  metrics?: Pick<Metrics, 'contentType' | 'text' | 'answered'> & { token(): string | null };
}

/** What routes are given. */
export interface House extends ServerParts {
  /** Where a person consents; null without a client to redeem what comes back. */
  askForConsent: AskForConsent | null;
  accounts: AccountDirectory;
  /** Who is in a channel, as it is kept. */
  rosters: Roster;
  people: PersonBook;
  /** Edits on their way to their source. */
  edits: EditQueue;
}
