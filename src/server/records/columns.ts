import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Field, fieldsOf, type RecordType } from '../../model/index.ts';

/** How a field is read, filtered and searched: SQL over the record (r), its own person (p) and its notes. */
export interface ReadField {
  name: string;
  field: Field;
  /** SQL of the value; of money, of the amount. */
  value: RawBuilder<unknown>;
  /** SQL of a money field's currency. */
  currency: RawBuilder<unknown> | null;
}

export function readFields(type: RecordType): ReadField[] {
  return fieldsOf(type).map(([name, field]) => {
    if (field.kind === 'personal') return { name, field, value: sql`p.${sql.ref(field.attribute)}`, currency: null };
    const [column, currencyColumn] = columnsOf(name, field);
    const value = sql`r.${sql.ref(column?.name ?? name)}`;
    if (field.kind === 'note')
      return { name, field, value: sql`(select n.text from note n where n.account_id = r.account_id and n.id = ${value})`, currency: null };
    return { name, field, value, currency: currencyColumn ? sql`r.${sql.ref(currencyColumn.name)}` : null };
  });
}

const lists: ReadonlySet<Field['kind']> = new Set(['texts', 'references', 'countries']);
const searched: ReadonlySet<Field['kind']> = new Set(['text', 'choice', 'personal', 'country', 'currency', 'texts']);

/** Equality with what was typed; '' asks for empty. null: the text is no value of that kind. */
export function equals({ field, value }: ReadField, text: string): RawBuilder<unknown> | null {
  if (text === '') return sql`${value} is null`;
  if (lists.has(field.kind)) return sql`${text} = any (${value})`;
  switch (field.kind) {
    case 'boolean':
      return text === 'true' || text === 'false' ? sql`${value} = ${text}::boolean` : null;
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? sql`${value} = ${text}::integer` : null;
    case 'number':
    case 'money':
      return /^-?\d{1,30}(\.\d{1,20})?$/.test(text) ? sql`${value} = ${text}::numeric` : null;
    case 'date':
      return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? sql`${value}::text = ${text}` : null;
    case 'person':
      return sql`${value} in (select who.id from person who where who.account_id = r.account_id and (who.id = ${text} or who.name = ${text} or lower(who.address) = lower(${text})))`;
    default:
      return sql`${value} = ${text}`;
  }
}

/** Text that stands in any of the fields, or in the id. */
export function holds(fields: readonly ReadField[], text: string): RawBuilder<unknown> {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const places = fields
    .filter(({ field }) => searched.has(field.kind))
    .map(({ field, value }) => (lists.has(field.kind) ? sql`array_to_string(${value}, ' ')` : value));
  return sql`(${sql.join(
    [sql`r.id`, ...places].map((place) => sql`${place} ilike ${pattern}`),
    sql` or `,
  )})`;
}
