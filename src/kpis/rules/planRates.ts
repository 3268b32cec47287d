/**
 * A common table expression `plan_rate(fiscal_year, currency, plan_rate)`, for rules that compare amounts of two
 * currencies inside a select. One rate per year and currency (the record with the lowest id), and only above zero.
 */
export const planRates = `plan_rate as (
      select distinct on (r.fiscal_year, r.currency) r.fiscal_year, r.currency, r.plan_rate
      from rate r where r.plan_rate > 0 order by r.fiscal_year, r.currency, r.id collate "C"
    )`;

/** SQL: an amount in another currency. Where both are the same, no rate is needed. Null where one is missing. */
export const converted = (amount: string, from: { currency: string; rate: string }, to: { currency: string; rate: string }): string =>
  `case when ${from.currency} = ${to.currency} then ${amount} else ${amount} * ${from.rate} / ${to.rate} end`;

/** SQL: units of the reporting currency per unit of `currency`; the reporting currency itself is 1. */
export const rateOf = (currency: string, reporting: string, joined: string): string =>
  `case when ${currency} = ${reporting} then 1 else ${joined}.plan_rate end`;
