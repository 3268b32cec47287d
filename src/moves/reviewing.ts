/** A review counts for 90 days: the day on which one would count on the horizon, with a month to spare, but not before today. */
export const reviewDay = (asOf: string, horizon: string): string => `greatest(${asOf}, ${horizon} - 60)`;

/** SQL over a record `r` with "reviewed on": no review counts on the horizon. */
export const isUnreviewed = (recordType: 'condition' | 'planItem', horizon: string): string => `
      not coalesce(r.reviewed_on > ${horizon} - 90 and r.reviewed_on <= ${horizon}, false)
      and not exists (
        select from review v where v.record_type = '${recordType}' and v.record = r.id and v.reviewed_on > ${horizon} - 90 and v.reviewed_on <= ${horizon})`;
