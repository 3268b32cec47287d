import type { Reason } from '../kpi.ts';

/**
 * `lateral … row`: what was due, on the first due date that was known. A part '' for the denominator, from the due date
 * where it was done by then, else (it is open on that day) from the day after; a part 'met' for the numerator.
 */
export const onTimeParts = ({ excluded, dueOn, doneOn }: { excluded: string; dueOn: string; doneOn: string }): string => `
    cross join lateral (
      select '' as part, ${excluded} as excluded, case when ${doneOn} <= ${dueOn} then ${dueOn} else ${dueOn} + 1 end as counts_from,
        0::numeric as numerator, 1::numeric as denominator
      union all
      select 'met', case when ${doneOn} is null then 'notDone' when ${doneOn} > ${dueOn} then 'doneLate' end, ${dueOn}, 1, 0
      where (${excluded}) is null
    ) row`;

export const noDueOn: Reason = { text: { en: 'The due date is empty', 'zh-CN': '到期日为空' }, field: 'dueOn' };
