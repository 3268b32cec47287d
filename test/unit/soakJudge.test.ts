import { describe, expect, it } from '@jest/globals';
import { judgeFigures, judgeStore, type Rows } from '../../soak/sync/judge.ts';
import { truthOf } from '../../soak/sync/truth.ts';

const truth = truthOf({
  Companies: [{ id: '1', cells: { Key: 'C1', Name: 'Acme', Country: 'DE' } }],
  Pipeline: [
    {
      id: '1',
      cells: { Ref: 'D1', Deal: 'One', Company: 'Acme', Stage: 'Won', Value: '5.50', Closed: '2026-10-01', Owner: 'a@b.example' },
    },
    { id: '2', cells: { Ref: 'D2', Value: 'lots' } },
  ],
  Contracts: [],
  Central: [{ id: '9', cells: { Ref: 'X1', Region: 'North', Value: 'lots' } }],
});
const version = (row: Rows[number]) => ({ known_from: '2026-01-01T00:00:00.000Z', known_until: 'infinity', ...row });
const deal = version({
  ...{ id: 'D1', source_id: 'pipeline', source_row_id: '1', name: 'One', organization_id: 'C1', status: 'won', amount: '5.50' },
  ...{ closed_on: '2026-10-01', type: 'netNew', owner_id: 'p1' },
});
const store = (): Record<string, Rows> => ({
  organization: [version({ id: 'C1', source_id: 'companies', source_row_id: '1', name: 'Acme', country: 'DE' })],
  opportunity: [deal],
  quarantine: [{ source_id: 'pipeline', row_id: '2' }],
  person: [{ id: 'p1', address: 'a@b.example' }],
  source: [{ id: 'pipeline', state: 'fresh', round: null, problem: null }],
});

describe('the judge of the soak', () => {
  it('finds nothing where the store is what the lists hold', () => expect(judgeStore(store(), truth)).toEqual([]));

  const broken: Record<string, [Partial<Record<string, Rows>>, string]> = {
    'a record that is missing': [{ opportunity: [] }, 'opportunity D1 of pipeline 1 is missing'],
    'a record that no list has': [{ opportunity: [deal, { ...deal, id: 'D7' }] }, 'opportunity D7 is in the store, and in no list'],
    'a value that differs': [{ opportunity: [{ ...deal, amount: '5.51' }] }, 'opportunity D1: amount is 5.51, the list says 5.5'],
    'a record of another row': [
      { opportunity: [{ ...deal, source_row_id: '3' }] },
      'opportunity D1 comes from pipeline 3, not from pipeline 1',
    ],
    'a version beside another': [
      {
        opportunity: [
          { ...deal, known_until: '2026-02-01T00:00:00.000Z' },
          { ...deal, known_from: '2026-01-15T00:00:00.000Z' },
        ],
      },
      'opportunity D1 has two versions at 2026-01-15T00:00:00.000Z',
    ],
    'a bad row that is not in quarantine': [{ quarantine: [] }, 'row pipeline 2 cannot be understood, and is not in quarantine'],
    'another customer’s row in quarantine': [
      { quarantine: [...(store().quarantine ?? []), { source_id: 'central', row_id: '9' }] },
      'row central 9 is in quarantine, and can be understood',
    ],
    'something that is held back': [{ pending_claim: [{ row_id: '5' }] }, 'pending_claim is not empty: {"row_id":"5"}'],
    'a source that is not fresh': [
      { source: [{ id: 'pipeline', state: 'stale', round: null, problem: { code: 'x' } }] },
      'source pipeline is stale: {"code":"x"}',
    ],
  };
  for (const [what, [change, problem]] of Object.entries(broken))
    it(`finds ${what}`, () => expect(judgeStore({ ...store(), ...change } as Record<string, Rows>, truth)).toEqual([problem]));

  it('finds figures that differ from those of an undisturbed sync', () => {
    const reading = (value: string, knownAt: string) => ({ kpi: 'k', period: 'fytd', value, numerator: value, known_at: knownAt });
    const figures = (value: string) => ({
      contribution: [{ kpi: 'k', subject: 'D1' }],
      reading: [reading('1', '2026-01-01'), reading(value, '2026-01-02')],
    });
    expect(judgeFigures(figures('2'), figures('2'))).toEqual([]);
    expect(judgeFigures(figures('2'), figures('3'))).toHaveLength(2);
    expect(judgeFigures({ ...figures('2'), contribution: [] }, figures('2'))).toHaveLength(1);
  });
});
