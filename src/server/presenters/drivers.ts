import type * as engine from '../../engine/types.ts';
import type * as contract from '../contract.ts';
import { amountsOf, presentReading, valueOrNull } from './amounts.ts';
import { isSliced, withoutTooFew } from './respondents.ts';

/** @param isWithheld whether a driver is an answer that the caller may not see: its share stays, without whose it is. */
export function presentDrivers(
  drivers: engine.Drivers,
  asked: { kpi: string; question: engine.Question; currency: string; isWithheld: (driver: engine.Driver) => boolean },
): contract.Drivers {
  const { kpi, question, currency, isWithheld } = asked;
  const amounts = amountsOf(kpi, currency);
  const ends = {
    since: withoutTooFew(kpi, isSliced(question), drivers.since.reading),
    until: withoutTooFew(kpi, isSliced(question), drivers.until.reading),
  };
  const tooFew = ends.since.note === 'tooFewRespondents' || ends.until.note === 'tooFewRespondents';
  const value = (amount: string | null) => (tooFew ? null : valueOrNull(amounts, amount));
  return {
    kpi,
    since: { date: drivers.since.date, knownAt: drivers.since.knownAt, reading: presentReading(amounts, ends.since) },
    until: { date: drivers.until.date, knownAt: drivers.until.knownAt, reading: presentReading(amounts, ends.until) },
    change: value(drivers.change),
    acrossPeriods: drivers.acrossPeriods,
    drivers: drivers.drivers.map((driver) => {
      const withheld = isWithheld(driver);
      return {
        kind: driver.kind,
        recordType: driver.recordType,
        recordId: withheld ? null : driver.recordId,
        label: withheld ? null : driver.label,
        share: value(driver.share),
        numeratorChange: tooFew || withheld ? null : amounts.part(driver.numeratorChange),
        denominatorChange: tooFew || withheld ? null : amounts.part(driver.denominatorChange),
        effect: driver.effect,
        sourceUrl: withheld ? null : driver.sourceUrl,
        withheld,
      };
    }),
    rest: drivers.rest && { count: drivers.rest.count, share: value(drivers.rest.share) },
  };
}
