import type * as engine from '../../engine/types.ts';
import { kpiById } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import type * as contract from '../contract.ts';
import type { DataHealth } from '../dataHealth.ts';
import { type Amounts, amountsOf, numberOrNull, presentReading, valueOrNull } from './amounts.ts';
import { isSliced, kpiWithoutTooFew } from './respondents.ts';

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
    formula: detail.formula[language],
    computation: kpiById(detail.id)?.value ?? 'sum',
    definition: detail.definition,
    lastDigest,
    trendPreviousYear: kpi.note === 'tooFewRespondents' ? [] : presentTrend(amountsOf(kpi.id, detail.currency), detail.trendPreviousYear),
  };
}
