import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { choose } from '../../src/digest/sentences/choose.ts';
import { type Cause, type Change, sentenceOf } from '../../src/digest/sentences/index.ts';

const agreement = (name: string, happening: Cause['happening'], share: string): Cause => ({
  happening,
  recordType: 'agreement',
  name,
  records: 1,
  share,
});
const renewalRate = (change: string, drivers: Cause[], rest: string | null = null): Change => ({
  title: 'EA renewal rate',
  unit: 'ratio',
  currency: 'USD',
  value: '0.8742',
  change,
  drivers,
  rest,
});
const revenue = (change: string, drivers: Cause[], value = '12300000'): Change => ({
  title: 'Net new revenue',
  unit: 'money',
  currency: 'USD',
  value,
  change,
  drivers,
  rest: null,
});
const both = (change: Change) => [sentenceOf('en', change), sentenceOf('zh-CN', { ...change, title: 'EA 续约率' })];

describe('a sentence of the digest', () => {
  it('names what moved the KPI, and then what worked against it', () => {
    const change = renewalRate('0.021', [
      agreement('Contoso Japan', 'renewed', '0.018'),
      agreement('Contoso Korea', 'renewed', '0.009'),
      agreement('Fabrikam Brazil', 'lapsed', '-0.006'),
    ]);
    expect(both(change)).toEqual([
      'EA renewal rate rose 2.1 points to 87.4%, mostly because Contoso Japan renewed (+1.8) and Contoso Korea renewed (+0.9); Fabrikam Brazil lapsed (−0.6).',
      'EA 续约率上升 2.1 个百分点至 87.4%，主要因为 Contoso Japan 已续签（+1.8）、Contoso Korea 已续签（+0.9）；Fabrikam Brazil 到期未续（−0.6）。',
    ]);
  });

  it('says "because" where the causes are all of it', () => {
    expect(both(renewalRate('-0.03', [agreement('Contoso Italy', 'lapsed', '-0.03')]))).toEqual([
      'EA renewal rate fell 3 points to 87.4%, because Contoso Italy lapsed (−3).',
      'EA 续约率下降 3 个百分点至 87.4%，因为 Contoso Italy 到期未续（−3）。',
    ]);
  });

  it('says what is left over where that is much', () => {
    expect(both(renewalRate('0.04', [agreement('A', 'renewed', '0.018')], '0.022'))).toEqual([
      'EA renewal rate rose 4 points to 87.4%, partly because A renewed (+1.8); all else together made +2.2.',
      'EA 续约率上升 4 个百分点至 87.4%，部分因为 A 已续签（+1.8）；其余合计 +2.2。',
    ]);
  });

  it('writes money compactly, with parts that add up in the unit of the change', () => {
    const won = (name: string, share: string): Cause => ({ happening: 'won', recordType: 'opportunity', name, records: 1, share });
    expect(sentenceOf('en', revenue('1849999', [won('Deal A', '1500000'), won('Deal B', '349999')]))).toBe(
      'Net new revenue rose $1.85M to $12.3M, because Deal A was won (+$1.5M) and Deal B was won (+$350K).',
    );
    expect(sentenceOf('zh-CN', revenue('1849999', [won('Deal A', '1500000'), won('Deal B', '349999')]))).toBe(
      'Net new revenue 上升 US$185万至 US$1230万，因为赢得 Deal A（+US$150万）、赢得 Deal B（+US$35万）。',
    );
  });

  it('counts what nobody knows by name, and never names a person', () => {
    const items: Cause = { happening: 'better', recordType: 'planItem', name: null, records: 4, share: '0.08' };
    const answers: Cause = { happening: 'worse', recordType: 'score', name: null, records: 1, share: '-0.2' };
    expect(sentenceOf('en', { ...renewalRate('0.08', [items]), title: 'Account plan up to date' })).toBe(
      'Account plan up to date rose 8 points to 87.4%, because 4 plan items were reviewed (+8).',
    );
    expect(sentenceOf('en', { ...renewalRate('-0.2', [answers]), title: 'Relationship score', unit: 'score', value: '4.1' })).toBe(
      'Relationship score fell 0.2 to 4.1, because one answer was worse (−0.2).',
    );
  });

  it('is not said of noise', () => {
    expect(both(renewalRate('0.0004', [agreement('A', 'renewed', '0.0004')]))).toEqual([null, null]);
    expect(both(renewalRate('0.0015', [agreement('A', 'renewed', '0.0015')]))).toEqual([null, null]);
    expect(sentenceOf('en', revenue('0', []))).toBeNull();
  });

  it('says nothing of causes where there are only crumbs', () => {
    const crumbs = Array.from({ length: 6 }, (_, index) => agreement(`A${index}`, 'renewed', '0.001'));
    expect(sentenceOf('en', renewalRate('0.03', crumbs, '0.024'))).toBe('EA renewal rate rose 3 points to 87.4%.');
  });

  it('never names more than three, and shows parts that with the rest add up to the change that it shows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -80_000, max: 80_000 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: -50_000, max: 50_000 }),
        (shares, left) => {
          const total = shares.reduce((sum, share) => sum + share, left);
          const drivers = shares.map((share, index) =>
            agreement(`A${index}`, share > 0 ? 'renewed' : 'lapsed', new Decimal(share).div(1e6).toFixed()),
          );
          const saying = choose('en', renewalRate(new Decimal(total).div(1e6).toFixed(), drivers, new Decimal(left).div(1e6).toFixed()));
          if (!saying) return expect(Math.abs(total)).toBeLessThanOrEqual(2_185);
          const named = [...saying.causes, ...saying.against];
          expect(named.length).toBeLessThanOrEqual(3);
          const number = (text: string) => new Decimal(text.replace('−', '-').replace(/[^\d.-]/g, '')).times(10);
          const change = number(saying.by).times(saying.rose ? 1 : -1);
          const said = named.reduce((sum, cause) => sum.plus(number(cause.by)), new Decimal(0));
          if (saying.rest !== null) expect(said.plus(number(saying.rest)).toFixed()).toBe(change.toFixed());
          else if (saying.extent === 'all') expect(said.toFixed()).toBe(change.toFixed());
          for (const cause of saying.causes) expect(cause.by.startsWith('+')).toBe(saying.rose);
          return undefined;
        },
      ),
      { numRuns: 500 },
    );
  });
});
