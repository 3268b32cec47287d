import { describe, expect, it } from '@jest/globals';
import type { MappingPreview, Setup } from '../../src/server/contract.ts';
import { currencyOptions, monthStartOptions, timeZoneGroups, weekdayOptions } from '../../tab/components/forms/offered.ts';
import { entryOf, keyOf, openQuestions, usualMapping, waysOf } from '../../tab/components/mapping/draft.ts';
import { addressOf } from '../../tab/components/missing/addressOf.ts';
import { targetPeriods } from '../../tab/components/targets/fiscalPeriods.ts';
import { pagesOf } from '../../tab/frame/pagesOf.ts';
import { around, nextOpen } from '../../tab/pages/setup/steps.ts';

const columns: MappingPreview['columns'] = [
  { name: 'key', displayName: 'Key', filled: 2, examples: [] },
  { name: 'won', displayName: 'Won', filled: 2, examples: [] },
];
const proposal: NonNullable<MappingPreview['proposal']> = {
  recordType: 'opportunity',
  label: 'Opportunities',
  confidence: 0.9,
  isSure: true,
  reason: '',
  fields: [
    { field: 'id', label: 'Id', mapping: { column: 'key' }, confidence: 1, reason: '' },
    { field: 'status', label: 'Status', mapping: { column: 'won', values: { yes: 'won' } }, confidence: 0.9, reason: '' },
  ],
  questions: [
    {
      field: 'type',
      text: 'Which type?',
      isNeeded: true,
      candidates: [{ label: 'Net new', mapping: { value: 'netNew' }, where: null, confidence: 0.3, reason: '' }],
    },
  ],
  unused: [],
};
const fields = ['id', 'status', 'type', 'amount'];

describe('a mapping on its way', () => {
  it('reads what is surely proposed, and asks for the rest', () => {
    expect(entryOf('opportunity', fields, null, proposal, new Map(), null)).toEqual({
      recordType: 'opportunity',
      fields: { id: { column: 'key' }, status: { column: 'won', values: { yes: 'won' } } },
    });
    expect(openQuestions(null, proposal, new Set()).map(({ field }) => field)).toEqual(['type']);
    expect(openQuestions(null, proposal, new Set(['type']))).toEqual([]);
  });

  it('takes what the person chose instead, also that a field is not read, and which rows', () => {
    const chosen = new Map([
      ['status', null],
      ['type', { value: 'netNew' }],
    ]);
    expect(entryOf('opportunity', fields, null, proposal, chosen, { column: 'region', equals: 'EMEA' })).toEqual({
      recordType: 'opportunity',
      where: { column: 'region', equals: 'EMEA' },
      fields: { id: { column: 'key' }, type: { value: 'netNew' } },
    });
  });

  it('leaves a stored one as it is until it is changed: a new proposal does not slip in', () => {
    const stored = { recordType: 'opportunity' as const, fields: { id: 'won' } };
    expect(usualMapping('id', stored, proposal)).toEqual({ column: 'won' });
    expect(usualMapping('status', stored, proposal)).toBeNull();
    expect(openQuestions(stored, proposal, new Set())).toEqual([]);
  });

  it('offers each way to read a field once: as stored, as proposed, as asked, each column, and not at all', () => {
    expect(waysOf('type', { column: 'won' }, proposal, columns).map(({ mapping }) => mapping)).toEqual([
      { column: 'won' },
      { value: 'netNew' },
      { column: 'key' },
      null,
    ]);
    expect(keyOf(null)).not.toBe(keyOf({ column: 'leftOut' }));
  });
});

describe('what is offered to choose from', () => {
  it('is told in the reader’s language', () => {
    expect(monthStartOptions('en-US')[6]).toEqual({ value: '07-01', text: 'July 1' });
    expect(weekdayOptions('zh-CN').map(({ text }) => text)).toEqual(['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日']);
    expect(currencyOptions('en').find(({ value }) => value === 'EUR')?.text).toBe('EUR – Euro');
    expect(timeZoneGroups().flatMap(({ options }) => options)).toContainEqual({ value: 'Europe/Berlin', text: 'Berlin' });
  });

  it('names the periods of targets by the year in which the fiscal year ends, this year first', () => {
    expect(targetPeriods('2025-12-31', '07-01').slice(0, 6)).toEqual([
      'FY2026',
      'FY2026-Q1',
      'FY2026-Q2',
      'FY2026-Q3',
      'FY2026-Q4',
      'FY2027',
    ]);
    expect(targetPeriods('2025-12-31', '01-01')[0]).toBe('FY2025');
  });
});

describe('the way through setting up', () => {
  const step = (key: Setup['steps'][number]['key'], state: Setup['steps'][number]['state']) => ({
    key,
    state,
    title: '',
    text: '',
    waits: [],
  });
  const missing = { waiting: 0, of: 33, text: null, waits: [], kpis: [] };

  it('goes on at the first step that is neither done nor skipped', () => {
    const steps = [step('account', 'done'), step('lists', 'skipped'), step('mapping', 'partly'), step('targets', 'open')];
    expect(nextOpen({ steps, missing, isComplete: false })).toBe('mapping');
    expect(nextOpen({ steps: steps.slice(0, 2), missing, isComplete: true })).toBeNull();
    expect(around('account')).toEqual({ before: null, after: 'lists' });
    expect(around('digest')).toEqual({ before: 'people', after: null });
  });

  it('leads each thing that is missing to where it is done', () => {
    const wait = { kind: 'noSource' as const, step: 'lists' as const, source: null, period: null };
    expect(addressOf('a b', wait)).toBe('/a/a%20b/setup/lists');
    expect(addressOf('x', { ...wait, kind: 'notMapped', source: 's/1' })).toBe('/a/x/sources/s%2F1/mapping');
    expect(addressOf('x', { ...wait, kind: 'notUnderstood', source: 's1' })).toBe('/a/x/sources?source=s1#quarantine');
    expect(addressOf('x', { ...wait, kind: 'noTarget', period: 'FY2026' })).toBe('/a/x/setup/targets?period=FY2026');
    expect(addressOf('x', { ...wait, kind: 'settingEmpty', step: 'account' })).toBe('/a/x/settings/account');
  });

  it('offers nobody a page that is not theirs', () => {
    const names = (role: 'manager' | 'member' | 'reader') => pagesOf('x', role, { slice: {} }).map(({ name }) => name);
    expect(names('reader')).toEqual(['scorecard', 'sources', 'digests', 'settings']);
    expect(names('member')).not.toContain('access');
    expect(names('manager')).toEqual(expect.arrayContaining(['access', 'setup']));
  });
});
