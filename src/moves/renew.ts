import { Temporal } from 'temporal-polyfill';
import { defineMove } from './move.ts';

/** SQL: the agreements that come due between two days without a signed successor of at least a year, as candidates for a renewal. */
export const renewable = (from: string, until: string): string => `
    select a.id as record_id, a.owner_id, least(a.ends_on, a.terminated_on) as due_on,
      jsonb_build_object('organization', a.organization_id, 'program', a.program, 'owner', a.owner_id, 'lines', a.lines, 'countriesOfUse', a.countries_of_use,
        'startsOn', a.starts_on, 'endsOn', a.ends_on, 'dueOn', least(a.ends_on, a.terminated_on),
        'amount', coalesce(deal.amount, a.annual_value)::text,
        'currency', case when deal.amount is not null then deal.amount_currency else a.annual_value_currency end) as facts
    from agreement a
    left join (
      select distinct on (o.agreement_id) o.agreement_id, o.amount, o.amount_currency from opportunity o
      where o.agreement_id is not null and o.type = 'renewal' and o.status = 'open' and o.amount is not null
      order by o.agreement_id, o.id
    ) deal on deal.agreement_id = a.id
    where least(a.ends_on, a.terminated_on) between ${from} and ${until}
      -- hashed once: a nested loop over every pair takes seconds
      and a.id not in (
        select renewed.id from agreement s cross join lateral unnest(s.renews_ids) as renewed(id)
        where renewed.id is not null and renewed.id <> s.id and s.signed_on is not null and s.ends_on >= s.starts_on + interval '12 months' - interval '1 day')`;

/** Renew an agreement that comes due by the horizon and has no signed successor: for as long as it ran (12 to 60 months), at the renewal opportunity's amount, else its own. */
export const renew = defineMove({
  kind: 'renew',
  text: { en: 'Renew the agreement', 'zh-CN': '续签协议' },
  recordType: 'agreement',
  kpis: ['ea-renewal-rate', 'ea-renewal-rate-count', 'ea-on-time-renewal-rate', 'annuity-retention', 'annuity-customers'],
  candidates: ({ asOf, horizon, fiscalYear }) => `${renewable(fiscalYear.start(asOf), horizon)} order by a.id limit 2000`,
  changes: ({ record_id, facts }, { asOf }) => {
    const starts = Temporal.PlainDate.from(String(facts.dueOn)).add({ days: 1 });
    const months =
      facts.startsOn && facts.endsOn
        ? Temporal.PlainDate.from(String(facts.startsOn)).until(Temporal.PlainDate.from(String(facts.endsOn)).add({ days: 1 }), {
            largestUnit: 'month',
          }).months
        : 12;
    const ends = starts.add({ months: Math.min(60, Math.max(12, months)) }).subtract({ days: 1 });
    return [
      {
        recordType: 'agreement',
        recordId: null,
        set: {
          organization: facts.organization,
          program: facts.program,
          renews: [record_id],
          lines: facts.lines,
          countriesOfUse: facts.countriesOfUse,
          startsOn: starts.toString(),
          endsOn: ends.toString(),
          signedOn: asOf,
          annualValue: facts.amount === null ? null : { amount: facts.amount, currency: facts.currency },
        },
      },
    ];
  },
});
