import type { Logger } from 'pino';
import type { AccountDirectory } from '../access/accounts.ts';
import type { ReadRoster } from '../access/roster.ts';
import type { Issuer } from '../access/token.ts';
import type { Config } from '../config.ts';
import type * as EngineTypes from '../engine/types.ts';
import type { Database, Tx } from '../store/database.ts';
import type { Bootstrap, SyncResult } from './contract.ts';

/** What the API asks of the engine. Each takes the caller's transaction. */
export interface Engine {
  scorecard(tx: Tx, question: EngineTypes.Question): Promise<EngineTypes.Scorecard>;
  kpiDetail(tx: Tx, question: EngineTypes.Question, kpi: string): Promise<EngineTypes.KpiDetail>;
  headlines(tx: Tx, accountIds: readonly string[]): Promise<readonly Headlines[]>;
  breakdown(tx: Tx, question: EngineTypes.Question, kpi: string, by: EngineTypes.Dimension): Promise<EngineTypes.Breakdown>;
  drillDown(
    tx: Tx,
    question: EngineTypes.Question,
    kpi: string,
    page: { offset: number; limit: number },
  ): Promise<EngineTypes.DrillDown>;
  drivers(
    tx: Tx,
    question: EngineTypes.Question,
    kpi: string,
    between: { since: string; until: string; sinceKnownAt: string | null; untilKnownAt: string | null },
    limit: number,
  ): Promise<EngineTypes.Drivers>;
  whyNot(tx: Tx, question: EngineTypes.Question, kpi: string | null, recordType: EngineTypes.HypotheticalChange['recordType'], recordId: string): Promise<EngineTypes.WhyNot>;
  whatIf(tx: Tx, question: EngineTypes.Question, changes: EngineTypes.HypotheticalChange[], horizon: string | null): Promise<EngineTypes.WhatIf>;
  goalSeek(tx: Tx, question: EngineTypes.Question, kpi: string, aim: { target: string | null; horizon: string | null }): Promise<EngineTypes.GoalSeek>;
  targets(tx: Tx, accountId: string, knownAt: string | null): Promise<EngineTypes.TargetInfo[]>;
  bringUpToDate(db: Database, accountId: string, day: { today: string }): Promise<unknown>;
}
/** The newest stored readings of an account's headline KPIs. */
export interface Headlines {
  accountId: string;
  kpis: readonly {
    kpi: string;
    onDate: string;
    knownAt: string;
    value: string | null;
    numerator: string;
    denominator: string;
    records: number;
  }[];
}

/** The door to sync. */
export interface SyncDoor {
  /** Reads one source, or every source of the account, now; answers when done. */
  syncNow(accountId: string, sourceId?: string): Promise<SyncResult>;
}

/** A handler in Node's own terms: the bot's. The body is parsed. */
export type MessagesHandler = (request: import('restify').Request, response: import('restify').Response) => Promise<void>;

/** All that the server is made of; main.ts hands it in. */
export interface ServerParts {
  config: Pick<Config, 'mode' | 'administrators' | 'production'>;
  db: Database;
  engine: Engine;
  sync: SyncDoor;
  /** Who is in a channel. */
  roster: ReadRoster;
  issuer: Issuer;
  /** What index.html tells the tab before sign-in. */
  bootstrap: Bootstrap;
  /** The business day in a time zone; --as-of stands for it where it is given. */
  today(timeZone: string): string;
  clock(): Date;
  log: Logger;
  /** The folder of the built tab; null where there is none. */
  tabFolder: string | null;
  /** What start-up still waits for, beside what the database tells. */
  startingUp?: () => readonly string[];
  messages?: MessagesHandler;
}

/** What routes are given. */
export interface House extends ServerParts {
  accounts: AccountDirectory;
}
