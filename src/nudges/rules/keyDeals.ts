import type { FiscalYear } from '../../kpis/fiscalYear.ts';
import { planRates, rateOf } from '../../kpis/rules/planRates.ts';

/**
 * SQL: deals that are key by the account's rule (flagged, or worth at least the threshold; renewals left out) and have
 * no partner: open ones, and wins of the last 30 days, whose partners may still be corrected. Plan rates of the fiscal
 * year of the close; a missing rate never guesses.
 */
export const keyDealsWithoutPartner = (asOf: string, fiscalYear: FiscalYear): string => `
    with ${planRates},
    deal as not materialized (
      select o.*, o.status = 'won' as is_won, ac.key_win_threshold as threshold,
        coalesce(ac.currency, 'USD') as reporting, coalesce(o.amount_currency, ac.currency, 'USD') as deal_currency,
        coalesce(ac.key_win_threshold_currency, ac.currency, 'USD') as threshold_currency,
        ${fiscalYear.year(`coalesce(o.closed_on, ${asOf})`)} as fiscal_year
      from opportunity o left join account ac on true
      where o.type is distinct from 'renewal' and coalesce(o.amount, 0) >= 0
        and coalesce(cardinality(o.partners_ids), 0) = 0 and coalesce(cardinality(o.partners_at_close), 0) = 0
        and (o.status = 'open' or o.status = 'won' and o.closed_on between ${asOf} - 30 and ${asOf})
    )
    select deal.* from deal
    left join plan_rate own on own.fiscal_year = deal.fiscal_year and own.currency = deal.deal_currency
    left join plan_rate limited on limited.fiscal_year = deal.fiscal_year and limited.currency = deal.threshold_currency
    where case when deal.is_won then coalesce(deal.key_win_at_close, deal.key_win) else deal.key_win end
      or deal.amount * ${rateOf('deal.deal_currency', 'deal.reporting', 'own')} >= deal.threshold * ${rateOf('deal.threshold_currency', 'deal.reporting', 'limited')}
      or deal.deal_currency = deal.threshold_currency and deal.amount >= deal.threshold`;
