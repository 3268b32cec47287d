import type * as engine from '../../engine/types.ts';
import { kpiById } from '../../kpis/index.ts';
import type { Language, Text } from '../../model/index.ts';
import type * as contract from '../contract.ts';
import type { DataHealth } from '../dataHealth.ts';
import { type Amounts, amountsOf, numberOrNull, presentReading, valueOrNull } from './amounts.ts';
import { isOfAnswers, isSliced, kpiWithoutTooFew } from './respondents.ts';

const presentTrend = (amounts: Amounts, trend: readonly engine.TrendPoint[]): contract.TrendPoint[] =>
  trend.map(({ date, value, asKnownThen }) => ({
    date,
    value: valueOrNull(amounts, value),
    asKnownThen: valueOrNull(amounts, asKnownThen),
  }));

export function presentKpi(read: engine.KpiReading, question: engine.Question, language: Language, health: DataHealth): contract.Kpi {
  const kpi = kpiWithoutTooFew(isSliced(question), read);
  const amounts = amountsOf(kpi.id, kpi.currency);
  const value = (amount: string | null) => valueOrNull(amounts, amount);
  return {
    id: kpi.id,
    title: kpi.title[language],
    group: kpi.group,
    unit: kpi.unit,
    better: kpi.better,
    shape: kpi.shape,
    ...presentReading(amounts, kpi),
    currency: amounts.currency,
    target: value(kpi.target),
    attainment: numberOrNull(kpi.attainment),
    asked: value(kpi.asked),
    pace: numberOrNull(kpi.pace),
    status: kpi.status,
    previousYear: value(kpi.previousYear),
    changeOnYear: numberOrNull(kpi.changeOnYear),
    sinceLastDigest: value(kpi.sinceLastDigest),
    trend: presentTrend(amounts, kpi.trend),
    freshAsOf: health.freshAsOf(kpi.id),
    quarantined: health.quarantined(kpi.id),
    headline: kpi.headline !== null,
    headlineRank: kpi.headline,
  };
}

export function presentScorecard(
  scorecard: engine.Scorecard,
  question: engine.Question,
  language: Language,
  health: DataHealth,
): contract.Scorecard {
  const { asOf, knownAt, period, currency, kpis } = scorecard;
  return { asOf, knownAt, period, currency, kpis: kpis.map((kpi) => presentKpi(kpi, question, language, health)) };
}

/** What the reading is to those who may not tell one person's answer from another's. */
const inGroups: Text = {
  en: '– here each answer counts with the mean of a group of at least three people, so that it tells nobody’s own; the newest answers wait until there are three',
  'zh-CN': '——此处每份答复均以至少三人一组的平均值计入，以免透露个人答复；最新的答复满三人后计入',
};

export function presentKpiDetail(
  detail: engine.KpiDetail,
  question: engine.Question,
  language: Language,
  health: DataHealth,
  lastDigest: contract.KpiDetail['lastDigest'],
): contract.KpiDetail {
  const kpi = presentKpi(detail, question, language, health);
  return {
    ...kpi,
    asOf: question.asOf,
    knownAt: question.knownAt,
    period: detail.period,
    formula:
      question.answers === 'together' && isOfAnswers(detail.id)
        ? `${detail.formula[language]} ${inGroups[language]}`
        : detail.formula[language],
    computation: kpiById(detail.id)?.value ?? 'sum',
    definition: detail.definition,
    lastDigest,
    trendPreviousYear: kpi.note === 'tooFewRespondents' ? [] : presentTrend(amountsOf(kpi.id, detail.currency), detail.trendPreviousYear),
  };
}
