import { measuredAnew, newestMeasurements } from './measurements.ts';
import { defineMove } from './move.ts';

/** Deploy the seats that are owned and not yet deployed. */
export const deploySeats = defineMove({
  kind: 'deploySeats',
  text: { en: 'Deploy the seats that are owned', 'zh-CN': '部署已拥有的席位' },
  recordType: 'deployment',
  kpis: ['deployment'],
  candidates: ({ asOf }) => newestMeasurements(asOf, 'd.deployed < d.seats'),
  changes: (candidate) => measuredAnew(candidate, { deployed: candidate.facts.seats }),
});
