import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { changed, type Question, questionOf } from './question.ts';

/** The state of a page is its address: what it asks, and a way to ask otherwise. */
export function useAddress(): { question: Question; address: URLSearchParams; change(changes: Record<string, string | null>): void } {
  const [address, setAddress] = useSearchParams();
  const question = useMemo(() => questionOf(address), [address]);
  const change = (changes: Record<string, string | null>) =>
    // The window's own address: two changes in one breath must not undo each other.
    setAddress(changed(new URLSearchParams(window.location.search), changes));
  return { question, address, change };
}
