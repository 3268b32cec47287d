const firstPauseMs = 2_000;
const longestPauseMs = 30 * 60_000;

/** The pause after so many tries: doubling, up to half an hour, each between half and whole, so that servers do not come back together. */
export function pauseMs(attempts: number, random: () => number): number {
  const whole = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.round(whole * (0.5 + random() / 2));
}

/** What the service asks for stands before our own pause. */
export const retryAt = (at: number, attempts: number, retryAfterMs: number | null, random: () => number): number =>
  at + (retryAfterMs === null ? pauseMs(attempts, random) : retryAfterMs);
