import { beforeAll, describe, expect, it } from '@jest/globals';
import { people } from '../../demo/people.ts';
import { sampleTenant } from '../../demo/sample/index.ts';
import { currencyWithoutRate } from '../../demo/sample/rates.ts';
import { kpis } from '../../src/kpis/index.ts';
import { fieldsOf, model, type RecordType, recordTypes } from '../../src/model/index.ts';
import { normalizeName } from '../../src/sources/mapping/references.ts';
import { type Entry, moneyOf, textOf } from '../naive/entry.ts';
import { evaluate, evaluatePreviousYear, fiscalYearPeriod } from '../naive/evaluate.ts';
import { Fraction } from '../naive/fraction.ts';
import { naiveKpis } from '../naive/kpis/index.ts';
import { askedByNow, lastYearOf, organizationTargets, type Status, statusOf } from '../naive/targets.ts';
import { type Understood, understand } from './sample.support.ts';

let tenant: ReturnType<typeof sampleTenant>;
let sample: Understood;
beforeAll(() => {
  tenant = sampleTenant();
  sample = understand(tenant.seed, tenant.mapping);
});
const all = (type: RecordType) => [...sample.world[type]];
const dateOf = (fields: Record<string, unknown>, name: string) => String(fields[name] ?? '');

describe('the sample account', () => {
  it('is the same each time', () => {
    expect(sampleTenant()).toEqual(tenant);
  });

  it('has the size of a real account', () => {
    const rows = Object.fromEntries(recordTypes.map((type) => [type, sample.world[type].size]));
    expect(rows.organization).toBe(120);
    expect(new Set(all('organization').map(([, { country }]) => country)).size).toBe(25);
    expect(rows.agreement).toBeGreaterThan(300);
    expect(rows.opportunity).toBeGreaterThan(1200);
    expect(rows.opportunity).toBeLessThan(1600);
    expect(rows.revenue).toBeLessThan(6000);
    for (const type of recordTypes) expect([type, (rows[type] ?? 0) > 0]).toEqual([type, true]);
  });

  it('uses every field of every record type', () => {
    const unused = recordTypes.flatMap((type) =>
      fieldsOf(type)
        .filter(([name]) => !all(type).some(([, fields]) => fields[name] !== undefined && fields[name] !== null))
        .map(([name]) => `${type}.${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('uses every word of every choice', () => {
    const unused = recordTypes.flatMap((type) =>
      fieldsOf(type).flatMap(([name, field]) =>
        field.kind === 'choice' && type !== 'account'
          ? Object.keys(field.choices)
              .filter((choice) => !all(type).some(([, fields]) => fields[name] === choice))
              .map((choice) => `${type}.${name} ${choice}`)
          : [],
      ),
    );
    expect(unused).toEqual([]);
  });

  it('has no reference that finds nothing, and no name that stands for two organizations', () => {
    expect(sample.unmatched).toEqual([]);
    const names = all('organization').map(([, { name }]) => normalizeName(String(name)));
    expect(new Set(names).size).toBe(names.length);
    const contacts = new Set(sample.world.contact.keys());
    const strangers = all('meeting').flatMap(([, { contacts: answers }]) =>
      (answers as string[]).map((answer) => answer.split(':')[0] as string).filter((id) => !contacts.has(id)),
    );
    expect(strangers).toEqual([]);
    const reviewed = all('review').filter(([, { recordType, record }]) => !sample.world[recordType as RecordType].has(String(record)));
    expect(reviewed).toEqual([]);
  });

  it('has ids that stand once', () => {
    for (const [type, records] of sample.records)
      expect([type, new Set(records.map((record) => record.id)).size]).toEqual([type, records.length]);
  });

  it('names only people of the directory', () => {
    const known = new Set(people.map((person) => person.userPrincipalName));
    for (const type of recordTypes) {
      for (const [name, field] of fieldsOf(type)) {
        if (field.kind !== 'person') continue;
        const strangers = all(type).filter(([, fields]) => fields[name] && !known.has(String(fields[name])));
        expect([type, name, strangers.length]).toEqual([type, name, 0]);
      }
    }
    expect([...sample.world.member.keys()].every((id) => people.some((person) => person.id === id))).toBe(true);
  });

  it('knows nothing of later than its day but what is planned', () => {
    const past: [RecordType, string][] = [
      ['agreement', 'signedOn'],
      ['opportunity', 'createdOn'],
      ['opportunity', 'proposedOn'],
      ['opportunity', 'closedOn'],
      ['score', 'answeredOn'],
      ['meeting', 'answeredOn'],
      ['condition', 'reviewedOn'],
      ['condition', 'closedOn'],
      ['planItem', 'doneOn'],
      ['review', 'reviewedOn'],
      ['deployment', 'measuredOn'],
      ['commitment', 'answeredOn'],
      ['commitment', 'askedOn'],
    ];
    for (const [type, name] of past) {
      const later = all(type).filter(([, fields]) => dateOf(fields, name) > tenant.storyDate);
      expect([type, name, later.map(([id]) => id)]).toEqual([type, name, []]);
    }
  });
});

describe('its quarantine', () => {
  it('holds a handful of rows, for reasons of every kind', () => {
    expect(sample.quarantine).toHaveLength(18);
    const reasons = sample.quarantine.flatMap(({ list, reasons: why }) => why.map(({ field }) => `${list}: ${field}`));
    expect(reasons).toEqual(
      expect.arrayContaining([
        'Organizations: country',
        'Agreements: program',
        'Agreements: id',
        'Plan rates: currency',
        'Customer meetings: kind',
      ]),
    );
    const values = sample.quarantine.flatMap(({ reasons: why }) => why.map(({ value }) => value));
    expect(values).toEqual(expect.arrayContaining(['31.02.2026', 'twelve', 'Atlantis']));
  });

  it('holds nothing of other customers, whose rows share a list', () => {
    expect(sample.notOurs).toBe(240);
  });
});

describe('its story', () => {
  const agreement = (id: string) => sample.world.agreement.get(id) ?? {};
  const successorsOf = (id: string) =>
    all('agreement')
      .filter(([, fields]) => (fields.renews as string[] | undefined)?.includes(id))
      .map(([successor]) => successor);

  it('has a lost renewal, a bridge, a late one, several into one and one into several', () => {
    expect(successorsOf('AG-9001')).toEqual([]);
    expect(agreement('AG-9003')).toMatchObject({ startsOn: '2026-10-01', endsOn: '2027-03-31', renews: ['AG-9002'] });
    expect([agreement('AG-9004').endsOn, agreement('AG-9005').signedOn]).toEqual(['2026-06-30', '2026-08-19']);
    expect(agreement('AG-9009').renews).toHaveLength(3);
    expect(successorsOf('AG-9010')).toHaveLength(3);
    expect([agreement('AG-9014').program, agreement('AG-9015').program]).toEqual(['EA', 'CSP']);
    expect(agreement('AG-9016').terminatedOn).toBe('2026-07-15');
  });

  it('has an executive whom nobody has met for half a year', () => {
    const met = all('meeting')
      .filter(([, { contacts }]) => (contacts as string[]).some((answer) => answer.startsWith('CON-002')))
      .map(([, fields]) => dateOf(fields, 'heldOn'));
    expect(met.length).toBeGreaterThan(2);
    expect(met.sort().at(-1)).toMatch(/^2026-0[1-4]/);
    expect(sample.world.contact.get('CON-002')).toMatchObject({ level: 'CXO', title: 'Chief Financial Officer' });
  });

  it('peaks in June, less so in December, and rests in July', () => {
    const won = all('opportunity')
      .filter(([, { status, type }]) => status === 'won' && type !== 'renewal')
      .map(([, fields]) => dateOf(fields, 'closedOn').slice(5, 7));
    const inMonth = (month: string) => won.filter((other) => other === month).length;
    expect(inMonth('06')).toBeGreaterThan(inMonth('12'));
    expect(inMonth('12')).toBeGreaterThan(inMonth('07') * 2);
  });

  it('has open deals whose expected close has passed', () => {
    const slipped = all('opportunity').filter(
      ([, fields]) => fields.status === 'open' && dateOf(fields, 'expectedClose') < tenant.storyDate,
    );
    expect(slipped.length).toBeGreaterThan(10);
  });

  it('has one currency that no plan has a rate for, and rates for all others every year', () => {
    const used = new Set(all('opportunity').map(([, fields]) => moneyOf(fields, 'amount')?.currency));
    const planned = new Set(all('rate').map(([, { fiscalYear, currency }]) => `${fiscalYear} ${currency}`));
    const missing = [...used].filter(
      (currency) => currency !== 'USD' && [2024, 2025, 2026, 2027].some((year) => !planned.has(`${year} ${currency}`)),
    );
    expect(missing).toEqual([currencyWithoutRate]);
  });

  it('has a chapter of the plan that nobody has written this year', () => {
    const chapters = new Set(
      all('planItem')
        .filter(([, { fiscalYear }]) => fiscalYear === 2027)
        .map(([, { section }]) => section),
    );
    expect(
      [...Object.keys((model.planItem.fields.section as { choices: object }).choices)].filter((section) => !chapters.has(section)),
    ).toEqual(['partners']);
  });

  it('has one-sided conditions, and a site in scope without any', () => {
    const sides = (id: string) =>
      new Set(
        all('condition')
          .filter(([, { organization }]) => organization === id)
          .map(([, { side }]) => side),
      ).size;
    const counts = all('organization')
      .filter(([, { conditionsInScope }]) => conditionsInScope === true)
      .map(([id]) => sides(id));
    expect([0, 1, 2].every((count) => counts.includes(count))).toBe(true);
  });
});

describe('its numbers', () => {
  const question = (asOf: string) => ({ asOf, period: fiscalYearPeriod(sample.world, asOf) });

  it.each(kpis.map((kpi) => kpi.id))('%s has a value this year and last', (id) => {
    for (const period of [null, { start: '2025-07-01', end: '2026-06-30' }]) {
      expect(evaluate(sample.world, id, { asOf: tenant.storyDate, period }).value).not.toBeNull();
    }
    expect(evaluatePreviousYear(sample.world, id, { asOf: tenant.storyDate, period: null }).value).not.toBeNull();
  });

  it('have each status several times', () => {
    const count: Record<Status | 'none', number> = { onTrack: 0, atRisk: 0, offTrack: 0, noData: 0, none: 0 };
    for (const kpi of kpis) count[statusAt(kpi.id, kpi.better) ?? 'none'] += 1;
    expect(Math.min(count.onTrack, count.atRisk, count.offTrack)).toBeGreaterThanOrEqual(7);
    expect(count.noData + count.none).toBe(0);
  });

  it('have targets for most KPIs, not for all', () => {
    const withTarget = kpis.filter(({ id }) =>
      organizationTargets(sample.world, id, 2027).some(({ organization }) => organization === null),
    );
    expect(withTarget.length).toBeGreaterThan(22);
    expect(withTarget.length).toBeLessThan(kpis.length);
  });

  /** Entries in the reporting currency would need rates; the share of a year is told well enough by dollars alone. */
  function statusAt(id: string, better: 'higher' | 'lower'): Status | null {
    const naive = naiveKpis[id];
    if (!naive) throw new Error(`no evaluator for ${id}`);
    const asked = question(tenant.storyDate);
    const goals = organizationTargets(sample.world, id, 2027).filter(({ organization }) => organization === null);
    const goal = goals.length > 0 ? goals.reduce((sum, { amount }) => sum.plus(amount), Fraction.zero) : null;
    const before = lastYearOf(asked);
    const inDollars = (entries: readonly Entry[]) => entries.filter(({ currency }) => currency === 'USD');
    const lastYear = {
      wholePeriod: inDollars(naive.count(sample.world, { asOf: before.period.end, period: before.period })),
      untilTheSameDay: inDollars(naive.count(sample.world, before)),
    };
    return statusOf(
      evaluate(sample.world, id, { asOf: asked.asOf, period: null }).exact.value,
      goal && askedByNow(goal, asked, naive.shape === 'flow' && naive.value === 'sum', lastYear),
      evaluatePreviousYear(sample.world, id, { asOf: asked.asOf, period: null }).exact.value,
      better,
    );
  }
});

describe('its lists', () => {
  it('have columns for all cells, of the type of the cells', () => {
    for (const list of tenant.seed.lists) {
      const types = new Map(list.columns.map((column) => [column.displayName, column.type]));
      for (const row of list.rows) {
        for (const [name, cell] of Object.entries(row)) {
          const type = types.get(name);
          const wanted = type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'string';
          if (typeof cell !== wanted || (type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(String(cell))))
            throw new Error(`${list.displayName}, ${name}: ${cell} is no ${type}`);
        }
      }
    }
  });

  it('are kept under headers of their own, not under our fields’ names', () => {
    const agreements = tenant.seed.lists.find((list) => list.displayName === 'Agreements');
    expect(agreements?.columns.map((column) => column.displayName)).toContain('Ends on');
    expect(textOf({ list: (tenant.mapping.agreement as { list: string }).list }, 'list')).toBe('Agreements');
  });
});
