import { useState } from 'react';

/**
 * What a person has changed of something stored, and not saved yet. Where it was changed elsewhere meanwhile, the fields
 * that this person has left alone follow.
 */
export function useDraft<T extends object>(
  stored: T,
): { draft: T; changes: Partial<T>; isChanged: boolean; change(part: Partial<T>): void; discard(): void } {
  const [typed, setTyped] = useState<Partial<T>>({});
  const changes = Object.fromEntries(
    Object.entries(typed).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(stored[key as keyof T])),
  ) as Partial<T>;
  return {
    draft: { ...stored, ...typed },
    changes,
    isChanged: Object.keys(changes).length > 0,
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    discard: () => setTyped({}),
  };
}
