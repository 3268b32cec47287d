/**
 * A common table expression `reviewed(record_id, review_id, reviewed_on)`: every review of the records of `table`,
 * the record's own "reviewed on" among them (a source that keeps no reviews still counts).
 */
export const reviews = (recordType: 'condition' | 'planItem', table: 'condition' | 'plan_item'): string => `reviewed as not materialized (
      select r.record as record_id, r.id as review_id, r.reviewed_on from review r where r.record_type = '${recordType}' and r.reviewed_on is not null
      union all
      select o.id, '', o.reviewed_on from ${table} o where o.reviewed_on is not null
    )`;
