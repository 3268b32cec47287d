import type { Driver } from '../engine/types.ts';
import type { Happening } from './facts.ts';

/** What a record did to a KPI, told by what it adds at both ends. */
export function happeningOf(kpi: string, driver: Driver): Happening {
  if (driver.kind !== 'record') return driver.kind;
  const [numerator, share] = [Number(driver.numeratorChange), Number(driver.share ?? 0)];
  if (driver.recordType === 'agreement') {
    if (driver.effect === 'left') return 'droppedOut';
    return numerator > 0 ? 'renewed' : 'lapsed';
  }
  if (driver.recordType === 'opportunity') {
    if (driver.effect === 'left') return 'droppedOut';
    if (kpi === 'partner-attach') {
      if (driver.effect === 'entered') return numerator > 0 ? 'wonWithPartner' : 'wonWithoutPartner';
      return numerator > 0 ? 'gotPartner' : 'lostPartner';
    }
    if (driver.effect === 'entered') return kpi === 'net-new-revenue' ? 'won' : share >= 0 ? 'better' : 'worse';
    return share >= 0 ? 'raised' : 'lowered';
  }
  return share >= 0 ? 'better' : 'worse';
}
