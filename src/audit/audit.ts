import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';

/** Who did what, when, and what was there before and after. Written in the transaction of the change itself. */
export interface AuditEntry {
  accountId: string;
  at: Date;
  directoryId: string;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
}

export async function audit(tx: Tx, { accountId, at, directoryId, action, subject, before, after }: AuditEntry): Promise<void> {
  const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
  await sql`
    insert into audit (account_id, at, directory_id, action, subject, before, after)
    values (${accountId}, ${at.toISOString()}, ${directoryId}, ${action}, ${subject}, ${json(before)}::jsonb, ${json(after)}::jsonb)`.execute(
    tx,
  );
}
