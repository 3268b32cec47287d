export interface Stopping {
  /** Closes everything, the newest first; once, whoever calls. */
  stop(): Promise<void>;
  readonly isStopping: boolean;
}

export interface StoppingParts {
  /** Added to as things open. */
  closings: (() => Promise<void> | void)[];
  /** Containers are killed after 30 s. */
  limitMs?: number;
  /** Called when the limit has passed: what is under way then goes on from where it was committed, at the next start. */
  giveUp(): void;
  say(line: string): void;
}

/** The end of the process, in order and in time. What fails to close keeps none of the others from closing. */
export function stopping({ closings, limitMs = 25_000, giveUp, say }: StoppingParts): Stopping {
  let ending: Promise<void> | null = null;
  const end = async () => {
    const limit = setTimeout(() => {
      say(`stopping took longer than ${limitMs / 1000} s: what was under way goes on at the next start`);
      giveUp();
    }, limitMs);
    for (const closing of closings.splice(0).reverse()) {
      try {
        await closing();
      } catch (error) {
        say(`while stopping: ${(error as Error).message}`);
      }
    }
    clearTimeout(limit);
  };
  return {
    get isStopping() {
      return ending !== null;
    },
    stop: () => {
      ending ??= end();
      return ending;
    },
  };
}
