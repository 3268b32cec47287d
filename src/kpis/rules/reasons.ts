import type { Reason } from '../kpi.ts';

/** Reasons that several KPIs share, by their key in `excluded`. */
export const notNetNew: Reason = { text: { en: 'The opportunity is not net new', 'zh-CN': '该商机不是净新增' }, field: 'type' };
export const isRenewal: Reason = { text: { en: 'The opportunity is a renewal', 'zh-CN': '该商机是续约' }, field: 'type' };
export const notWon: Reason = { text: { en: 'The opportunity is not won', 'zh-CN': '该商机未赢单' }, field: 'status' };
export const notClosed: Reason = {
  text: { en: 'The opportunity is neither won nor lost', 'zh-CN': '该商机既未赢单也未丢单' },
  field: 'status',
};
export const noClosedOn: Reason = { text: { en: 'The closed date is empty', 'zh-CN': '成交日为空' }, field: 'closedOn' };
export const noAmount: Reason = { text: { en: 'The amount is empty', 'zh-CN': '金额为空' }, field: 'amount' };
export const noRecognisedOn: Reason = { text: { en: 'The recognised date is empty', 'zh-CN': '确认日为空' }, field: 'recognisedOn' };
export const noPlanRate: Reason = {
  text: {
    en: 'Amounts of two currencies are compared, and a plan rate of that fiscal year is missing',
    'zh-CN': '需要比较两种货币的金额，但缺少该财年的计划汇率',
  },
};
