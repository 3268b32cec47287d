import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import { contextOf, type Question, relations, stateOf } from '../engine/index.ts';
import { conversion } from '../engine/readings.ts';
import type { Tx } from '../store/database.ts';
import type { EventFacts, EventList, Since } from './facts.ts';

const mostNamed = 5;
/** What is entered late is still told, once: as long as it happened within a month before the last digest. */
const lateByDays = 30;
/** A close date that moves by less is no news. */
const postponedByDays = 14;

/**
 * What was won and what slipped since the last digest, by what was known then: each is told once, also when it was
 * entered late. Without a digest before it, by its date alone.
 */
export async function eventsSince(tx: Tx, question: Question, since: Since): Promise<{ wins: EventList; slips: EventList }> {
  const context = await contextOf(tx, question);
  const { accountId, asOf } = context;
  const then = since.knownAt;
  const known = (select: string, types: readonly ('opportunity' | 'agreement')[]) =>
    then === null
      ? sql`select * from (${sql.raw(select)}) nothing where false`
      : sql`with ${relations(accountId, stateOf(then), types)} ${sql.raw(select)}`;
  const isNews = (day: string) =>
    sql`(${sql.raw(day)} <= ${asOf}::date and ${sql.raw(day)} > ${since.date}::date - ${sql.lit(then === null ? 0 : lateByDays)})`;
  const found = await sql<{
    kind: EventFacts['kind'];
    record_type: EventFacts['recordType'];
    id: string;
    on: string | null;
    amount: string | null;
  }>`
    with ${relations(accountId, stateOf(null), ['account', 'agreement', 'opportunity', 'rate'])}, ${conversion(context)},
    was_deal as (${known('select id, status, expected_close from opportunity', ['opportunity'])}),
    was_agreement as (${known('select id, signed_on from agreement', ['agreement'])}),
    happened as (
      select o.status as kind, 'opportunity' as record_type, o.id, o.closed_on as on_day, o.amount, o.amount_currency as currency
      from opportunity o left join was_deal w on w.id = o.id
      where o.status in ('won', 'lost') and w.status is distinct from o.status and ${isNews('o.closed_on')}
        -- the signed renewal itself is told
        and not (o.type = 'renewal' and o.status = 'won' and exists (select from agreement s where o.agreement_id = any(s.renews_ids) and s.signed_on is not null))
      union all
      select 'signed', 'agreement', a.id, a.signed_on, a.annual_value, a.annual_value_currency
      from agreement a left join was_agreement w on w.id = a.id
      where cardinality(a.renews_ids) > 0 and a.signed_on is not null and w.signed_on is null and ${isNews('a.signed_on')}
      union all
      select 'lapsed', 'agreement', a.id, least(a.ends_on, a.terminated_on), a.annual_value, a.annual_value_currency
      from agreement a left join account settings on true
      where least(a.ends_on, a.terminated_on) >= ${since.date}::date and least(a.ends_on, a.terminated_on) < ${asOf}::date
        and a.program = any(coalesce(settings.ea_programs, array['EA', 'EAS', 'SCE']) || coalesce(settings.annuity_programs, array['EA', 'EAS', 'SCE', 'CSP']))
        and not exists (select from agreement s where a.id = any(s.renews_ids) and s.id <> a.id and s.signed_on is not null)
      union all
      select 'postponed', 'opportunity', o.id, o.expected_close, o.amount, o.amount_currency
      from opportunity o join was_deal w on w.id = o.id
      where o.status = 'open' and w.status = 'open' and o.expected_close >= w.expected_close + ${sql.lit(postponedByDays)}
    )
    select h.kind, h.record_type, h.id, h.on_day as on, h.amount * r.rate as amount
    from happened h left join conversion r on r.currency = coalesce(h.currency, ${context.settings.currency})
    order by h.amount * r.rate desc nulls last, h.on_day, h.id`.execute(tx);
  const list = (...kinds: EventFacts['kind'][]): EventList => {
    const rows = found.rows.filter((row) => kinds.includes(row.kind));
    return {
      events: rows
        .slice(0, mostNamed)
        .map((row) => ({ kind: row.kind, recordType: row.record_type, recordId: row.id, on: row.on, amount: row.amount })),
      records: rows.length,
      amount: rows.reduce((sum, row) => sum.plus(row.amount ?? 0), new Decimal(0)).toFixed(),
    };
  };
  return { wins: list('won', 'signed'), slips: list('lost', 'lapsed', 'postponed') };
}
