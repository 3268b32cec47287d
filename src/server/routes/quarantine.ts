import { sql } from 'kysely';
import { canSeePersonalCells, canSeeQuarantine } from '../../access/policies/sources.ts';
import type { RecordType } from '../../model/index.ts';
import { operations, type Quarantine } from '../contract.ts';
import { inAccount, nextPage } from '../reading.ts';
import { accountRoute } from '../route.ts';

interface Row {
  source_id: string;
  row_id: string;
  record_type: RecordType;
  record_id: string | null;
  reasons: { column?: string | null; field?: string | null; value?: unknown; expected?: string }[];
  cells: Record<string, unknown>;
  source_url: string | null;
  quarantined_at: string;
}
/** Rows of these types speak of a person in what they say, not only in who owns them. */
const personal: ReadonlySet<RecordType> = new Set(['contact', 'member', 'score']);

export const quarantine = accountRoute({
  operation: operations.quarantine,
  may: canSeeQuarantine,
  alsoAt: ['/api/accounts/:account/quarantine'],
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { page, limit, source, recordType } = asked.query;
      const where = sql`account_id = ${asked.account.id}
        ${source === undefined ? sql`` : sql`and source_id = ${source}`} ${recordType === undefined ? sql`` : sql`and record_type = ${recordType}`}`;
      const counted = await sql<{ total: number }>`select count(*) as total from quarantine where ${where}`.execute(tx);
      const found = await sql<Row>`
        select source_id, row_id, record_type, record_id, reasons, cells, source_url, quarantined_at from quarantine where ${where}
        order by quarantined_at desc, source_id, row_id, record_type limit ${limit} offset ${(page - 1) * limit}`.execute(tx);
      const total = counted.rows[0]?.total ?? 0;
      const body: Quarantine = {
        total,
        page,
        limit,
        next: nextPage(asked.url, asked.query, total),
        rows: found.rows.map((row) => present(row, personal.has(row.record_type) && !canSeePersonalCells(asked.visit))),
      };
      return { body };
    }),
});

function present(row: Row, withheld: boolean): Quarantine['rows'][number] {
  return {
    source: row.source_id,
    rowId: row.row_id,
    recordType: row.record_type,
    recordId: row.record_id,
    reasons: row.reasons.map(({ column = null, field = null, value = null, expected = '' }) => ({
      column,
      field,
      value: withheld ? null : value,
      expected,
    })),
    cells: withheld ? {} : row.cells,
    sourceUrl: row.source_url,
    quarantinedAt: row.quarantined_at,
    withheld,
  };
}
