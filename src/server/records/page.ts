import { type RawBuilder, sql } from 'kysely';
import { ownPersonIds } from '../../access/ownPersons.ts';
import { canSeeEveryOwner, canSeeOwners } from '../../access/policies/people.ts';
import { shownPersons } from '../../access/shownPersons.ts';
import { isManager } from '../../access/visit.ts';
import { model, type RecordType, tableOf } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import type { Records } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { knownAtOf } from '../question.ts';
import { nextPage } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';
import { equals, holds, type ReadField, readFields } from './columns.ts';
import { namesIn } from './names.ts';

export interface RecordsQuery {
  page: number;
  limit: number;
  sort?: string | undefined;
  q?: string | undefined;
  knownAt?: string | undefined;
  [field: string]: unknown;
}
interface Row {
  id: string;
  source_id: string;
  source_url: string | null;
  modified_at: string | null;
  known_from: string;
  total: number;
  [cell: `f${number}` | `c${number}`]: unknown;
}

/** One page of the records of a type: as known at a moment, filtered, searched, sorted. Personal fields are joined here and stored nowhere else. */
export async function recordsPage(tx: Tx, asked: AskedOfAccount, type: RecordType, query: RecordsQuery): Promise<Records> {
  const { account, language } = asked;
  const fields = readFields(type);
  const currency = account.currency;
  const conditions = [known(asked, query), ...(await filters(tx, asked, fields, query)), ...(await privacy(tx, asked, type))];
  const cells = fields.flatMap((read, index) => [
    sql`${read.value} as ${sql.ref(`f${index}`)}`,
    ...(read.currency ? [sql`${read.currency} as ${sql.ref(`c${index}`)}`] : []),
  ]);
  const hasPerson = fields.some(({ field }) => field.kind === 'personal');
  const from = sql`from ${sql.table(tableOf(type))} r ${hasPerson ? sql`left join person p on p.account_id = r.account_id and p.id = r.person_id` : sql``}
    where r.account_id = ${account.id} and ${sql.join(conditions, sql` and `)}`;
  const counted = await sql<{ total: number }>`select count(*) as total ${from}`.execute(tx);
  const found = await sql<Row>`
    select r.id, r.source_id, r.source_url, r.modified_at, r.known_from, ${sql.join(cells)} ${from}
    order by ${order(asked, fields, query.sort)} r.id limit ${query.limit} offset ${(query.page - 1) * query.limit}`.execute(tx);
  const total = counted.rows[0]?.total ?? 0;
  const records = await withPersonsShown(
    tx,
    asked,
    fields,
    found.rows.map((row) => present(row, type, fields, currency)),
  );
  return {
    type,
    label: model[type].label[language],
    fields: fields.map(({ name, field }) => ({
      name,
      kind: field.kind,
      label: field.label[language],
      ...(field.kind === 'choice'
        ? { choices: Object.fromEntries(Object.entries(field.choices).map(([key, label]) => [key, label[language]])) }
        : {}),
      ...(field.kind === 'reference' || field.kind === 'references' ? { refersTo: field.refersTo } : {}),
    })),
    total,
    page: query.page,
    limit: query.limit,
    next: nextPage(asked.url, query, total),
    records,
    names: await namesIn(tx, account.id, fields, records),
  };
}

function known({ account }: AskedOfAccount, query: RecordsQuery): RawBuilder<unknown> {
  const at = knownAtOf(query.knownAt, account.timeZone);
  return at === null ? sql`r.known_until = 'infinity'` : sql`r.known_from <= ${at}::timestamptz and ${at}::timestamptz < r.known_until`;
}

const ownParameters = new Set(['page', 'limit', 'sort', 'q', 'knownAt']);

async function filters(tx: Tx, asked: AskedOfAccount, fields: readonly ReadField[], query: RecordsQuery): Promise<RawBuilder<unknown>[]> {
  const conditions: RawBuilder<unknown>[] = [];
  for (const [name, wished] of Object.entries(query)) {
    if (ownParameters.has(name) || typeof wished !== 'string') continue;
    const read = fields.find((field) => field.name === name);
    if (name === 'id') conditions.push(sql`r.id = ${wished}`);
    else if (!read || read.field.kind === 'note') throw invalid(name, 'there is no such field to filter by');
    else {
      const condition = equals(read, wished);
      if (!condition) throw invalid(name, `"${wished}" is no value of this field`);
      conditions.push(condition);
      if (read.field.kind === 'person') conditions.push(...(await ownOnly(tx, asked, read)));
    }
  }
  if (query.q) conditions.push(holds(fields, query.q));
  return conditions;
}

