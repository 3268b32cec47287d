import { Decimal } from 'decimal.js';
import { type RawBuilder, sql } from 'kysely';
import { kpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Tx } from '../store/database.ts';
import type { State } from './state.ts';

/**
 * Whether each answer of a named person counts by itself, or by the mean of the group that it stands in. Together, every
 * answer of the group is worth the same: whatever is asked, of any slice, day, knowledge or difference, is made of means
 * of at least three people, and no combination of questions tells them apart. An answer whose group is not full waits.
 */
export type Answers = 'each' | 'together';

/** Fewer answers than this in one number would show what one person said. */
export const fewestTogether = 3;
/** What is left over joins a group that is there; more than this would make its mean say little. */
const mostTogether = 5;

export const answerKpis: readonly Kpi[] = kpis.filter((kpi) => kpi.isOfAnswers);
export const isOfAnswers = (id: string): boolean => answerKpis.some((kpi) => kpi.id === id);
/** Under which a reading of answers that stand together is stored. */
export const storedTogether = (id: string): string => `${id}~together`;
export const storedAs = (id: string, answers: Answers): string => (answers === 'together' && isOfAnswers(id) ? storedTogether(id) : id);

/** One answer that stands in no group yet. */
export interface Waiting {
  recordId: string;
  knownFrom: string;
  /** Whose it is: a group holds a person once. */
  subject: string;
  /** Only answers of one kind stand together: of one method, counted by the same KPIs. */
  kind: string;
  /** Near each other in this order is near in the account: a group tells most where its people belong together. */
  near: string;
}

/**
 * Groups of answers, each of at least three different people; nothing about what they answered decides. What cannot be
 * grouped waits. The newest answer of each person comes first.
 * @param waiting newest first
 */
export function groupsOf<W extends Waiting>(waiting: readonly W[]): W[][] {
  const groups: W[][] = [];
  for (const ofKind of Map.groupBy(waiting, (one) => one.kind).values()) {
    // Each person's newest, then each one's next, and so on: in such a layer nobody stands twice.
    const layers: W[][] = [];
    for (const answers of Map.groupBy(ofKind, (one) => one.subject).values())
      answers.forEach((answer, depth) => {
        const layer = layers[depth] ?? [];
        layer.push(answer);
        layers[depth] = layer;
      });
    for (const layer of layers) groups.push(...dealt(layer.sort((a, b) => (a.near < b.near ? -1 : a.near > b.near ? 1 : 0))));
  }
  return groups;
}

/** Neighbours in groups of three; one or two that are left make the last groups larger. */
function dealt<W>(layer: readonly W[]): W[][] {
  const count = Math.floor(layer.length / fewestTogether);
  const groups = Array.from({ length: count }, (_, index) => layer.slice(index * fewestTogether, (index + 1) * fewestTogether));
  layer.slice(count * fewestTogether).forEach((left, index) => {
    const group = groups.at(count > 1 ? -1 - index : -1);
    if (group && group.length < mostTogether) group.push(left);
  });
  return groups;
}

interface Row {
  kpi: string;
  definition: number;
  record_id: string;
  known_from: string;
  subject: string;
  own: string;
  near: string;
  segment: string | null;
  inherited: { group: number; mean: string } | null;
}

/**
 * Puts the answers that stand in no group yet into groups, as far as there are enough of them. An answer that was saved
 * again as it was stays in its group; one that was corrected waits for others. In the transaction that brought the
 * contributions up to date, under the account's lock.
 */
