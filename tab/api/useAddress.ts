import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Question, questionOf } from './question.ts';

/** The state of a page is its address: what it asks, and a way to ask otherwise. */
export function useAddress(): { question: Question; address: URLSearchParams; change(changes: Record<string, string | null>): void } {
  const [address, setAddress] = useSearchParams();
  const question = useMemo(() => questionOf(address), [address]);
  const change = (changes: Record<string, string | null>) =>
    setAddress(() => {
      // The window's own address: two changes in one breath must not undo each other.
      const after = new URLSearchParams(window.location.search);
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) after.delete(key);
        else after.set(key, value);
      }
      return after;
    });
  return { question, address, change };
}
