import { countries, countryOf } from './countries.ts';
import type { Organization } from './organizations.ts';
import { type Random, randomOf } from './random.ts';
import { inCurrency } from './rates.ts';
import { addDays, addMonths, type Day, earlier, monthEnd, numbered, products, type SampleRecord, storyDate } from './story.ts';

export type Program = 'EA' | 'EAS' | 'SCE' | 'MPSA' | 'CSP' | 'other';
export interface Agreement extends SampleRecord {
  organization: string;
  program: Program;
  startsOn: Day;
  endsOn: Day;
  terminatedOn?: Day;
  annualValue: { amount: number; currency: string };
  /** The annual value as the generator thinks of it. */
  dollars: number;
  signedOn: Day;
  renews?: string[];
  lines: string[];
  countriesOfUse: string[];
  owner: string;
}
/** What becomes of an agreement that comes due. */
type Outcome = 'onTime' | 'late' | 'tooLate' | 'lost' | 'extended' | 'moved' | 'terminated';

const termOf: Readonly<Record<Program, number>> = { EA: 36, EAS: 36, SCE: 36, MPSA: 24, CSP: 12, other: 12 };
const isEa = (program: Program): boolean => program === 'EA' || program === 'EAS' || program === 'SCE';

/** Agreements and what followed them. Most come due in June, many in December. */
export function agreements(organizations: readonly Organization[]): Agreement[] {
  const random = randomOf('agreements');
  const all: Agreement[] = [];
  const holders = organizations.filter((organization) => organization.depth !== 1);
  for (const organization of holders) {
    const chains = organization.depth === 0 ? 4 : organization.depth === 2 ? random.integer(1, 3) : random.integer(0, 2);
    for (let chain = 0; chain < chains; chain += 1) growChain(first(organization, random, all.length), organization, random, all);
  }
  return all;
}

function first(organization: Organization, random: Random, before: number): Agreement {
  const program = random.weighted<Program>({ EA: 45, EAS: 14, SCE: 10, MPSA: 7, CSP: 20, other: 4 });
  const month = Number(random.weighted({ 6: 38, 12: 18, 3: 9, 9: 11, 8: 5, 10: 7, 11: 6, 1: 6 }));
  const year = termOf[program] > 12 ? random.integer(2023, 2026) : 2023;
  const endsOn = monthEnd(`${year}-${String(month).padStart(2, '0')}-01`);
  const startsOn = addMonths(addDays(endsOn, 1), -termOf[program]);
  const dollars = Math.min(2_600_000, organization.size * random.around(isEa(program) ? 150_000 : 60_000, 1.7));
  const seats = Math.max(40, Math.round(dollars / 4200) * 10);
  return agreementOf(
    organization,
    { id: numbered('AG', before + 1), program, startsOn, endsOn, dollars, signedOn: addDays(startsOn, -random.integer(3, 60)), seats },
    random,
  );
}

interface Terms {
  id: string;
  program: Program;
  startsOn: Day;
  endsOn: Day;
  dollars: number;
  signedOn: Day;
  seats: number;
  renews?: string[];
  like?: Agreement;
}
function agreementOf(organization: Organization, terms: Terms, random: Random): Agreement {
  const { id, program, startsOn, endsOn, dollars, signedOn, seats, renews, like } = terms;
  const country = countryOf(organization.country);
  const bought = like ? like.lines.map((line) => line.split(':')[0] as string) : random.some(products, random.integer(1, 3));
  const abroad = random.chance(organization.depth === 0 ? 1 : 0.3)
    ? random.some(countries, random.integer(1, 4)).map((other) => other.code)
    : [];
  return {
    id,
    organization: organization.id,
    program,
    startsOn,
    endsOn,
    signedOn,
    dollars,
    annualValue: inCurrency(dollars, like?.annualValue.currency ?? country.currency),
    ...(renews ? { renews } : {}),
    lines: bought.map((product, index) => `${product}:${Math.max(20, Math.round(seats / (index + 1) / 10) * 10)}`),
    countriesOfUse: like?.countriesOfUse ?? [...new Set([organization.country, ...abroad])],
    owner: country.owner,
  };
}
export const seatsOf = (agreement: Agreement): number => Number(agreement.lines[0]?.split(':')[1] ?? 0);

/** Follows an agreement from renewal to renewal up to the day of the story. */
function growChain(start: Agreement, organization: Organization, random: Random, all: Agreement[]): void {
  let current = start;
  all.push(current);
  for (;;) {
    const due = current.endsOn;
    const outcome = outcomeOf(current, random);
    if (outcome === 'terminated' && due < storyDate) {
      current.terminatedOn = addDays(due, -random.integer(40, 300));
      return;
    }
    // Near the day of the story a renewal may be signed ahead of time, or be on its way.
    const early = due > storyDate && due <= addMonths(storyDate, 3) && random.chance(0.3);
    if ((due > storyDate && !early) || outcome === 'lost' || outcome === 'terminated') return;
    const signedOn = signatureOf(outcome, due, random);
    if (signedOn > storyDate && !early) return;
    const program = outcome === 'moved' && isEa(current.program) ? 'CSP' : current.program;
    const startsOn = addDays(due, 1);
    const term = outcome === 'extended' ? 6 : termOf[program];
    const growth = outcome === 'moved' ? random.around(0.8, 1.15) : Math.min(1.4, random.around(1.03, 1.14));
    const terms: Terms = {
      id: numbered('AG', all.length + 1),
      program,
      startsOn,
      endsOn: addDays(addMonths(startsOn, term), -1),
      dollars: current.dollars * growth,
      signedOn: early ? addDays(storyDate, -random.integer(2, 40)) : signedOn,
      seats: seatsOf(current) * growth,
      renews: [current.id],
      like: current,
    };
    current = agreementOf(organization, terms, random);
    all.push(current);
  }
}

