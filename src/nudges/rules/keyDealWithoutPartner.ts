import { defineRule } from '../rule.ts';
import { keyDealsWithoutPartner } from './keyDeals.ts';

/** A key deal is open, or was won within the last 30 days, and no partner is named in it. */
export const keyDealWithoutPartner = defineRule({
  key: 'keyDealWithoutPartner',
  title: { en: 'Key deal without a partner', 'zh-CN': '关键商机尚无合作伙伴' },
  recordType: 'opportunity',
  measures: [{ kpi: 'partner-attach', at: 'usual' }],
  candidates: ({ asOf, fiscalYear }) => `
    select o.id as record_id, o.owner_id, case when o.is_won then o.closed_on + 30 else o.expected_close end as due_on,
      jsonb_build_object('isWon', o.is_won, 'partner', usual.id) as facts,
      jsonb_build_object('organization', o.organization_id, 'amount', o.amount::text, 'currency', o.amount_currency,
        'wonOn', case when o.is_won then o.closed_on end, 'expectedClose', o.expected_close) as told
    from (${keyDealsWithoutPartner(asOf, fiscalYear)}) o
    -- which partner it is makes no difference to what it is worth
    left join lateral (select p.id from partner p order by p.id collate "C" limit 1) usual on true
    order by o.id`,
  hypotheses: ({ record_id, facts }, { asOf }) => {
    const partners = [facts.partner ?? 'a partner'];
    if (facts.isWon) return { done: [{ recordType: 'opportunity', recordId: record_id, set: { partners } }] };
    const won = { status: 'won', closedOn: asOf };
    return {
      done: [{ recordType: 'opportunity', recordId: record_id, set: { ...won, partners } }],
      instead: [{ recordType: 'opportunity', recordId: record_id, set: won }],
    };
  },
  ask: {
    en: ({ record }) => `Which partner is in ${record ? `“${record}”` : 'this deal'}?`,
    'zh-CN': ({ record }) => `${record ? `“${record}”` : '该商机'}由哪家合作伙伴参与？`,
  },
  why: {
    en: ({ facts, date, money }) => {
      const value = money(facts.amount, facts.currency);
      const deal = value ? `a key deal of ${value}` : 'a key deal';
      if (facts.wonOn) return `It was won on ${date(facts.wonOn)}, ${deal}, without a partner. For 30 days one can still be named.`;
      return `It is ${deal}${facts.expectedClose ? `, expected to close on ${date(facts.expectedClose)}` : ''}, and no partner is named.`;
    },
    'zh-CN': ({ facts, date, money }) => {
      const value = money(facts.amount, facts.currency);
      const deal = `关键商机${value ? `（${value}）` : ''}`;
      if (facts.wonOn) return `该${deal}于 ${date(facts.wonOn)} 赢单，尚无合作伙伴；赢单后 30 天内仍可补充。`;
      return `这是${deal}${facts.expectedClose ? `，预计 ${date(facts.expectedClose)} 成交` : ''}，尚未指定合作伙伴。`;
    },
  },
  doing: {
    en: ({ facts }) => (facts.wonOn ? 'Naming one' : 'Winning it with a partner instead of without'),
    'zh-CN': ({ facts }) => (facts.wonOn ? '补充合作伙伴' : '有合作伙伴参与赢单（相比没有）'),
  },
  answer: {
    field: 'partner',
    kind: 'partner',
    label: { en: 'Partner', 'zh-CN': '合作伙伴' },
    change: (recordId, value) => ({ recordType: 'opportunity', recordId, set: { partners: [value] } }),
  },
});
