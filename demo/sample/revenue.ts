import type { Agreement } from './agreements.ts';
import { countryOf } from './countries.ts';
import type { Organization } from './organizations.ts';
import { randomOf } from './random.ts';
import { inCurrency, inCurrencyExactly } from './rates.ts';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  fiscalYearOf,
  months,
  products,
  type SampleRecord,
  season,
  startOfYear,
  storyDate,
} from './story.ts';

/** Organizations are named, as ledgers name them, and not numbered. */
export function revenue(organizations: readonly Organization[], agreements: readonly Agreement[]): SampleRecord[] {
  const rows = [...billed(organizations, agreements), ...addressable(organizations), ...wallet(organizations)];
  return rows.map((row, index) => ({ ...row, id: `R-${String(index + 1).padStart(6, '0')}` }));
}
type Row = Omit<SampleRecord, 'id'>;

const nameOf = (organizations: readonly Organization[], id: string): string =>
  (organizations.find((organization) => organization.id === id) as Organization).name;

/** Every agreement is billed by the quarter. Where it is used in several countries, the country of use should be set, and mostly is. */
function billed(organizations: readonly Organization[], agreements: readonly Agreement[]): Row[] {
  const random = randomOf('billed');
  return agreements.flatMap((agreement): Row[] => {
    const end = agreement.terminatedOn && agreement.terminatedOn < agreement.endsOn ? agreement.terminatedOn : agreement.endsOn;
    const rows: Row[] = [];
    for (let quarter = 0; ; quarter += 1) {
      const recognisedOn = addDays(addMonths(agreement.startsOn, quarter * 3), 14);
      if (recognisedOn > end || recognisedOn > storyDate) return rows;
      if (recognisedOn < startOfYear(2024)) continue;
      const isShared = agreement.countriesOfUse.length > 1;
      const isSet = random.chance(isShared ? 0.62 + 0.05 * (fiscalYearOf(recognisedOn) - 2024) : 0.3);
      rows.push({
        organization: nameOf(organizations, agreement.organization),
        recognisedOn,
        kind: 'billed',
        agreement: agreement.id,
        amount: inCurrencyExactly((agreement.dollars / 4) * random.around(1, 1.05), agreement.annualValue.currency),
        product: (agreement.lines[quarter % agreement.lines.length] as string).split(':')[0] as string,
        countryOfUse: isSet ? random.pick(agreement.countriesOfUse) : null,
      });
    }
  });
}

/** The organizations whose spend is estimated. */
const estimated = (organizations: readonly Organization[]): Organization[] =>
  [...organizations]
    .filter((organization) => organization.depth > 1)
    .sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1))
    .slice(0, 30);

/** A mean year's business with an organization, in dollars. */
const yearly = (organization: Organization): number => 260_000 * organization.size;
const growth = (day: Day): number => 1.064 ** (daysBetween(startOfYear(2024), day) / 365);

function addressable(organizations: readonly Organization[]): Row[] {
  const random = randomOf('addressable');
  return estimated(organizations).flatMap((organization) =>
    months(startOfYear(2024), storyDate)
      .map((first) => addDays(first, 14))
      .filter((recognisedOn) => recognisedOn <= storyDate)
      .map((recognisedOn): Row => {
        const dollars = (yearly(organization) / 12) * season(recognisedOn) * growth(recognisedOn) * random.around(1, 1.08);
        return {
          organization: organization.name,
          recognisedOn,
          kind: 'addressable',
          product: random.pick(products),
          amount: inCurrencyExactly(dollars, countryOf(organization.country).currency),
        };
      }),
  );
}

/** What the customer spends in all, an estimate per organization and year in twelve equal parts. */
function wallet(organizations: readonly Organization[]): Row[] {
  const random = randomOf('wallet');
  return estimated(organizations).flatMap((organization) => {
    const share = 0.2 + random.next() * 0.14;
    return months(startOfYear(2024), '2027-06-30').map((first): Row => {
      const year = startOfYear(fiscalYearOf(first));
      const part = inCurrency(
        ((yearly(organization) / share) * 1.03 ** (fiscalYearOf(year) - 2024)) / 12,
        countryOf(organization.country).currency,
      );
      return { organization: organization.name, recognisedOn: first, kind: 'wallet', amount: part };
    });
  });
}