const outcomeOf = (agreement: Agreement, random: Random): Outcome =>
  isEa(agreement.program)
    ? random.weighted<Outcome>({ onTime: 66, late: 12, tooLate: 2, lost: 8, extended: 5, moved: 5, terminated: 2 })
    : random.weighted<Outcome>({ onTime: 76, late: 12, tooLate: 1, lost: 8, extended: 0, moved: 0, terminated: 3 });

function signatureOf(outcome: Outcome, due: Day, random: Random): Day {
  if (outcome === 'late') return addDays(due, random.integer(8, 80));
  if (outcome === 'tooLate') return addDays(due, random.integer(95, 140));
  return addDays(due, -random.integer(0, 55));
}

/** The agreements that people will be told about: each shows one rule of the renewal rate. */
export function storyAgreements(organizations: readonly Organization[]): Agreement[] {
  const random = randomOf('story agreements');
  const at = (name: string): Organization => {
    const found = organizations.find((organization) => organization.name.includes(name));
    if (!found) throw new Error(`no organization is called ${name}`);
    return found;
  };
  const make = (
    id: string,
    place: string,
    program: Program,
    startsOn: Day,
    endsOn: Day,
    dollars: number,
    signedOn: Day,
    renews?: string[],
  ): Agreement =>
    agreementOf(
      at(place),
      {
        id,
        program,
        startsOn,
        endsOn,
        dollars,
        signedOn: earlier(signedOn, storyDate),
        seats: Math.round(dollars / 420),
        ...(renews ? { renews } : {}),
      },
      random,
    );
  return [
    // Lost: nobody renewed it.
    make('AG-9001', 'Tidewater', 'EA', '2023-07-01', '2026-06-30', 780_000, '2023-06-22'),
    // A bridge: six months bought, the due date stays open.
    make('AG-9002', 'Oberhauser', 'EA', '2023-10-01', '2026-09-30', 640_000, '2023-09-14'),
    make('AG-9003', 'Oberhauser', 'EA', '2026-10-01', '2027-03-31', 655_000, '2026-09-28', ['AG-9002']),
    // Late: due in June, signed in August, within the days of grace.
    make('AG-9004', '東邦精機工業', 'EA', '2023-07-01', '2026-06-30', 920_000, '2023-06-28'),
    make('AG-9005', '東邦精機工業', 'EA', '2026-07-01', '2029-06-30', 960_000, '2026-08-19', ['AG-9004']),
    // One successor renews three agreements.
    make('AG-9006', 'Ateliers Mécaniques', 'EA', '2022-10-01', '2025-09-30', 210_000, '2022-09-20'),
    make('AG-9007', 'Kestrane France', 'EA', '2022-10-01', '2025-09-30', 460_000, '2022-09-20'),
    make('AG-9008', 'Kestrane France', 'SCE', '2022-10-01', '2025-09-30', 150_000, '2022-09-21'),
    make('AG-9009', 'Kestrane France', 'EA', '2025-10-01', '2028-09-30', 760_000, '2025-09-25', ['AG-9006', 'AG-9007', 'AG-9008']),
    // One agreement is split among three successors, one of which was signed after the due date.
    make('AG-9010', 'Kestrane Holdings', 'EA', '2023-08-01', '2026-07-31', 1_450_000, '2023-07-19'),
    make('AG-9011', 'Kestrane Holdings', 'EA', '2026-08-01', '2029-07-31', 820_000, '2026-07-24', ['AG-9010']),
    make('AG-9012', 'Larkfield Controls', 'EA', '2026-08-01', '2029-07-31', 350_000, '2026-07-30', ['AG-9010']),
    make('AG-9013', 'Kestrane Financial Services', 'EAS', '2026-08-01', '2029-07-31', 300_000, '2026-09-11', ['AG-9010']),
    // Moved to another programme: kept, yet not renewed as an EA.
    make('AG-9014', 'Indústria de Engrenagens', 'EA', '2023-09-01', '2026-08-31', 240_000, '2023-08-25'),
    make('AG-9015', 'Indústria de Engrenagens', 'CSP', '2026-09-01', '2027-08-31', 205_000, '2026-08-20', ['AG-9014']),
    // Terminated a year before its end: the site was sold.
    { ...make('AG-9016', 'Pennard', 'EA', '2024-07-01', '2027-06-30', 310_000, '2024-06-27'), terminatedOn: '2026-07-15' },
    // In a currency that no plan has a rate for.
    make('AG-9017', 'Kestrane Vietnam', 'EA', '2023-11-01', '2026-10-31', 95_000, '2023-10-20'),
    make('AG-9018', 'Kestrane Vietnam', 'EA', '2026-11-01', '2029-10-31', 99_000, '2026-10-27', ['AG-9017']),
    // Due within weeks, nothing signed.
    make('AG-9019', '柯斯川（中国）', 'EA', '2024-01-01', '2026-12-31', 1_120_000, '2023-12-15'),
    make('AG-9020', 'Feinwerk Thalbach', 'SCE', '2024-01-01', '2026-12-31', 410_000, '2023-12-20'),
    // Renewed two months ahead.
    make('AG-9021', 'Vindhya Motion', 'EA', '2024-01-01', '2026-12-31', 380_000, '2023-12-11'),
    make('AG-9022', 'Vindhya Motion', 'EA', '2027-01-01', '2029-12-31', 425_000, '2026-10-30', ['AG-9021']),
  ];
}
