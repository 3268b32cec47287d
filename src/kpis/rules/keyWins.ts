import type { FiscalYear } from '../fiscalYear.ts';
import type { Reason } from '../kpi.ts';
import { planRates, rateOf } from './planRates.ts';

/**
 * Common table expressions ending in `won_key(… excluded)`: every opportunity, with its flag, partners and services as
 * they stood when it closed. The store keeps these (null there means that the field was empty), so later changes do not count.
 */
export const keyWins = (fiscalYear: FiscalYear): string => `
    with ${planRates},
    won_key as not materialized (
      select o.id, o.organization_id, o.product, o.motion, o.owner_id, o.closed_on, o.partners_at_close, o.services_at_close,
        case
          when o.type = 'renewal' then 'isRenewal'
          when o.status is distinct from 'won' then 'notWon'
          when o.closed_on is null then 'noClosedOn'
          when o.key_win_at_close then null
          when o.threshold is null then 'notKeyWin'
          when o.amount is null then 'noAmount'
          when o.currency = o.threshold_currency then case when o.amount < o.threshold then 'belowThreshold' end
          when amount_rate.plan_rate is null and o.currency <> o.reporting or threshold_rate.plan_rate is null and o.threshold_currency <> o.reporting
            then 'noPlanRate'
          when o.amount * ${rateOf('o.currency', 'o.reporting', 'amount_rate')} < o.threshold * ${rateOf('o.threshold_currency', 'o.reporting', 'threshold_rate')}
            then 'belowThreshold'
        end as excluded
      from (
        select each.*, ac.key_win_threshold as threshold, coalesce(ac.currency, 'USD') as reporting,
          coalesce(each.amount_currency, ac.currency, 'USD') as currency,
          coalesce(ac.key_win_threshold_currency, ac.currency, 'USD') as threshold_currency,
          ${fiscalYear.year('each.closed_on')} as fiscal_year
        from opportunity each left join account ac on true
      ) o
      left join plan_rate amount_rate on amount_rate.fiscal_year = o.fiscal_year and amount_rate.currency = o.currency
      left join plan_rate threshold_rate on threshold_rate.fiscal_year = o.fiscal_year and threshold_rate.currency = o.threshold_currency
    )`;

export const keyWinReasons = {
  notKeyWin: {
    text: { en: 'The opportunity was not flagged as a key win when it closed', 'zh-CN': '成交时未标记为关键赢单' },
    field: 'keyWin',
  },
  belowThreshold: { text: { en: 'The amount is below the key-win threshold', 'zh-CN': '金额低于关键赢单门槛' }, field: 'amount' },
} as const satisfies Record<string, Reason>;
