import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { ownPersonIds } from './ownPersons.ts';
import { canSeeAnswerOf } from './policies/people.ts';
import { isManager, type Visit } from './visit.ts';

/** Which answers of named persons (records of type score, by id) the caller may see. */
export async function visibleAnswers(
  tx: Tx,
  visit: Visit,
  accountId: string,
  scoreIds: readonly string[],
): Promise<(scoreId: string) => boolean> {
  if (isManager(visit)) return () => true;
  if (scoreIds.length === 0) return () => false;
  const own = await ownPersonIds(tx, accountId, visit.caller);
  const found = await sql<{ id: string; owner: string | null }>`
    select distinct on (s.id) s.id, c.relationship_owner_id as owner
    from score s left join contact c on c.account_id = s.account_id and c.id = s.contact_id and c.known_until = 'infinity'
    where s.account_id = ${accountId} and s.id in (select jsonb_array_elements_text(${JSON.stringify([...new Set(scoreIds)])}::jsonb))
    order by s.id, s.known_from desc`.execute(tx);
  const visible = new Set(found.rows.filter((row) => canSeeAnswerOf(visit, row.owner, own)).map((row) => row.id));
  return (scoreId) => visible.has(scoreId);
}
