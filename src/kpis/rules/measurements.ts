import type { Reason } from '../kpi.ts';

/** The measurements of one product at one organization are counted together. */
export const measuredTogether = (row: string): string => `coalesce(${row}.organization_id, '') || '|' || coalesce(${row}.product, '')`;
export const measurementTouches = `select ${measuredTogether('d')} as subject from changed join deployment d on d.id = changed.id`;

/**
 * A common table expression `measured`: every measurement with `counts_from` and `counts_until`, which is the next one
 * of the same organization and product that counts, at most 12 months later. Of several on one day the last by id stands.
 * @param excluded SQL over `d`: what this KPI needs beyond product and day; a key of `excluded` or null.
 */
export const measurements = (excluded: string): string => `measured as not materialized (
      select m.*, m.measured_on as counts_from, least(m.next_on, (m.measured_on + interval '12 months')::date) as counts_until,
        coalesce(m.wrong, case when m.next_on = m.measured_on then 'measuredAgain' end) as excluded
      from (
        select each.*, min(measured_on) filter (where wrong is null)
          over (partition by subject, organization_id, product order by measured_on, id collate "C" rows between 1 following and unbounded following) as next_on
        from (
          select ${measuredTogether('d')} as subject, d.id, d.organization_id, d.product, d.measured_on, d.owned, d.deployed, d.active, d.current,
            case when d.product is null then 'noProduct' when d.measured_on is null then 'noMeasuredOn' else ${excluded} end as wrong
          from deployment d
        ) each
      ) m
    )`;

export const measurementReasons = {
  noProduct: { text: { en: 'The product is empty', 'zh-CN': '产品为空' }, field: 'product' },
  noMeasuredOn: { text: { en: 'The day of the measurement is empty', 'zh-CN': '测量日为空' }, field: 'measuredOn' },
  measuredAgain: { text: { en: 'Another measurement of the same day stands', 'zh-CN': '同一天的另一次测量生效' } },
  noDeployed: { text: { en: 'The number of deployed seats is empty', 'zh-CN': '已部署席位为空' }, field: 'deployed' },
} as const satisfies Record<string, Reason>;
