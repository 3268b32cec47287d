import { describe, expect, it } from '@jest/globals';
import { plain } from '../../bot/cards/parts/escape.ts';
import { commands } from '../../bot/commands/index.ts';
import { formats } from '../../bot/i18n/format.ts';
import { kpiNames, kpisNamed } from '../../bot/kpiNames.ts';
import { sinceIn } from '../../bot/since.ts';
import { browserLinks, teamsLinks } from '../../bot/tabLinks.ts';
import { understand } from '../../bot/understand.ts';
import { kpis } from '../../src/kpis/index.ts';
import { formats as tabFormats } from '../../tab/i18n/format.ts';

describe('numbers and dates', () => {
  const amounts = [
    [0.7183, 'ratio'],
    [-0.0004, 'ratio'],
    [1.0, 'ratio'],
    [1234.56, 'count'],
    [41.26, 'days'],
    [77.31, 'score'],
    [{ amount: '4123456.789', currency: 'USD' }, 'money'],
    [{ amount: '-950', currency: 'JPY' }, 'money'],
    [{ amount: '123456789012345678.90', currency: 'EUR' }, 'money'],
  ] as const;
  it.each(['en', 'en-GB', 'zh-CN'])('read letter for letter as in the tab: %s', (locale) => {
    const [bot, tab] = [formats(locale, undefined), tabFormats(locale)];
    for (const [value, unit] of amounts) {
      expect(bot.amount(value, unit)).toBe(tab.amount(value, unit));
      expect(bot.fullAmount(value, unit)).toBe(tab.fullAmount(value, unit));
      expect(bot.change(value, unit)).toBe(tab.change(value, unit));
    }
    for (const value of [0, 0.123, -0.5, 1.5]) {
      expect(bot.percent(value)).toBe(tab.percent(value));
      expect(bot.signedPercent(value)).toBe(tab.signedPercent(value));
      expect(bot.count(value)).toBe(tab.count(value));
    }
    expect(bot.date('2026-11-24')).toBe(tab.date('2026-11-24'));
    expect(bot.instant('2026-11-24T10:05:00Z')).toBe(tab.instant('2026-11-24T10:05:00Z'));
    expect(bot.list(['a', 'b', 'c'])).toBe(tab.list(['a', 'b', 'c']));
  });
});

describe('the names of KPIs', () => {
  it('hold every KPI, with its title in both languages first', () => {
    expect(Object.keys(kpiNames).sort()).toEqual(kpis.map((kpi) => kpi.id).sort());
    for (const { id, title } of kpis) expect(kpiNames[id]?.slice(0, 2)).toEqual([title.en, title['zh-CN']]);
  });
  it('name each KPI by its id and titles, and no other', () => {
    for (const { id, title } of kpis)
      for (const name of [id, title.en, title['zh-CN'], title.en.toUpperCase()])
        expect([name, kpisNamed(name)]).toEqual([name, { ids: expect.anything(), certain: true }]);
    for (const { id, title } of kpis)
      for (const name of [id, title.en, title['zh-CN']]) expect([name, kpisNamed(name).ids[0]]).toEqual([name, id]);
  });
  it.each(['xyzzy', 'the weather', 'select 1', '', '🎉', '天气'])('name none in "%s"', (text) => {
    expect(kpisNamed(text).certain).toBe(false);
  });
});

describe('commands', () => {
  it('have names of their own', () => {
    const names = commands.flatMap((command) =>
      [command.name, ...command.aliases.en, ...command.aliases['zh-CN']].map((name) => [name, command.name]),
    );
    const seen = new Map(names as [string, string][]);
    for (const [name, command] of names as [string, string][]) expect([name, seen.get(name)]).toEqual([name, command]);
  });
  it('are understood by each of their names, with what follows', () => {
    for (const command of commands)
      for (const name of [command.name, ...command.aliases.en, ...command.aliases['zh-CN']]) {
        expect([name, understand(name, commands)]).toEqual([name, { kind: 'command', command, args: '' }]);
        expect(understand(`  ${name.toUpperCase()}  x y `, commands)).toEqual({ kind: 'command', command, args: 'x y' });
      }
  });
});

describe('since when', () => {
  it.each([
    ['partner attach since 1 Oct', 'partner attach', '2026-10-01'],
    ['partner attach since Oct 1', 'partner attach', '2026-10-01'],
    ['partner attach since October 1, 2025', 'partner attach', '2025-10-01'],
    ['partner attach since 24th Nov', 'partner attach', '2026-11-24'],
    ['partner attach since 25 Nov', 'partner attach', '2025-11-25'],
    ['partner attach from 2026-10-01', 'partner attach', '2026-10-01'],
    ['since last month', '', '2026-10-24'],
    ['partner attach since last week', 'partner attach', '2026-11-17'],
    ['合作伙伴参与率 自10月1日', '合作伙伴参与率', '2026-10-01'],
    ['合作伙伴参与率 自2026年10月1日以来', '合作伙伴参与率', '2026-10-01'],
    ['合作伙伴参与率 从上个月', '合作伙伴参与率', '2026-10-24'],
  ])('"%s"', (text, rest, day) => {
    expect(sinceIn(text, '2026-11-24')).toEqual({ rest, since: { kind: 'day', day } });
  });
  it('is not guessed', () => {
    expect(sinceIn('x since 31 Feb', '2026-11-24').since).toEqual({ kind: 'unclear', words: '31 Feb' });
    expect(sinceIn('x since the flood', '2026-11-24').since).toEqual({ kind: 'unclear', words: 'flood' });
    expect(sinceIn('x since the last digest', '2026-11-24')).toEqual({ rest: 'x', since: { kind: 'digest' } });
    expect(sinceIn('partner attach', '2026-11-24')).toEqual({ rest: 'partner attach', since: null });
  });
});

describe('a name in Markdown', () => {
  it.each([
    ['**bold** _it_ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\`'],
    ['[x](http://evil.example)', '\\[x\\](http://evil.example)'],
    ['<at>All</at>', '\\<at\\>All\\</at\\>'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['a\nb\u202Ec\u200bd', 'a bcd'],
    ['Plain (name) & Co.', 'Plain (name) & Co.'],
  ])('%s', (name, expected) => {
    expect(plain(name)).toBe(expected);
  });
});

describe('a link to the tab', () => {
  it('is plain in a browser, and opens the app in Teams', () => {
    const to = { account: 'fabrikam', page: { kpi: 'win-rate' }, query: { period: 'qtd' } } as const;
    expect(browserLinks('http://localhost:3978')(to, 'Win rate')).toBe('http://localhost:3978/a/fabrikam/kpi/win-rate?period=qtd');
    const link = new URL(teamsLinks({ origin: 'https://pulse.example', appId: 'app', entityId: 'home' })(to, 'Win rate'));
    expect(link.origin + link.pathname).toBe('https://teams.microsoft.com/l/entity/app/home');
    expect(link.href).not.toContain('+');
    expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: '/a/fabrikam/kpi/win-rate?period=qtd' });
    expect(link.searchParams.get('webUrl')).toBe('https://pulse.example/a/fabrikam/kpi/win-rate?period=qtd');
  });
});
