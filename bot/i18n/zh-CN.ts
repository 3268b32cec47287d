import type { Texts } from './words.ts';

/** 机器人的全部中文文本，与 en.ts 结构一致。 */
export const zhCN: Texts = {
  app: { name: 'Account Pulse' },
  status: { onTrack: '正常', atRisk: '有风险', offTrack: '落后', noData: '无数据' },
  kpi: {
    noData: '无数据',
    noTarget: '无目标',
    targetMet: '已达目标',
    tooFew: '回复太少，不予显示',
    target: (value) => `目标 ${value}`,
    targetAtMost: (value) => `目标不超过 ${value}`,
    points: (value) => `${value} 个百分点`,
    onYear: '较去年',
    sinceDigest: '较上次周报',
    unchanged: '持平',
    fresh: (time) => `数据时间 ${time}`,
    rates: (currencies) => `因无计划汇率而未计入：${currencies}`,
  },
  period: { fytd: '本财年至今', range: (start, end) => `${start} 至 ${end}` },
  chat: {
    yes: '是',
    no: '否',
  },
};
