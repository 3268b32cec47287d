import { describe, expect, it } from '@jest/globals';
import { type ListProposal, proposeLists, sureFrom } from '../../src/sources/mapping/propose/index.ts';
import { chinese } from './proposals/chinese.ts';
import { english } from './proposals/english.ts';
import { type Fixture, sampleFrom } from './proposals/fixture.ts';

const proposalFor = (fixture: Fixture): ListProposal => proposeLists([sampleFrom(fixture)])[0] as ListProposal;
const originOf = (mapping: { column?: string; row?: true; value?: unknown } | null) =>
  mapping?.row ? '(row)' : (mapping?.column ?? JSON.stringify(mapping?.value));

for (const [language, fixtures] of [
  ['English', english],
  ['Chinese', chinese],
] as const) {
  describe(`a list with ${language} headers`, () => {
    for (const fixture of fixtures) {
      it(`${fixture.from}: ${fixture.type ?? 'none of ours'}`, () => {
        const { entry } = proposalFor(fixture);
        const isSure = entry !== null && entry.confidence >= sureFrom;
        if (fixture.type === null) {
          expect(isSure ? entry.recordType : null).toBeNull();
          return;
        }
        expect(entry?.recordType).toBe(fixture.type);
        expect(isSure).toBe(true);
        const sure = Object.fromEntries((entry?.fields ?? []).map(({ field, mapping }) => [field, originOf(mapping)]));
        const asked = Object.fromEntries(
          (entry?.questions ?? []).map(({ field, candidates }) => [field, candidates.map(({ mapping }) => originOf(mapping))]),
        );
        expect(sure).toEqual({ ...sure, ...fixture.sure });
        // Nothing else is sure: not one wrong column.
        expect(Object.keys(sure).filter((field) => !(field in fixture.sure) && field !== 'id')).toEqual([]);
        for (const [field, column] of Object.entries(fixture.asked ?? {})) expect(asked[field]).toContain(column);
        for (const [field, options] of Object.entries(fixture.options ?? {}))
          expect({ field, mapping: entry?.fields.find((one) => one.field === field)?.mapping }).toMatchObject({ field, mapping: options });
        for (const { reason, confidence } of entry?.fields ?? []) {
          expect(confidence).toBeGreaterThanOrEqual(sureFrom);
          expect(reason.en).not.toBe('');
          expect(reason['zh-CN']).not.toBe('');
        }
      });
    }
  });
}
