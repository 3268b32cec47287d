import { decodeJwt } from 'jose';

interface Held {
  assertion: string;
  until: Date | null;
}

/** The tokens of people whose edits wait, in memory alone, each for as long as it lasts. */
export interface HeldTokens {
  /** @returns until when the token lasts; null where it does not say */
  hold(editId: string, assertion: string): Date | null;
  of(editId: string): string | null;
  /** The edits whose tokens still last. */
  ids(): readonly string[];
  release(editId: string): void;
}

export function heldTokens(clock: () => Date): HeldTokens {
  const held = new Map<string, Held>();
  const lasts = ({ until }: Held) => until === null || until > clock();
  return {
    hold(editId, assertion) {
      const until = endOf(assertion);
      held.set(editId, { assertion, until });
      return until;
    },
    of(editId) {
      const found = held.get(editId);
      return found && lasts(found) ? found.assertion : null;
    },
    ids() {
      for (const [id, one] of held) if (!lasts(one)) held.delete(id);
      return [...held.keys()];
    },
    release: (editId) => void held.delete(editId),
  };
}

/** It was validated when the person came with it; here only its end is read. */
function endOf(assertion: string): Date | null {
  try {
    const { exp } = decodeJwt(assertion);
    return exp === undefined ? null : new Date(exp * 1000);
  } catch {
    return null;
  }
}