export async function groupAnswers(tx: Tx, accountId: string): Promise<void> {
  const versions = sql`jsonb_to_recordset(${JSON.stringify(answerKpis.map(({ id, version }) => ({ kpi: id, definition: version })))}::jsonb) as k(kpi text, definition int)`;
  await sql`delete from answer_group g using ${versions} where g.account_id = ${accountId} and g.kpi = k.kpi and g.definition <> k.definition`.execute(
    tx,
  );
  const found = await sql<Row>`
    select c.kpi, k.definition, c.record_id, v.known_from, c.subject, c.numerator as own, c.segment,
      concat_ws(' ', o.country, c.organization_id, c.counts_from, c.record_id) as near,
      (select jsonb_build_object('group', b.group_number, 'mean', b.mean::text) from answer_group b
        where b.account_id = c.account_id and b.kpi = c.kpi and b.record_id = c.record_id and b.own = c.numerator
        order by b.known_from desc limit 1) as inherited
    from contribution c
    join ${versions} on k.kpi = c.kpi
    join score v on v.account_id = c.account_id and v.id = c.record_id and v.known_until = 'infinity'
    left join organization o on o.account_id = c.account_id and o.id = c.organization_id and o.known_until = 'infinity'
    where c.account_id = ${accountId}
      and not exists (select from answer_group g where g.account_id = c.account_id and g.kpi = c.kpi and g.record_id = c.record_id and g.known_from = v.known_from)
    order by c.counts_from desc, c.record_id, c.kpi`.execute(tx);
  if (found.rows.length === 0) return;
  const kept = found.rows.flatMap((row) => (row.inherited ? [groupRow(row, row.inherited.group, row.inherited.mean)] : []));
  const open = [
    ...Map.groupBy(
      found.rows.filter((row) => !row.inherited),
      (row) => row.record_id,
    ).values(),
  ].map(waitingOf);
  const last = await sql<{
    number: number | null;
  }>`select max(group_number) as number from answer_group where account_id = ${accountId}`.execute(tx);
  const first = (last.rows[0]?.number ?? 0) + 1;
  const made = groupsOf(open).flatMap((group, index) => withMeans(group, first + index));
  const rows = [...kept, ...made];
  if (rows.length === 0) return;
  await sql`
    insert into answer_group (account_id, kpi, record_id, known_from, group_number, own, mean, definition)
    select ${accountId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(kpi text, record_id text, known_from timestamptz, group_number int, own numeric, mean numeric, definition int)`.execute(tx);
}

const groupRow = ({ kpi, record_id, known_from, own, definition }: Row, group_number: number, mean: string) => ({
  ...{ kpi, record_id, known_from, group_number },
  ...{ own, mean, definition },
});

/** One answer with what it is in each KPI that counts it. */
function waitingOf(rows: readonly Row[]): Waiting & { rows: readonly Row[] } {
  const [row] = rows as [Row];
  return {
    recordId: row.record_id,
    knownFrom: row.known_from,
    subject: row.subject,
    kind: [row.segment, ...rows.map(({ kpi }) => kpi)].join(' '),
    near: row.near,
    rows,
  };
}

function withMeans(group: readonly (Waiting & { rows: readonly Row[] })[], number: number) {
  return [
    ...Map.groupBy(
      group.flatMap(({ rows }) => rows),
      (row) => row.kpi,
    ).values(),
  ].flatMap((ofKpi) => {
    const mean = meanOf(ofKpi.map((row) => row.own));
    return ofKpi.map((row) => groupRow(row, number, mean));
  });
}

/** To so many digits that the means of a group add up to its sum wherever that is shown. */
const Exact = Decimal.clone({ precision: 40 });
const meanOf = (values: readonly string[]): string =>
  values
    .reduce((sum, value) => sum.plus(value), new Exact(0))
    .div(values.length)
    .toSignificantDigits(30)
    .toFixed();

/** SQL: the rows `from` with each answer worth what its group is on average; those that stand in none are left out. */
export function together(accountId: string, state: State, from: RawBuilder<unknown>, columns: readonly string[]): RawBuilder<unknown> {
  const version =
    state.kind === 'asKnown'
      ? sql`v.known_from <= ${state.at}::timestamptz and ${state.at}::timestamptz < v.known_until`
      : sql`v.known_until = 'infinity'`;
  const listed = sql.raw(columns.map((name) => (name === 'numerator' ? 'g.mean as numerator' : `own.${name}`)).join(', '));
  return sql`(select own.kpi, ${listed} from ${from} own
    join public.score v on v.account_id = ${accountId} and v.id = own.record_id and ${version}
    join public.answer_group g on g.account_id = ${accountId} and g.kpi = own.kpi and g.record_id = own.record_id and g.known_from = v.known_from)`;
}
