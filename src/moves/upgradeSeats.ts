import { measuredAnew, newestMeasurements } from './measurements.ts';
import { defineMove } from './move.ts';

/** Bring the deployed seats to the current or previous version. */
export const upgradeSeats = defineMove({
  kind: 'upgradeSeats',
  text: { en: 'Upgrade the deployed seats', 'zh-CN': '升级已部署的席位' },
  recordType: 'deployment',
  kpis: ['product-currency'],
  candidates: ({ asOf }) => newestMeasurements(asOf, 'd.current < d.deployed'),
  changes: (candidate) => measuredAnew(candidate, { current: candidate.facts.deployed }),
});
