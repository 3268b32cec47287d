export interface SyncRequest {
  accountId: string;
  /** Only this source. */
  sourceId?: string;
  /** Reads everything and compares. */
  full?: boolean;
  /** A notification asked for it: how often it was looked for what it told of, and nothing found. */
  look?: number;
}

/** What the jobs do; handed in, so that this room knows neither Graph nor the engine. */
export interface Work {
  accounts(): Promise<readonly { accountId: string; timeZone: string }[]>;
  sync(request: SyncRequest): Promise<unknown>;
  /** The day has turned in the account's time zone: readings of the new day. */
  turnOfDay(accountId: string): Promise<unknown>;
  /** What is due besides, at each tick: subscriptions, reconciles. */
  upkeep?(): Promise<unknown>;
  /** An unexpected error of a job; the next run of its schedule tries again. */
  report(error: unknown): void;
}

export interface Jobs {
  /** Soon, and once however often it is asked for. */
  requestSync(request: SyncRequest): Promise<void>;
  /** Lets what runs end, and starts nothing more. */
  stop(): Promise<void>;
}

export const syncEveryMinutes = 15;
