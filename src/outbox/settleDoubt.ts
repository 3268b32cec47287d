import type { Tx } from '../store/database.ts';
import { stepRow } from './rows.ts';

export type Verdict = 'arrived' | 'postAgain';
/** How long a message that a person wishes again may wait for its conversation. */
const waitsForMs = 24 * 3_600_000;

/** What a person decided of a message in doubt, or of one that did not leave. @returns false where there was nothing left to decide. */
export async function settleDoubt(
  tx: Tx,
  accountId: string,
  message: { kind: string; about: string },
  verdict: Verdict,
  at: Date,
): Promise<boolean> {
  const now = at.getTime();
  const event =
    verdict === 'arrived' ? ({ kind: 'arrived', at: now } as const) : ({ kind: 'postAgain', at: now, notAfter: now + waitsForMs } as const);
  return (await stepRow(tx, accountId, message, event)) !== null;
}
