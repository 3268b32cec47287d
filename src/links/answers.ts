import { sql } from 'kysely';
import type { RecordType } from '../model/index.ts';
import type { Tx } from '../store/database.ts';
import { compared } from './compared.ts';

/** Which record a cell means, as a person has said it; null: none is meant. */
export interface LinkAnswer {
  refersTo: RecordType;
  /** As the cell has it. */
  said: string;
  recordId: string | null;
  answeredAt: string;
  /** Directory id. */
  answeredBy: string;
}

interface Row {
  refers_to: RecordType;
  said: string;
  record_id: string | null;
  answered_at: string;
  answered_by: string;
}

/** What was said of cells that mean records of this type, by the form in which they are compared. */
export async function answersOf(tx: Tx, accountId: string, refersTo: RecordType): Promise<ReadonlyMap<string, string | null>> {
  const found = await sql<{ compared: string; record_id: string | null }>`
    select compared, record_id from link_answer where account_id = ${accountId} and refers_to = ${refersTo}`.execute(tx);
  return new Map(found.rows.map((row) => [row.compared, row.record_id]));
}

export async function linkAnswers(tx: Tx, accountId: string): Promise<LinkAnswer[]> {
  const found = await sql<Row>`
    select refers_to, said, record_id, answered_at, answered_by from link_answer where account_id = ${accountId}
    order by answered_at desc, said`.execute(tx);
  return found.rows.map((row) => ({
    ...{ refersTo: row.refers_to, said: row.said, recordId: row.record_id },
    ...{ answeredAt: row.answered_at, answeredBy: row.answered_by },
  }));
}

/** @returns what had been said before; undefined: nothing */
export async function saveAnswer(tx: Tx, accountId: string, answer: LinkAnswer): Promise<{ recordId: string | null } | undefined> {
  const key = compared(answer.said);
  const before = await sql<{ record_id: string | null }>`
    select record_id from link_answer where account_id = ${accountId} and refers_to = ${answer.refersTo} and compared = ${key} for update`.execute(
    tx,
  );
  await sql`
    insert into link_answer (account_id, refers_to, compared, said, record_id, answered_at, answered_by)
    values (${accountId}, ${answer.refersTo}, ${key}, ${answer.said}, ${answer.recordId}, ${answer.answeredAt}, ${answer.answeredBy})
    on conflict (account_id, refers_to, compared) do update set said = excluded.said, record_id = excluded.record_id,
      answered_at = excluded.answered_at, answered_by = excluded.answered_by`.execute(tx);
  const [row] = before.rows;
  return row && { recordId: row.record_id };
}

/** @returns what had been said; undefined: nothing */
export async function takeBackAnswer(
  tx: Tx,
  accountId: string,
  refersTo: RecordType,
  said: string,
): Promise<{ recordId: string | null } | undefined> {
  const gone = await sql<{ record_id: string | null }>`
    delete from link_answer where account_id = ${accountId} and refers_to = ${refersTo} and compared = ${compared(said)} returning record_id`.execute(
    tx,
  );
  const [row] = gone.rows;
  return row && { recordId: row.record_id };
}
