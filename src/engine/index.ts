/** The engine's doors: what server, moves, nudges and digest may ask of it. */

export { answerKpis } from './answersTogether.ts';
export { breakdown, personNames } from './breakdown.ts';
export { bringUpToDate } from './bringUpToDate.ts';
export { applyChanges, markEverything } from './changes.ts';
export { type Context, contextOf, knownKpi } from './context.ts';
export { drillDown } from './drillDown.ts';
export { drivers } from './drivers.ts';
export * from './errors.ts';
export { goalSeek, type Move, type ProposeMoves } from './goalSeek.ts';
export { hypothesis } from './hypothesis.ts';
export { recordFacts } from './labels.ts';
export { type LeftOut, type LeftOutRow, leftOut } from './leftOut.ts';
export { fiscalYearBounds, fiscalYearOf, resolvePeriod } from './period.ts';
export { type PipelineDeal, pipeline, type Stall } from './pipeline.ts';
export { type Renewal, renewals } from './renewals.ts';
export { kpiDetail, scorecard, standings } from './scorecard.ts';
export { accountSettings } from './settings.ts';
export { type SliceValue, sliceValues } from './sliceValues.ts';
export { relations, stateOf } from './state.ts';
export { newestReadings } from './storedReadings.ts';
export { appTargetId, targets } from './targets.ts';
export * from './types.ts';
export { whatIf } from './whatIf.ts';
export { whyNot } from './whyNot.ts';
export { worths } from './worth.ts';
