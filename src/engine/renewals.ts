import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { contextOf } from './context.ts';
import { conversion } from './readings.ts';
import { relations } from './state.ts';
import type { CivilDate, Question } from './types.ts';

/** An agreement that comes due, or is overdue within the grace period, and has no signed successor of at least a year. */
export interface Renewal {
  agreementId: string;
  program: string | null;
  organizationId: string | null;
  organization: string | null;
  country: string | null;
  dueOn: CivilDate;
  /** A year of it, in the reporting currency; null: no value, or no plan rate. */
  annualValue: string | null;
  /** The currency that has no plan rate this fiscal year. */
  missingRate: string | null;
  ownerId: string | null;
  sourceUrl: string | null;
  /** The open renewal opportunity that is meant to renew it. */
  opportunity: {
    id: string;
    name: string | null;
    amount: string | null;
    expectedClose: CivilDate | null;
    forecastCategory: string | null;
  } | null;
}

const agreements = ['EA', 'EAS', 'SCE', 'CSP'];

/**
 * What is up for renewal between the grace period before the question's day and `days` after it, the earliest first:
 * agreements of programmes that renew (EA-type or annuity), as the renewal KPIs see them.
 */
export async function renewals(tx: Tx, question: Question, { days }: { days: number }): Promise<Renewal[]> {
  const context = await contextOf(tx, question);
  const { asOf } = context;
  const found = await sql<{
    id: string;
    program: string | null;
    organization_id: string | null;
    organization: string | null;
    country: string | null;
    due_on: CivilDate;
    annual_value: string | null;
    missing_rate: string | null;
    owner_id: string | null;
    source_url: string | null;
    deal_id: string | null;
    deal_name: string | null;
    deal_amount: string | null;
    deal_close: CivilDate | null;
    deal_forecast: string | null;
  }>`
    with ${relations(context.accountId, context.state, ['account', 'agreement', 'opportunity', 'organization', 'rate'])}, ${conversion(context)}
    select a.id, a.program, a.organization_id, o.name as organization, o.country, least(a.ends_on, a.terminated_on) as due_on,
      a.annual_value * r.rate as annual_value,
      case when a.annual_value is not null and r.rate is null then coalesce(a.annual_value_currency, ${context.settings.currency}) end as missing_rate,
      a.owner_id, a.source_url,
      deal.id as deal_id, deal.name as deal_name, deal.amount as deal_amount, deal.expected_close as deal_close, deal.forecast_category as deal_forecast
    from (
      select agreement.*, v.source_url from agreement
      join public.agreement v on v.account_id = ${context.accountId} and v.id = agreement.id and v.known_until = 'infinity'
    ) a
    left join account settings on true
    left join organization o on o.id = a.organization_id
    left join conversion r on r.currency = coalesce(a.annual_value_currency, ${context.settings.currency})
    left join lateral (
      select d.id, d.name, d.amount * dr.rate as amount, d.expected_close, d.forecast_category
      from opportunity d left join conversion dr on dr.currency = coalesce(d.amount_currency, ${context.settings.currency})
      where d.agreement_id = a.id and d.type = 'renewal' and d.status = 'open'
      order by d.expected_close nulls last, d.id limit 1
    ) deal on true
    where least(a.ends_on, a.terminated_on) between ${asOf}::date - coalesce(settings.renewal_grace_days, 90) and ${asOf}::date + ${days}::int
      and a.program = any(coalesce(settings.ea_programs, array[${sql.join(agreements.slice(0, 3))}]) || coalesce(settings.annuity_programs, array[${sql.join(agreements)}]))
      and not exists (
        select from agreement s cross join lateral unnest(s.renews_ids) as renewed(id)
        where renewed.id = a.id and s.id <> a.id and s.signed_on is not null and s.ends_on >= s.starts_on + interval '12 months' - interval '1 day')
    order by due_on, a.annual_value * r.rate desc nulls last, a.id`.execute(tx);
  return found.rows.map((row) => ({
    agreementId: row.id,
    program: row.program,
    organizationId: row.organization_id,
    organization: row.organization,
    country: row.country,
    dueOn: row.due_on,
    annualValue: row.annual_value,
    missingRate: row.missing_rate,
    ownerId: row.owner_id,
    sourceUrl: row.source_url,
    opportunity:
      row.deal_id === null
        ? null
        : {
            id: row.deal_id,
            name: row.deal_name,
            amount: row.deal_amount,
            expectedClose: row.deal_close,
            forecastCategory: row.deal_forecast,
          },
  }));
}
