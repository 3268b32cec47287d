import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import type { TableLine } from './format.ts';

/** Every table of ours with the columns that are written by hand, those first to which others refer. */
export async function tablesOf(tx: Tx): Promise<TableLine[]> {
  const tables = await sql<{ table: string; columns: string[] }>`
    select c.relname as "table", array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`.execute(tx);
  const references = await sql<{ from: string; to: string }>`
    select distinct f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid and f.relnamespace = 'public'::regnamespace`.execute(tx);
  const sorted: TableLine[] = [];
  const placed = new Set<string>();
  for (let left = tables.rows; left.length > 0; ) {
    const isFree = ({ table }: TableLine) => references.rows.every(({ from, to }) => from !== table || placed.has(to));
    const next = left.filter(isFree);
    if (next.length === 0) throw new Error(`tables refer to each other in a circle: ${left.map(({ table }) => table).join(', ')}`);
    for (const one of next) placed.add(one.table);
    sorted.push(...next);
    left = left.filter((one) => !placed.has(one.table));
  }
  return sorted;
}
