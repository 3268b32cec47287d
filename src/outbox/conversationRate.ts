/** Messages into one conversation, as Teams allows them to one bot: 7 in a second, 8 in two, 60 in thirty, 1,800 in an hour. */
export const conversationLimits = [
  { most: 7, withinMs: 1_000 },
  { most: 8, withinMs: 2_000 },
  { most: 60, withinMs: 30_000 },
  { most: 1_800, withinMs: 3_600_000 },
] as const;
export const longestWindowMs = 3_600_000;

/**
 * From when the next message may go into a conversation.
 * @param sentAt when the last ones went, the newest first
 */
export function allowedFrom(sentAt: readonly number[], now: number): number {
  return conversationLimits.reduce((from, { most, withinMs }) => {
    const oldest = sentAt[most - 1];
    return oldest === undefined ? from : Math.max(from, oldest + withinMs);
  }, now);
}
