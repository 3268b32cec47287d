/** Work that every server does again and again, at the same time as all others: it must be harmless in any number of them. */
export interface Heartbeat {
  /** At once, or as soon as the beat under way has ended: somebody waits for what is due. */
  soon(): void;
  /** Lets the beat under way end, and starts no other. */
  stop(): Promise<void>;
}

export interface HeartbeatWork {
  /** One beat; it gives way as soon as `isStopping` says so. 'again': the next follows at once. */
  beat(isStopping: () => boolean): Promise<'again' | undefined>;
  report(error: unknown): void;
}

export const beatEveryMs = 15_000;

/** Beats every 15 s, counted from start to start, and never twice at the same time; an error is told, and the next beat tries again. */
export function startHeartbeat({ beat, report }: HeartbeatWork, everyMs = beatEveryMs): Heartbeat {
  let isStopped = false;
  let isWanted = false;
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> | null = null;

  const run = async () => {
    const begun = performance.now();
    isWanted = false;
    try {
      if ((await beat(() => isStopped)) === 'again') isWanted = true;
    } catch (error) {
      report(error);
    }
    beating = null;
    if (!isStopped) timer = setTimeout(begin, isWanted ? 0 : Math.max(0, everyMs - (performance.now() - begun)));
  };
  const begin = () => {
    if (isStopped || beating) return;
    if (timer) clearTimeout(timer);
    timer = null;
    beating = run();
  };
  begin();
  return {
    soon() {
      isWanted = true;
      begin();
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await beating;
    },
  };
}
