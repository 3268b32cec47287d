import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { candidateFinder } from '../../src/links/candidates.ts';
import { addressIn, compared } from '../../src/links/compared.ts';

const records = [
  { id: '1', title: 'Contoso Japan K.K.' },
  { id: '2', title: 'Contoso Deutschland GmbH' },
  { id: '3', title: 'Fabrikam' },
  { id: '4', title: '北京康托索科技有限公司' },
  { id: '5', title: 'Ada Frey', address: 'Ada.Frey@contoso.example' },
];
const first = (said: string) => candidateFinder(records)(said)[0];

describe('what a text may mean', () => {
  it.each([
    ['contoso japan', '1', 'sameName'],
    ['Contoso (Japan)', '1', 'sameName'],
    ['Contso Japan', '1', 'similarName'],
    ['Deutschland', '2', 'similarName'],
    ['康托索科技（北京）', '4', 'similarName'],
    ['Frey, Ada', '5', 'similarName'],
    ['Ada <ADA.FREY@contoso.example>', '5', 'sameAddress'],
  ])('%s', (said, id, why) => {
    expect(first(said)).toMatchObject({ id, why });
  });

  it('is nothing where nothing is alike', () => {
    expect(candidateFinder(records)('Northwind Traders')).toEqual([]);
  });

  it('is the record itself, whatever it is called, and never more than a few', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 }), fc.nat(), (titles, which) => {
        const found = candidateFinder(titles.map((title, index) => ({ id: String(index), title })))(
          titles[which % titles.length] as string,
        );
        expect(found.length).toBeLessThanOrEqual(5);
        expect(found[0]?.likeness).toBe(1);
        expect([...found].sort((one, other) => other.likeness - one.likeness)).toEqual(found);
      }),
    );
  });

  it('is compared by an address where there is one', () => {
    expect(addressIn('mailto:Ada.Frey@Contoso.example')).toBe('ada.frey@contoso.example');
    expect(addressIn('Ada @ Contoso')).toBeNull();
    expect(compared('Ada Frey <ada.frey@contoso.example>')).toBe(compared('ADA.FREY@CONTOSO.EXAMPLE'));
  });
});
