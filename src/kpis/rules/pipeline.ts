import type { Reason } from '../kpi.ts';

export const noStatus: Reason = { text: { en: 'The status is empty', 'zh-CN': '状态为空' }, field: 'status' };
export const noExpectedClose: Reason = { text: { en: 'The expected close is empty', 'zh-CN': '预计成交日为空' }, field: 'expectedClose' };
