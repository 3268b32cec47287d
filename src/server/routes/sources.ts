import { sql } from 'kysely';
import { canSeeSources } from '../../access/policies/sources.ts';
import { presentFollowing } from '../../following/note.ts';
import { clouds } from '../../graph/clouds.ts';
import { model, type RecordType, tableOf } from '../../model/index.ts';
import { progressOf } from '../../sync/progress.ts';
import type { RoundState } from '../../sync/types.ts';
import { operations, type Sources } from '../contract.ts';
import { recordTypesOf } from '../freshness.ts';
import { presentCloud } from '../presenters/cloud.ts';
import { presentProblem } from '../presenters/source.ts';
import { adviceFor } from '../presenters/sourceAdvice.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

interface Row {
  id: string;
  kind: string;
  name: string;
  web_url: string | null;
  state: Sources['sources'][number]['state'];
  mapping: unknown;
  rows_seen: number;
  last_attempt_at: string | null;
  last_success_at: string | null;
  problem: unknown;
  quarantined: number;
  reconciled_at: string | null;
  missed: number | null;
  graph_id: string | null;
  expires_at: string | null;
  following_problem: string | null;
  problem_detail: string | null;
  round: RoundState | null;
  has_history: boolean;
  history_from: string | null;
  whole_from: string | null;
  rows_left: number;
}
const recordTables = (Object.keys(model) as RecordType[]).map(tableOf);
/** Current records by the source that they came from. */
const recordsBySource = (accountId: string) =>
  sql.join(
    recordTables.map(
      (table) =>
        sql`select source_id, count(*) as records from ${sql.table(table)} where account_id = ${accountId} and known_until = 'infinity' group by source_id`,
    ),
    sql` union all `,
  );

export const sources = accountRoute({
  operation: operations.sources,
  may: canSeeSources,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { id } = asked.account;
      const found = await sql<Row>`
        select s.id, s.kind, s.name, s.web_url, s.state, s.mapping, s.rows_seen, s.last_attempt_at, s.last_success_at, s.problem, s.reconciled_at, s.missed, s.round,
          h.source_id is not null as has_history, h.from_at as history_from, h.whole_from,
          (select count(*) from history_row l where l.account_id = s.account_id and l.source_id = s.id) as rows_left,
          u.graph_id, u.expires_at, u.problem as following_problem, u.problem_detail,
          (select count(*) from quarantine q where q.account_id = s.account_id and q.source_id = s.id) as quarantined
        from source s left join subscription u on u.account_id = s.account_id and u.source_id = s.id
        left join source_history h on h.account_id = s.account_id and h.source_id = s.id
        where s.account_id = ${id} order by s.name, s.id`.execute(tx);
      const counted = await sql<{
        source_id: string;
        records: number;
      }>`select source_id, sum(records)::bigint as records from (${recordsBySource(id)}) held group by source_id`.execute(tx);
      const records = new Map(counted.rows.map((row) => [row.source_id, row.records]));
      const body: Sources = {
        cloud: presentCloud(house.cloud?.cloud ?? clouds.global, house.cloud?.bot ?? true, asked.language),
        sources: found.rows.map((row) => ({
          id: row.id,
          kind: row.kind,
          name: row.name,
          webUrl: row.web_url,
          state: row.state,
          recordTypes: recordTypesOf(row.mapping),
          rowsSeen: row.rows_seen,
          records: records.get(row.id) ?? 0,
          quarantined: row.quarantined,
          freshAsOf: row.last_success_at,
          lastAttemptAt: row.last_attempt_at,
          problem: presentProblem(row.problem),
          advice: adviceFor(presentProblem(row.problem)?.code, asked.language),
          ...presentFollowing(
            { graphId: row.graph_id, expiresAt: row.expires_at, problem: row.following_problem, detail: row.problem_detail },
            house.following?.isFollowable(row.kind) ?? false,
            house.clock(),
            asked.language,
          ),
          reconciledAt: row.reconciled_at,
          missed: row.missed,
          progress: progressOf(row.round, row.rows_seen, house.clock().getTime()),
          history: row.has_history ? { from: row.history_from, wholeFrom: row.whole_from, rowsLeft: row.rows_left } : null,
        })),
      };
      return { body };
    }),
});
