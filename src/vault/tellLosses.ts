import { sql } from 'kysely';
import { enqueue } from '../outbox/enqueue.ts';
import type { Database } from '../store/database.ts';
import type { Vault } from './vault.ts';

export const connectionLostKind = 'connectionLost';
const newsForMs = 7 * 24 * 3_600_000;

export interface LossParts {
  db: Database;
  vault: Pick<Vault, 'untold' | 'told'>;
  /** The accounts that a person may see: a message belongs to one of them. */
  accounts: { of(directoryId: string): Promise<readonly { id: string }[]> };
  clock(): Date;
}

/**
 * Queues, for each sign-in that the issuer has ended, one message to its person. Who has no chat with the bot, or no account
 * any more, sees it among their connections. Harmless in any number of servers. @returns how many were queued
 */
export async function tellLosses({ db, vault, accounts, clock }: LossParts): Promise<number> {
  let queued = 0;
  for (const loss of await vault.untold()) {
    const now = clock();
    const [account] = await accounts.of(loss.directoryId);
    const chat = await db.transaction([], async (tx) =>
      (
        await sql<{ id: string }>`
          select id from conversation where kind = 'personal' and directory_id = ${loss.directoryId} and suspended_at is null`.execute(tx)
      ).rows.at(0),
    );
    if (account && chat) {
      const { isNew } = await db.transaction([account.id], (tx) =>
        enqueue(tx, {
          accountId: account.id,
          kind: connectionLostKind,
          about: `${loss.directoryId} ${loss.purpose} ${loss.lostAt}`,
          conversationId: chat.id,
          content: { purpose: loss.purpose },
          at: now,
          notAfter: new Date(now.getTime() + newsForMs),
        }),
      );
      if (isNew) queued += 1;
    }
    await vault.told(loss);
  }
  return queued;
}
