import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { contextOf } from './context.ts';
import { conversion } from './readings.ts';
import { relations } from './state.ts';
import type { CivilDate, Question } from './types.ts';

/** Why a deal does not move. */
export type Stall = 'closeDatePassed' | 'noCloseDate' | 'noAmount' | 'stageUnchanged';

export interface PipelineDeal {
  opportunityId: string;
  name: string | null;
  organizationId: string | null;
  organization: string | null;
  country: string | null;
  type: string | null;
  stage: string | null;
  forecastCategory: string | null;
  /** In the reporting currency; null: none, or no plan rate. */
  amount: string | null;
  missingRate: string | null;
  expectedClose: CivilDate | null;
  ownerId: string | null;
  sourceUrl: string | null;
  stalls: Stall[];
  /** Since when its stage is known to have been the same: at least so long. */
  stageSince: CivilDate;
}

/** A stage that has not changed for longer is a stall. */
const stageDays = 60;

/** Every open opportunity, the largest first. How long a stage has lasted is read from the versions that are known. */
export async function pipeline(tx: Tx, question: Question): Promise<PipelineDeal[]> {
  const context = await contextOf(tx, question);
  const { accountId, asOf, state } = context;
  const knownBy = state.kind === 'asKnown' ? sql`v.known_from <= ${state.at}::timestamptz` : sql`true`;
  const found = await sql<{
    id: string;
    name: string | null;
    organization_id: string | null;
    organization: string | null;
    country: string | null;
    type: string | null;
    stage: string | null;
    forecast_category: string | null;
    amount: string | null;
    missing_rate: string | null;
    expected_close: CivilDate | null;
    owner_id: string | null;
    source_url: string | null;
    stage_since: CivilDate;
    is_stage_old: boolean;
  }>`
    with ${relations(accountId, state, ['opportunity', 'organization', 'rate'])}, ${conversion(context)}
    select d.id, d.name, d.organization_id, o.name as organization, o.country, d.type, d.stage, d.forecast_category,
      d.amount * r.rate as amount,
      case when d.amount is not null and r.rate is null then coalesce(d.amount_currency, ${context.settings.currency}) end as missing_rate,
      d.expected_close, d.owner_id, history.source_url, history.since::date as stage_since,
      d.stage is not null and history.since::date <= ${asOf}::date - ${stageDays}::int as is_stage_old
    from opportunity d
    left join organization o on o.id = d.organization_id
    left join conversion r on r.currency = coalesce(d.amount_currency, ${context.settings.currency})
    cross join lateral (
      select coalesce(
          min(v.known_from) filter (where v.known_from > coalesce(other.until, '-infinity')),
          max(v.known_from)
        ) as since,
        (array_agg(v.source_url order by v.known_from desc))[1] as source_url
      from public.opportunity v
      cross join (
        select max(v.known_from) as until from public.opportunity v
        where v.account_id = ${accountId} and v.id = d.id and v.stage is distinct from d.stage and ${knownBy}
      ) other
      where v.account_id = ${accountId} and v.id = d.id and ${knownBy}
    ) history
    where d.status = 'open'
    order by d.amount * r.rate desc nulls last, d.expected_close, d.id`.execute(tx);
  return found.rows.map((row) => ({
    opportunityId: row.id,
    name: row.name,
    organizationId: row.organization_id,
    organization: row.organization,
    country: row.country,
    type: row.type,
    stage: row.stage,
    forecastCategory: row.forecast_category,
    amount: row.amount,
    missingRate: row.missing_rate,
    expectedClose: row.expected_close,
    ownerId: row.owner_id,
    sourceUrl: row.source_url,
    stalls: [
      ...(row.expected_close === null ? ['noCloseDate' as const] : row.expected_close < asOf ? ['closeDatePassed' as const] : []),
      ...(row.amount === null && row.missing_rate === null ? ['noAmount' as const] : []),
      ...(row.is_stage_old ? ['stageUnchanged' as const] : []),
    ],
    stageSince: row.stage_since,
  }));
}
