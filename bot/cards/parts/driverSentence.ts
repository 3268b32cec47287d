import type { Amount, Drivers } from '../../../src/server/contract.ts';
import { magnitude } from '../../i18n/format.ts';
import type { Words } from '../../i18n/words.ts';
import { link, plain } from './escape.ts';

type Driver = Drivers['drivers'][number];
type Event = keyof Words['t']['why']['happened']['any'];
type Story = keyof Words['t']['why']['happened'];

/** What the same change is called where it is about a renewal, a deal, a partner: a story for each KPI that has one. */
const stories: Readonly<Record<string, Story>> = {
  'ea-renewal-rate': 'renewal',
  'ea-renewal-rate-count': 'renewal',
  'ea-on-time-renewal-rate': 'renewal',
  'annuity-retention': 'renewal',
  'net-new-revenue': 'win',
  'win-rate': 'winOrLoss',
  'win-rate-value': 'winOrLoss',
  'partner-attach': 'partner',
  'services-attach': 'services',
  'relationship-score': 'score',
  'net-satisfaction': 'score',
  'business-value-discussions': 'value',
  'business-value-proposals': 'value',
};

/** What happened to one record, as a person would say it, without how much: 'Contoso Japan was renewed'. Markdown, with a link to the source row. */
export function driverSentence(driver: Driver, kpi: string, { t }: Words, { linked = true }: { linked?: boolean } = {}): string {
  if (driver.kind === 'definition') return t.why.definition;
  if (driver.withheld) return t.why.withheld;
  const label = recordName(driver.label) ?? t.why.unnamed;
  if (driver.kind === 'rate') return t.why.rate(plain(label));
  const name = linked ? link(label, driver.sourceUrl) : plain(label);
  return t.why.happened[stories[kpi] ?? 'any'][eventOf(driver)](name);
}

/** A label is made of a record's title and its organization; where the one holds the other, once is enough. */
export function recordName(label: string | null): string | null {
  if (label === null) return null;
  const parts = label.split(' · ');
  return parts.filter((part, index) => !parts.slice(0, index).some((before) => before.includes(part))).join(' · ');
}

function eventOf(driver: Driver): Event {
  const numerator = sign(driver.numeratorChange);
  const denominator = sign(driver.denominatorChange);
  if (driver.effect === 'entered') return numerator === 0 && denominator > 0 ? 'enteredWithout' : 'entered';
  if (driver.effect === 'left') return 'left';
  if (numerator > 0) return 'more';
  return numerator < 0 ? 'less' : 'changed';
}

const sign = (amount: Amount | null): number => (amount === null ? 0 : Math.sign(magnitude(amount)));
