/**
 * A record with several partners is shared among them in equal parts. To be joined in a select's `from`: gives a row
 * per distinct partner in the array `ids` as `partner(id, i, n)`, and one row of nulls where there is none.
 */
export const eachPartner = (ids: string): string => `
    left join lateral (
      select named.id, row_number() over (order by named.id collate "C") as i, count(*) over () as n
      from (select distinct listed.id from unnest(${ids}) as listed(id) where listed.id <> '') named
    ) partner on true`;

/**
 * SQL: this partner's share of a numeric. The shares telescope, so that they add up to the whole exactly: the i-th of n
 * is round(x·i/n) − round(x·(i−1)/n), to as many decimals as x has and at least twelve.
 */
export const partnerShare = (value: string): string => `
      case when partner.n > 1
        then round((${value}) * partner.i / partner.n, greatest(scale(${value}), 12))
          - round((${value}) * (partner.i - 1) / partner.n, greatest(scale(${value}), 12))
        else ${value}
      end`;

/** SQL: a part's name that stays unique when the record is shared among partners: 'part:partner'. */
export const partnerPart = (part: string): string => `(${part} || coalesce(':' || partner.id, ''))`;
