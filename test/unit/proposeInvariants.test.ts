import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleOf } from '../../demo/map/folder.ts';
import { sampleTenant } from '../../demo/sample/index.ts';
import { fieldsOf, recordTypes } from '../../src/model/index.ts';
import {
  type EntryProposal,
  entryJson,
  type ListSample,
  mappingJson,
  previewEntry,
  proposeList,
  proposeLists,
  sureFrom,
} from '../../src/sources/mapping/propose/index.ts';
import { readMapping } from '../../src/sources/mapping/schema.ts';
import { chinese } from './proposals/chinese.ts';
import { english } from './proposals/english.ts';
import { sampleFrom } from './proposals/fixture.ts';

/** More with PROPERTY_RUNS. */
const runs = Number(process.env.PROPERTY_RUNS ?? 30);
const samples = [...english, ...chinese].filter(({ type }) => type !== null).map(sampleFrom);
const anySample = fc.constantFrom(...samples);

/** What is proposed, apart from how it is worded. */
const sureIn = (sample: ListSample) => {
  const { entry } = proposeList(sample);
  return { recordType: entry?.recordType, fields: Object.fromEntries((entry?.fields ?? []).map(({ field, mapping }) => [field, mapping])) };
};
const shuffled = <T>(list: readonly T[], keys: readonly number[]): T[] =>
  list
    .map((item, index) => ({ item, key: keys[index % keys.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || a.index - b.index)
    .map(({ item }) => item);
const keys = fc.array(fc.integer(), { minLength: 20, maxLength: 20 });

/** Names as a person or a system might give a column. */
const header = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    ...recordTypes.flatMap((type) =>
      fieldsOf(type).flatMap(([name, field]) => [name, field.label.en, field.label['zh-CN'], ...(field.alsoCalled ?? [])]),
    ),
  ),
);
const cell = fc.oneof(
  fc.constantFrom(
    'Won',
    'open',
    '赢单',
    'EA',
    'USD',
    '2025-03-01',
    '03/04/2025',
    '31/12/2025',
    '1.234,50',
    '1,234.50',
    '¥100',
    'x@y.example',
    'true',
    'Germany',
    '',
    'n/a',
  ),
  fc.string({ maxLength: 12 }),
  fc.double({ noNaN: true }),
  fc.boolean(),
);
const anyList = fc
  .record({
    list: fc.string({ minLength: 1, maxLength: 20 }),
    headers: fc.uniqueArray(header, { minLength: 1, maxLength: 12, selector: (name) => name.normalize('NFKC').trim().toLowerCase() }),
  })
  .filter(({ list, headers }) => list.trim() !== '' && headers.every((name) => name.trim() !== ''))
  .chain(({ list, headers }) =>
    fc.array(fc.array(cell, { minLength: headers.length, maxLength: headers.length }), { maxLength: 15 }).map(
      (rows): ListSample => ({
        list,
        columns: headers.map((name) => ({ name, displayName: name })),
        rows: rows.map((cells, index) => ({
          id: String(index + 1),
          url: null,
          modifiedAt: null,
          modifiedBy: null,
          cells: Object.fromEntries(headers.map((name, at) => [name, cells[at] as string])),
        })),
      }),
    ),
  );
/** Every question answered with one of its candidates. */
const answered = ({ questions }: EntryProposal, pick: number) =>
  new Map(
    questions.map((question) => [
      question.field,
      question.candidates[pick % question.candidates.length] as (typeof question.candidates)[number],
    ]),
  );

describe('a proposal', () => {
  it('is always a mapping that can be used, whatever the list and the answers', () => {
    fc.assert(
      fc.property(
        anyList,
        fc.constantFrom(undefined, ...recordTypes.filter((type) => type !== 'account')),
        fc.nat(20),
        (sample, type, pick) => {
          const { entry } = proposeList(sample, new Map(), type);
          if (!entry) return;
          for (const answers of [new Map(), answered(entry, pick)]) {
            const json = entryJson(entry, answers);
            if (!json) continue;
            const { entries } = readMapping(mappingJson({}, [{ recordType: entry.recordType, entry: json }]));
            const { counted } = previewEntry(
              entries[0] as (typeof entries)[number],
              sample.rows,
              { source: sample.list, columns: sample.columns, accountCurrency: null, timeZone: null },
              new Map(),
            );
            expect(counted.understood + counted.quarantined + counted.ofOthers).toBe(sample.rows.length);
          }
        },
      ),
      { numRuns: runs },
    );
  });
  it('does not depend on the order of the columns, nor of the rows', () => {
    fc.assert(
      fc.property(anySample, keys, keys, (sample, columnKeys, rowKeys) => {
        const turned = { ...sample, columns: shuffled(sample.columns, columnKeys), rows: shuffled(sample.rows, rowKeys) };
        expect(proposeList(turned)).toEqual(proposeList(sample));
      }),
      { numRuns: runs / 2 },
    );
  });
  it('keeps what is sure when a column of noise is added', () => {
    const noise = fc.record({
      name: fc.stringMatching(/^[bcdfghjklmnpqrstvwxz]{6,12}$/),
      cells: fc.array(fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean()), { minLength: 8, maxLength: 8 }),
    });
    fc.assert(
      fc.property(anySample, noise, (sample, { name, cells }) => {
        const noisy = {
          ...sample,
          columns: [...sample.columns, { name, displayName: name }],
          rows: sample.rows.map((row, index) => ({ ...row, cells: { ...row.cells, [name]: cells[index % cells.length] as string } })),
        };
        expect(sureIn(noisy)).toEqual(sureIn(sample));
      }),
      { numRuns: runs },
    );
  });
});

describe('the sample account without its mapping', () => {
  const { seed, mapping } = sampleTenant();
  const truth = new Map(
    Object.entries(mapping)
      .filter(([type]) => type !== 'account')
      .flatMap(([type, entry]) =>
        [entry]
          .flat()
          .map(
            (one) =>
              [
                (one as { list: string }).list,
                { type, fields: (one as { fields: Record<string, string | { column?: string; match?: string }> }).fields },
              ] as const,
          ),
      ),
  );
  const proposals = proposeLists(seed.lists.map(sampleOf));

  it('is proposed without one wrong column that is called sure', () => {
    let right = 0;
    const wrong: string[] = [];
    for (const { list, entry } of proposals) {
      const meant = truth.get(list);
      if (!meant || !entry || entry.confidence < sureFrom) continue;
      if (entry.recordType !== meant.type) wrong.push(`${list} is no ${entry.recordType}`);
      for (const { field, mapping: proposed } of entry.fields) {
        const want = meant.fields[field];
        const column = typeof want === 'string' ? want : want?.column;
        if (column !== undefined && column === proposed.column) right += 1;
        else wrong.push(`${list}.${field} is not ${proposed.column}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(right).toBeGreaterThanOrEqual(140);
  });
  it('asks which rows of the shared ledger are this account’s', () => {
    const ledger = proposals.find(({ list }) => list === 'Global revenue ledger');
    expect(ledger?.entry?.questions.find(({ field }) => field === 'where')).toMatchObject({
      isNeeded: true,
      candidates: expect.arrayContaining([expect.objectContaining({ where: { column: 'Customer group', equals: 'Kestrane Group' } })]),
    });
    expect(ledger?.entry && entryJson(ledger.entry)).toBeNull();
  });
});
