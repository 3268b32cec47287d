import { sql } from 'kysely';
import { canSeeQuarantine } from '../../access/policies/sources.ts';
import { model, type RecordType } from '../../model/index.ts';
import { operations, type Unmatched } from '../contract.ts';
import { inAccount, nextPage } from '../reading.ts';
import { accountRoute } from '../route.ts';

interface Row {
  source: string;
  sourceName: string;
  recordType: RecordType;
  field: string;
  refersTo: RecordType;
  key: string;
  records: number;
  total: number;
}

/** What cells say of other records, where there is no such record, or more than one of that name. */
export const sourcesUnmatched = accountRoute({
  operation: operations.unmatched,
  may: canSeeQuarantine,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { page, limit } = asked.query;
      const found = await sql<Row>`
        with each as (
          select u.source_id, u.record_type, u.field, u.refers_to, key, count(*) as records
          from unresolved_reference u, unnest(u.raw) key where u.account_id = ${asked.account.id}
          group by u.source_id, u.record_type, u.field, u.refers_to, key
        )
        select e.source_id as source, s.name as "sourceName", e.record_type as "recordType", e.field, e.refers_to as "refersTo", e.key, e.records,
          count(*) over () as total
        from each e join source s on s.account_id = ${asked.account.id} and s.id = e.source_id
        order by e.records desc, s.name, e.field, e.key limit ${limit} offset ${(page - 1) * limit}`.execute(tx);
      const total = found.rows[0]?.total ?? 0;
      const body: Unmatched = {
        ...{ total, page, limit, next: nextPage(asked.url, asked.query, total) },
        unmatched: found.rows.map(({ total: _total, ...row }) => ({
          ...row,
          label: model[row.recordType]?.fields[row.field]?.label[asked.language] ?? row.field,
        })),
      };
      return { body };
    }),
});