/** Who owns what, as far as the policy on figures about people lets the caller know: the id goes with the name, or it would stand for it. */
async function withPersonsShown(
  tx: Tx,
  { visit, account }: AskedOfAccount,
  fields: readonly ReadField[],
  records: Records['records'],
): Promise<Records['records']> {
  if (canSeeEveryOwner(visit)) return records;
  const persons = fields.filter(({ field }) => field.kind === 'person').map(({ name }) => name);
  const shows = await shownPersons(tx, account.id, visit);
  const shown = (id: unknown) => (typeof id === 'string' && shows(id) ? id : null);
  return records.map((record) => ({
    ...record,
    fields: { ...record.fields, ...Object.fromEntries(persons.map((name) => [name, shown(record.fields[name])])) },
  }));
}

/** All that one colleague owns is a figure about a person. */
async function ownOnly(tx: Tx, { visit, account }: AskedOfAccount, owner: ReadField): Promise<RawBuilder<unknown>[]> {
  if (!canSeeOwners(visit)) throw new ProblemError('figures-about-people-off');
  if (canSeeEveryOwner(visit)) return [];
  const shows = await shownPersons(tx, account.id, visit);
  const persons = await tx.selectFrom('person').select('id').where('account_id', '=', account.id).execute();
  const shown = persons.map(({ id }) => id).filter(shows);
  return [sql`${owner.value} in (select jsonb_array_elements_text(${JSON.stringify(shown)}::jsonb))`];
}

/** What a named person answered is for the manager and the relationship's owner. */
async function privacy(tx: Tx, { visit, account }: AskedOfAccount, type: RecordType): Promise<RawBuilder<unknown>[]> {
  if (type !== 'score' || isManager(visit)) return [];
  const own = [...(await ownPersonIds(tx, account.id, visit.caller))];
  return [
    sql`exists (select from contact c where c.account_id = r.account_id and c.id = r.contact_id and c.known_until = 'infinity'
      and c.relationship_owner_id in (select jsonb_array_elements_text(${JSON.stringify(own)}::jsonb)))`,
  ];
}

function order({ visit }: AskedOfAccount, fields: readonly ReadField[], sort: string | undefined): RawBuilder<unknown> {
  if (!sort) return sql``;
  const turned = sort.startsWith('-');
  const name = turned ? sort.slice(1) : sort;
  const direction = turned ? sql`desc nulls last` : sql`asc nulls last`;
  if (name === 'id') return sql`r.id ${direction},`;
  if (name === 'modifiedAt') return sql`r.modified_at ${direction},`;
  const read = fields.find((field) => field.name === name);
  if (!read || read.field.kind === 'note') throw invalid('sort', `there is no field "${name}" to sort by`);
  // By their order rows would be one person's, whose name is hidden.
  if (read.field.kind === 'person' && !canSeeEveryOwner(visit)) throw new ProblemError('figures-about-people-off');
  return sql`${read.value} ${direction},`;
}

const invalid = (path: string, message: string) => new ProblemError('invalid-query', `${path}: ${message}`, [{ path, message }]);

function present(row: Row, type: RecordType, fields: readonly ReadField[], currency: string): Records['records'][number] {
  const entries = fields.map(({ name, field, currency: hasCurrency }, index) => {
    const value = row[`f${index}`] ?? null;
    if (value === null) return [name, null] as const;
    if (hasCurrency)
      return [
        name,
        field.kind === 'money' && type === 'target' && row[`c${index}`] === null
          ? { amount: value, currency: null }
          : { amount: value, currency: row[`c${index}`] ?? currency },
      ] as const;
    return [name, field.kind === 'number' ? Number(value) : value] as const;
  });
  const values = Object.fromEntries(entries);
  const titleField =
    model[type].titleField ?? (fields.some(({ name, field }) => name === 'name' && field.kind === 'personal') ? 'name' : undefined);
  const title = titleField === undefined ? null : values[titleField];
  return {
    id: row.id,
    title: typeof title === 'string' ? title : null,
    fields: values,
    source: row.source_id,
    sourceUrl: row.source_url,
    modifiedAt: row.modified_at,
    knownFrom: row.known_from,
  };
}
