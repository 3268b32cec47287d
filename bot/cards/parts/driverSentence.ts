import type { Amount, Drivers } from '../../../src/server/contract.ts';
import { magnitude } from '../../i18n/format.ts';
import type { Words } from '../../i18n/words.ts';
import { link, plain } from './escape.ts';

type Driver = Drivers['drivers'][number];

/** What happened to one record, as a person would say it, without how much: 'Contoso Japan now counts'. Markdown, with a link to the source row. */
export function driverSentence(driver: Driver, { t }: Words, { linked = true }: { linked?: boolean } = {}): string {
  if (driver.kind === 'definition') return t.why.definition;
  if (driver.withheld) return t.why.withheld;
  const label = driver.label ?? t.why.unnamed;
  if (driver.kind === 'rate') return t.why.rate(plain(label));
  const name = linked ? link(label, driver.sourceUrl) : plain(label);
  const numerator = sign(driver.numeratorChange);
  const denominator = sign(driver.denominatorChange);
  if (driver.effect === 'entered') return numerator === 0 && denominator > 0 ? t.why.notYet(name) : t.why.entered(name);
  if (driver.effect === 'left') return t.why.left(name);
  if (denominator === 0 && numerator !== 0) return sayCounting(driver, numerator, name, t);
  if (numerator > 0) return t.why.more(name);
  if (numerator < 0) return t.why.less(name);
  return t.why.changed(name);
}

/** A part that was nothing and is something, or the other way round, is told by the ends; a change of a sum by its direction. */
function sayCounting(driver: Driver, numerator: number, name: string, t: Words['t']): string {
  const isRatio = driver.denominatorChange !== null;
  if (numerator > 0) return isRatio ? t.why.nowCounts(name) : t.why.more(name);
  return isRatio ? t.why.noLongerCounts(name) : t.why.less(name);
}

const sign = (amount: Amount | null): number => (amount === null ? 0 : Math.sign(magnitude(amount)));
