import fc from 'fast-check';
import type { FieldValue, RecordType } from '../../src/model/index.ts';
import {
  amount,
  country,
  currencies,
  day,
  type FieldArbitraries,
  flag,
  oneOf,
  person,
  pools,
  product,
  quantity,
  recordOf,
  reference,
  someOf,
  value,
} from './fields.ts';

type Upsert = { id: string; fields: Record<string, FieldValue> };

const answers = fc
  .tuple(reference(pools.contact), oneOf(':accepted', ':confirmed', ':accepted', ':declined', ':tentative', ':none', ''))
  .map(([contact, answer]) => `${contact}${answer}`);
const lines = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(product, fc.integer({ min: 0, max: 300 })).map(([name, seats]) => `${name}:${seats}`) },
  { weight: 1, arbitrary: fc.constantFrom('Office', 'Office:many', ':10', '') },
);
const programs = oneOf('EA', 'EA', 'EAS', 'SCE', 'MPSA', 'CSP', 'other');

const daysAfter = (day: string, days: number, months = 0): string | null => {
  const date = new Date(`${day}T00:00:00Z`);
  const text = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate() + days)).toISOString().slice(0, 10);
  return text < '1990-01-01' || text > '2100-12-31' ? null : text;
};
/** Dates of an agreement that fit each other: a term of some months, to the day or just off, signed near its start. */
const terms: fc.Arbitrary<Record<string, FieldValue>> = fc
  .tuple(day, fc.constantFrom(3, 12, 12, 36), fc.integer({ min: -60, max: 120 }), fc.constantFrom(0, 0, 0, -1, 1), fc.boolean())
  .map(
    ([turn, months, signedAfter, daysOff, isEnding]): Record<string, FieldValue> =>
      isEnding
        ? { startsOn: daysAfter(turn, 1, -months), endsOn: turn, signedOn: daysAfter(turn, signedAfter, -months), terminatedOn: null }
        : { startsOn: turn, endsOn: daysAfter(turn, daysOff - 1, months), signedOn: daysAfter(turn, signedAfter), terminatedOn: null },
  );

const fields: Partial<Record<RecordType, FieldArbitraries>> = {
  organization: { name: oneOf('North', 'South'), country, parent: reference(pools.organization), conditionsInScope: flag },
  agreement: {
    organization: reference(pools.organization),
    program: programs,
    startsOn: day,
    endsOn: day,
    terminatedOn: fc.option(day, { freq: 2 }),
    annualValue: value,
    signedOn: day,
    renews: someOf(pools.agreement),
    lines: fc.array(lines, { maxLength: 3 }),
    countriesOfUse: fc.array(country, { maxLength: 3 }),
    owner: person,
  },
  opportunity: {
    organization: reference(pools.organization),
    type: oneOf('netNew', 'netNew', 'expansion', 'renewal'),
    status: oneOf('open', 'won', 'won', 'lost'),
    forecastCategory: oneOf('commit', 'commit', 'bestCase', 'pipeline', 'omitted'),
    amount,
    createdOn: day,
    proposedOn: day,
    expectedClose: day,
    closedOn: day,
    owner: person,
    product,
    motion: oneOf('sellTo', 'sellWith', 'sellThrough'),
    partners: someOf(pools.partner),
    servicesAttached: flag,
    keyWin: flag,
    businessValue: oneOf('faster close', ' '),
    agreement: reference(pools.agreement),
  },
  revenue: {
    organization: reference(pools.organization),
    recognisedOn: day,
    amount,
    kind: oneOf('billed', 'billed', 'addressable', 'addressable', 'wallet'),
    product,
    agreement: reference(pools.agreement),
    countryOfUse: fc.option(country, { freq: 3 }),
  },
  partner: { name: oneOf('Sigma', 'Tau'), kind: oneOf('SI', 'ISV') },
  contact: {
    level: oneOf('CXO', 'VP', 'CXO', 'director', 'other'),
    organization: reference(pools.organization),
    activeFrom: fc.option(day, { freq: 2 }),
    activeUntil: fc.option(day, { freq: 2 }),
    relationshipOwner: person,
    sponsor: person,
    sponsorCadence: fc.constantFrom(1, 30, 180, 365),
  },
  meeting: {
    contacts: fc.array(answers, { minLength: 0, maxLength: 5, size: 'max' }),
    heldOn: day,
    kind: oneOf('meeting', 'call', 'visit', 'meeting', 'meeting', 'event', 'mail'),
    numberOfPeople: fc.constantFrom(2, 2, 5, 20, 20, 21),
    owner: person,
    organizer: person,
    businessValueDiscussed: fc.option(flag, { freq: 3 }),
    answeredOn: fc.option(day, { freq: 3 }),
    opportunity: fc.option(reference(pools.opportunity), { freq: 2 }),
    value: fc.option(oneOf('saves time'), { freq: 2 }),
    withSponsor: flag,
  },
  score: {
    survey: reference(pools.survey),
    contact: reference(pools.contact),
    organization: reference(pools.organization),
    answeredOn: day,
    method: oneOf('nps', 'nsat5', 'other'),
    score: oneOf('0', '1', '2', '3', '5', '6', '8.5', '9', '10', '11'),
    scaleMin: fc.option(oneOf('0', '1'), { freq: 3 }),
    scaleMax: fc.option(oneOf('5', '10', '0'), { freq: 3 }),
  },
  survey: { organization: reference(pools.organization), closesOn: day, invited: fc.constantFrom(0, 1, 3, 10) },
  condition: {
    organization: reference(pools.organization),
    side: oneOf('ours', 'theirs'),
    measure: oneOf('uptime 99.9 %'),
    owner: person,
    dueOn: day,
    openedOn: day,
    closedOn: fc.option(day, { freq: 2 }),
    agreedOn: day,
    reviewedOn: day,
  },
  planItem: {
    section: oneOf('goals', 'whitespace', 'relationships', 'partners', 'risks', 'actions', 'actions', 'actions'),
    title: oneOf('Ask', 'Meet'),
    owner: person,
    dueOn: day,
    firstDueOn: fc.option(day, { freq: 2 }),
    doneOn: fc.option(day, { freq: 3 }),
    reviewedOn: day,
    fiscalYear: fc.constantFrom(2025, 2026, 2026, 2027, 1990, 2101),
  },
  review: { recordType: oneOf('condition', 'planItem'), record: oneOf(...pools.condition, ...pools.planItem), reviewedOn: day, by: person },
  deployment: {
    organization: reference(pools.organization),
    product,
    measuredOn: day,
    owned: quantity,
    deployed: quantity,
    active: quantity,
    current: quantity,
  },
  commitment: {
    teamAsked: oneOf('services', 'marketing'),
    askedOn: day,
    dueOn: day,
    firstDueOn: fc.option(day, { freq: 2 }),
    answeredOn: fc.option(day, { freq: 3 }),
    owner: person,
  },
  member: { role: oneOf('specialist'), country },
};

