/** Small choices of this browser. In a frame a browser may refuse storage altogether: then nothing is remembered, and all else works. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** null forgets. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Refused: the choice holds until the page is left.
  }
}
