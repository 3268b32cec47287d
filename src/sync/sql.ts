import { type RawBuilder, sql } from 'kysely';

/** A list as one JSON parameter: statements keep their text however long the list is. */
export const anyOf = (values: readonly string[]): RawBuilder<unknown> =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

export const rowsOf = (rows: readonly object[], columns: string): RawBuilder<unknown> =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(${sql.raw(columns)})`;
