import { Decimal } from 'decimal.js';
import type { Unit } from '../../kpis/kpi.ts';
import type { Language, RecordType } from '../../model/index.ts';
import type { Happening } from '../facts.ts';
import { figuresOf, roundTogether } from './figures.ts';

/** What is known of a KPI's change, with names put in. */
export interface Change {
  title: string;
  unit: Unit;
  currency: string;
  value: string;
  change: string;
  drivers: readonly Cause[];
  /** The share of all that is not among the drivers. */
  rest: string | null;
}
export interface Cause {
  happening: Happening;
  recordType: RecordType | null;
  /** What the reader knows it by; null where several stand together. */
  name: string | null;
  records: number;
  share: string;
}
/** What a sentence says, before it is put into words. */
export interface Saying {
  title: string;
  rose: boolean;
  by: string;
  to: string;
  /** How much of the change the causes are. */
  extent: 'all' | 'most' | 'part' | 'none';
  causes: (Cause & { by: string })[];
  /** What worked against it. */
  against: (Cause & { by: string })[];
  /** The part that no cause is named for, where it is too large to be passed over. */
  rest: string | null;
}

const mostNamed = 3;
/** A driver below a tenth of what moved in its direction is noise. */
const leastOfChange = 0.1;
/** A change below a four-hundredth of what the KPI stands at is noise. */
const leastOfValue = 1 / 400;
/** What is left over is told from a quarter of the change on. */
const leastRest = 0.25;

/** @returns null where the change is too small to speak of: no sentence for noise */
export function choose(language: Language, told: Change): Saying | null {
  const figures = figuresOf(language, told.unit, told.currency);
  const exact = new Decimal(told.change);
  const shares = told.drivers.map((driver) => new Decimal(driver.share));
  const others = new Decimal(told.rest ?? 0);
  const { change, parts } = roundTogether(exact, [...shares, others], figures.step(exact));
  if (change.isZero() || exact.abs().lt(new Decimal(told.value).abs().times(leastOfValue))) return null;
  const all = told.drivers.map((driver, index) => ({ ...driver, exact: shares[index] as Decimal, rounded: parts[index] as Decimal }));
  const isWorthNaming = (one: (typeof all)[number]) =>
    !one.rounded.isZero() && one.exact.isNegative() === one.rounded.isNegative() && one.exact.abs().gte(change.abs().times(leastOfChange));
  const worth = all.filter(isWorthNaming).sort((a, b) => b.exact.abs().comparedTo(a.exact.abs()));
  const withIt = worth.filter((one) => one.exact.isNegative() === change.isNegative());
  const againstIt = worth.filter((one) => one.exact.isNegative() !== change.isNegative());
  // One place is kept for what worked against it.
  const causes = withIt.slice(0, mostNamed - (againstIt.length > 0 ? 1 : 0));
  const against = againstIt.slice(0, mostNamed - causes.length).slice(0, causes.length > 1 ? 1 : 2);
  const said = [...causes, ...against].reduce((sum, one) => sum.plus(one.rounded), new Decimal(0));
  const rest = change.minus(said);
  const named = causes.reduce((sum, one) => sum.plus(one.rounded), new Decimal(0));
  const shown = ({ exact: _, rounded, ...cause }: (typeof all)[number]) => ({ ...cause, by: figures.share(rounded) });
  return {
    title: told.title,
    rose: change.isPositive(),
    by: figures.change(change),
    to: figures.value(told.value),
    extent: extentOf(causes.length, named, change, rest),
    causes: causes.map(shown),
    against: against.map(shown),
    rest: causes.length > 0 && rest.abs().gte(change.abs().times(leastRest)) && !rest.isZero() ? figures.share(rest) : null,
  };
}

function extentOf(causes: number, named: Decimal, change: Decimal, rest: Decimal): Saying['extent'] {
  if (causes === 0) return 'none';
  if (rest.isZero() && named.eq(change)) return 'all';
  return named.abs().gte(change.abs().div(2)) ? 'most' : 'part';
}