/** An opportunity mostly closes with a date; one in four times its fields are unrelated. */
const settled = (upsert: Upsert): Upsert => ({
  ...upsert,
  fields: { ...upsert.fields, closedOn: upsert.fields.status === 'open' ? null : (upsert.fields.closedOn ?? null) },
});

/** One target for each KPI, period and organization; one rate for each year and currency: their ids say which. */
const target: fc.Arbitrary<Upsert> = fc
  .record({
    kpi: fc.oneof({ weight: 5, arbitrary: fc.constant('net-new-revenue') }, { weight: 1, arbitrary: oneOf('revenue', 'ea-renewal-rate') }),
    period: oneOf('FY2025', 'FY2026', 'FY2026', 'FY2026-Q1', 'FY2026-Q2', 'FY2027'),
    value: fc.option(value, { freq: 10 }),
    organization: fc.option(reference(pools.organization), { freq: 2 }),
  })
  .map((target) => ({ id: `${target.kpi} ${target.period} ${target.organization ?? 'all'}`, fields: target }));
const rate: fc.Arbitrary<Upsert> = fc
  .record({
    fiscalYear: fc.constantFrom(2024, 2025, 2026, 2027),
    currency: oneOf('EUR', 'JPY', 'EUR', 'USD'),
    planRate: fc.option(oneOf('1.1', '0.0067', '1', '2'), { freq: 13 }),
  })
  .map((rate) => ({ id: `${rate.currency} ${rate.fiscalYear}`, fields: rate }));

/** The settings: always with a currency and the day on which the fiscal year starts. */
export const account: fc.Arbitrary<Upsert> = fc
  .record({
    name: fc.constant('Contoso'),
    currency: fc.oneof({ weight: 8, arbitrary: fc.constant('USD') }, { weight: 1, arbitrary: oneOf(...currencies) }),
    fiscalYearStart: oneOf('07-01', '07-01', '01-01', '04-01', '03-01', '07-15'),
    timeZone: fc.constant('UTC'),
    planFrom: fc.option(day, { freq: 4 }),
    eaPrograms: fc.option(fc.array(programs, { maxLength: 4 }), { freq: 2 }),
    annuityPrograms: fc.option(fc.array(programs, { maxLength: 4 }), { freq: 2 }),
    keyWinThreshold: fc.option(value, { freq: 2 }),
    renewalGraceDays: fc.option(fc.constantFrom(0, 30, 90, 366), { freq: 2 }),
    conditionsScope: fc.option(oneOf('account', 'organizations'), { freq: 3 }),
  })
  .map((fields) => ({ id: 'account', fields }));

const plain = (type: keyof typeof pools): fc.Arbitrary<Upsert> => recordOf(pools[type], fields[type] ?? {});

/** A record of each type. */
export const upserts: Readonly<Record<RecordType, fc.Arbitrary<Upsert>>> = {
  account,
  organization: plain('organization'),
  agreement: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(plain('agreement'), terms).map(([upsert, dates]) => ({ ...upsert, fields: { ...upsert.fields, ...dates } })),
    },
    { weight: 1, arbitrary: plain('agreement') },
  ),
  opportunity: fc.oneof({ weight: 3, arbitrary: plain('opportunity').map(settled) }, { weight: 1, arbitrary: plain('opportunity') }),
  revenue: plain('revenue'),
  target,
  rate,
  partner: plain('partner'),
  contact: plain('contact'),
  meeting: plain('meeting'),
  score: plain('score'),
  survey: plain('survey'),
  condition: plain('condition'),
  planItem: plain('planItem'),
  review: plain('review'),
  deployment: plain('deployment'),
  commitment: plain('commitment'),
  member: plain('member'),
};
/** Ids that a deletion may name, whether or not they exist. The account's settings are never deleted. */
export const deletable: Readonly<Partial<Record<RecordType, readonly string[]>>> = {
  ...pools,
  target: ['net-new-revenue FY2026 all', 'net-new-revenue FY2026 o1'],
  rate: ['EUR 2026', 'JPY 2026'],
};
