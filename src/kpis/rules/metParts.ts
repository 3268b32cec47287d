/**
 * For a ratio of records that meet something to all that should: a part '' for the denominator and a part 'met' for
 * the numerator, which names what is missing where the record does not meet it. To be joined as `row`.
 * @param excluded SQL: why the record does not belong to the KPI at all.
 * @param unmet SQL: why it does not meet what is asked, null where it does.
 */
export const metParts = ({ excluded, unmet }: { excluded: string; unmet: string }): string => `
    cross join lateral (
      select '' as part, ${excluded} as excluded, 0::numeric as numerator, 1::numeric as denominator
      union all
      select 'met', ${unmet}, 1, 0 where (${excluded}) is null
    ) row`;
