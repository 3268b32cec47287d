import { measuredAnew, newestMeasurements } from './measurements.ts';
import { defineMove } from './move.ts';

/** Bring the deployed seats into use. */
export const activateSeats = defineMove({
  kind: 'activateSeats',
  text: { en: 'Bring the deployed seats into use', 'zh-CN': '激活已部署的席位' },
  recordType: 'deployment',
  kpis: ['active-use'],
  candidates: ({ asOf }) => newestMeasurements(asOf, 'd.active < d.deployed'),
  changes: (candidate) => measuredAnew(candidate, { active: candidate.facts.deployed }),
});
