import { Temporal } from 'temporal-polyfill';
import { type Days, defineRule } from '../rule.ts';

/** A month ahead, but no later than the fiscal year's end: a day that keeps the deal in this year's pipeline. */
const sensibleDay = ({ asOf, yearEnd }: Days): string => {
  const ahead = Temporal.PlainDate.from(asOf).add({ days: 30 }).toString();
  return ahead < yearEnd ? ahead : yearEnd;
};

/** An open opportunity should have closed already: it counts in no pipeline until somebody says when it will. */
export const closeDatePassed = defineRule({
  key: 'closeDatePassed',
  title: { en: 'Close date passed', 'zh-CN': '预计成交日已过' },
  recordType: 'opportunity',
  // At the year's end a pipeline is empty whatever is done: what a new day brings is read today.
  measures: [
    { kpi: 'pipeline-coverage', at: 'today' },
    { kpi: 'net-new-forecast', at: 'usual' },
  ],
  candidates: ({ asOf }) => `
    select o.id as record_id, o.owner_id, o.expected_close as due_on, '{}'::jsonb as facts,
      jsonb_build_object('organization', o.organization_id, 'expectedClose', o.expected_close, 'amount', o.amount::text, 'currency', o.amount_currency) as told
    from opportunity o
    where o.status = 'open' and o.expected_close < ${asOf}
    order by o.expected_close, o.id`,
  hypotheses: ({ record_id }, days) => ({
    done: [{ recordType: 'opportunity', recordId: record_id, set: { expectedClose: sensibleDay(days) } }],
  }),
  ask: {
    en: ({ record }) => `When will ${record ? `“${record}”` : 'this opportunity'} close now?`,
    'zh-CN': ({ record }) => `${record ? `“${record}”` : '该商机'}现在预计何时成交？`,
  },
  why: {
    en: ({ facts, today, date, days, money }) => {
      const late = days(facts.expectedClose, today);
      const value = money(facts.amount, facts.currency);
      return `It was expected to close on ${date(facts.expectedClose)}, ${late === 1 ? 'yesterday' : `${late} days ago`}, and is still open${value ? ` at ${value}` : ''}.`;
    },
    'zh-CN': ({ facts, today, date, days, money }) => {
      const value = money(facts.amount, facts.currency);
      return `原定 ${date(facts.expectedClose)} 成交，已过去 ${days(facts.expectedClose, today)} 天，仍未结束${value ? `，金额 ${value}` : ''}。`;
    },
  },
  doing: { en: () => 'A close date ahead of us', 'zh-CN': () => '更新预计成交日' },
  answer: {
    field: 'expectedClose',
    kind: 'date',
    label: { en: 'New expected close', 'zh-CN': '新的预计成交日' },
    suggested: sensibleDay,
    earliest: ({ asOf }) => asOf,
    change: (recordId, value) => ({ recordType: 'opportunity', recordId, set: { expectedClose: value } }),
  },
});
