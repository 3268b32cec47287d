import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import * as contract from '../../src/server/contract.ts';
import * as account from './support/account.ts';
import { buildTab } from './support/build.ts';
import { hasChromium, launch } from './support/chromium.ts';
import { type StandIn, startStandIn, tokenFor } from './support/standIn.ts';
import { type HostWindow, startTeamsHost, type TeamsHost } from './support/teamsHost.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const scorecard = '/a/northwind-global/scorecard';
const inBrowser = hasChromium() ? describe : describe.skip;

it('plays the server with answers that keep the contract', () => {
  const question = new URLSearchParams();
  contract.Me.parse(account.me);
  contract.Scorecard.parse(account.scorecard('en', question));
  contract.KpiDetail.parse(account.kpiDetail('zh-CN', 'net-new-revenue', question));
  contract.Breakdown.parse(account.breakdown('net-new-revenue', 'country'));
  contract.Sources.parse(account.sources);
  contract.Quarantine.parse(account.quarantine);
  contract.Settings.parse(account.settings);
});

inBrowser('the tab', () => {
  let browser: Browser;
  let server: StandIn;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    await buildTab();
    [browser, server] = await Promise.all([launch(), startStandIn()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    server.session = true;
    server.requests = [];
    server.answer = { problem: null, noAccounts: false, delayMs: 0 };
    await open();
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  async function open({ width = 1440, theme = 'light', locale = 'en-US', hasSignedIn = true } = {}): Promise<void> {
    await context?.close();
    complaints = [];
    context = await browser.newContext({ viewport: { width, height: 900 }, locale, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    // Only where nothing is stored yet: signing out must last over the next load.
    await context.addInitScript(
      ([chosen, seen]) => {
        if (localStorage.getItem('account-pulse.theme')) return;
        localStorage.setItem('account-pulse.theme', chosen ?? '');
        if (seen) localStorage.setItem('account-pulse.signed-in-before', 'yes');
      },
      [theme, hasSignedIn ? 'yes' : ''],
    );
  }
  const show = async (address: string) => {
    await page.goto(server.origin + address);
    await page.locator('h1, main h2').first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  };
  const violations = async () => {
    // As the debugger, not as a script of the page, whose policy would refuse it.
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
    });
  };
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const card = (id: string) => page.locator(`[data-kpi="${id}"]`);

  describe('signing in in a browser', () => {
    it('shows the sign-in page to who has never signed in here, and comes back to the page asked for', async () => {
      server.session = false;
      await open({ hasSignedIn: false });
      await page.goto(`${server.origin}${scorecard}?period=qtd`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.locator('#person').click();
      await page.getByRole('heading', { level: 1, name: 'Scorecard' }).waitFor();
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`${scorecard}?period=qtd`);
      expect(server.requests.every(({ authorization }) => authorization?.startsWith('Bearer '))).toBe(true);
    });

    it('keeps the person signed in over a reload, with no token stored anywhere', async () => {
      await show(scorecard);
      await page.reload();
      await card('revenue').waitFor();
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
      expect(stored).not.toMatch(/signature|token/i);
    });

    it('shows the sign-in page without a complaint where the issuer’s session has ended', async () => {
      server.session = false;
      await page.goto(server.origin + scorecard);
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await page.getByText('did not work').count()).toBe(0);
      expect(await violations()).toEqual([]);
    });

    it('signs out', async () => {
      await show(scorecard);
      await page.getByRole('button', { name: 'Theme, language and sign-in' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
    });
  });

  describe('the scorecard', () => {
    it('shows each KPI once, the headlines first and in their order', async () => {
      await show(scorecard);
      const shown = await page.locator('[data-kpi]').evaluateAll((cards) => cards.map((one) => one.getAttribute('data-kpi')));
      expect(shown.slice(0, 4)).toEqual(['ea-renewal-rate', 'net-new-revenue', 'partner-attach', 'relationship-score']);
      expect([...shown].sort()).toEqual(
        account
          .kpis('en')
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('says value, target, status and change in words, and the whole amount to a screen reader', async () => {
      await show(scorecard);
      const text = ((await card('revenue').textContent()) ?? '').replace(/\s+/g, ' ');
      expect(text).toContain('On track');
      expect(text).toContain('$25.7M');
      expect(text).toContain('$25,725,251');
      expect(text).toContain('asked by now');
      expect(text).toContain('+6.1% (better) on last year');
      expect(text).toContain('Left out, no plan rate: ARS');
      expect(await card('revenue').getByRole('img').first().getAttribute('aria-label')).toMatch(/^Trend from/);
      expect(await card('sales-cycle').textContent()).toContain('(worse)');
      expect(await card('annuity-retention').textContent()).toContain('No data');
    });

    it('keeps period, day, slices and status in the address', async () => {
      await show(scorecard);
      await page.getByLabel('Period', { exact: true }).selectOption('fy2025');
      await page.getByLabel('As of').fill('2025-11-30');
      await page.waitForURL(/asOf=2025-11-30/);
      await page.getByRole('link', { name: 'Off track 3' }).click();
      expect(new URL(page.url()).search).toBe('?period=fy2025&asOf=2025-11-30&status=offTrack');
      expect(await page.locator('[data-kpi]').count()).toBe(3);
      expect(server.requests.map(({ path }) => path)).toContain('/api/accounts/northwind-global/scorecard?period=fy2025&asOf=2025-11-30');
      await page.goBack();
      await page.goBack();
      await page.goBack();
      expect(new URL(page.url()).search).toBe('');
    });

    it('shows slices as tags that can be taken away', async () => {
      await show(`${scorecard}?country=DE`);
      await page.getByRole('button', { name: /Country: Germany/ }).click();
      await page.waitForURL(`${server.origin}${scorecard}`);
    });

    it('leads from a card to the page of its KPI and from a slice there back to the same question', async () => {
      await show(`${scorecard}?period=qtd`);
      await card('net-new-revenue').getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: 'Net-new opportunity revenue' }).waitFor();
      await page.getByRole('link', { name: 'Germany' }).click();
      await page.waitForURL(/country=DE/);
      expect(new URL(page.url()).searchParams.get('period')).toBe('qtd');
    });

    it('says what to do where there is no account, and what went wrong where the server refuses', async () => {
      server.answer.noAccounts = true;
      await show('/');
      expect(await page.getByRole('heading', { name: 'No account yet' }).count()).toBe(1);
      expect(await violations()).toEqual([]);

      server.answer = {
        noAccounts: false,
        delayMs: 0,
        problem: { type: 'urn:bad-question', title: 'Bad question', status: 400, detail: 'The period “nonsense” is none.' },
      };
      await show(`${scorecard}?period=nonsense`);
      expect(await page.getByRole('alert').textContent()).toContain('The period “nonsense” is none.');
      complaints = complaints.filter((text) => !text.includes('status of 400'));
    });

    it('tries a server that is down again, and by hand', async () => {
      server.answer.problem = { type: 'urn:unavailable', title: 'Down', status: 503 };
      await page.goto(server.origin + scorecard);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      server.answer.problem = null;
      await page.getByRole('button', { name: 'Try again' }).click();
      await card('revenue').waitFor();
      complaints = complaints.filter((text) => !text.includes('status of 503'));
    });

    it('can be used by keyboard alone', async () => {
      await show(scorecard);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      for (let press = 0; press < 30; press++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement?.closest('[data-kpi]') !== null)) break;
      }
      const outline = await page.evaluate(
        () => getComputedStyle(document.activeElement?.closest('[data-kpi]') ?? document.body).outlineStyle,
      );
      expect(outline).toBe('solid');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'EA renewal rate' }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    });

    it('speaks Chinese, and asks the API for it', async () => {
      await open({ locale: 'zh-CN' });
      await show(scorecard);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('记分卡');
      expect(await card('revenue').textContent()).toContain('收入');
      expect(server.requests.every(({ language }) => language === 'zh-CN')).toBe(true);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    });

    it('changes theme and language from the menu, and remembers both', async () => {
      await show(scorecard);
      await page.getByRole('button', { name: 'Theme, language and sign-in' }).click();
      await page.getByRole('menuitemradio', { name: 'Dark' }).click();
      await page.getByRole('button', { name: 'Theme, language and sign-in' }).click();
      await page.getByRole('menuitemradio', { name: '简体中文' }).click();
      await page.getByRole('heading', { level: 1, name: '记分卡' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: '记分卡' }).waitFor();
      expect(await page.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
    });
  });

  for (const theme of ['light', 'dark', 'contrast']) {
    it(`has no accessibility violation on any page in the ${theme} theme`, async () => {
      await open({ theme });
      const pages = [
        scorecard,
        `${scorecard}?country=DE&product=A&status=offTrack`,
        '/a/northwind-global/kpi/net-new-revenue',
        '/a/northwind-global/sources',
        '/',
      ];
      for (const address of pages) {
        await show(address);
        expect({ address, violations: await violations() }).toEqual({ address, violations: [] });
      }
    });
  }

  for (const width of [390, 1024, 1440]) {
    it(`does not overflow at ${width} pixels, in either language`, async () => {
      for (const locale of ['en-US', 'zh-CN']) {
        await open({ width, locale });
        for (const address of [
          scorecard,
          `${scorecard}?organization=${'Very'.repeat(20)}&country=DE`,
          '/a/northwind-global/kpi/executive-coverage',
          '/a/northwind-global/sources',
          '/',
        ]) {
          await show(address);
          expect({ address, overflow: await overflow() }).toEqual({ address, overflow: 0 });
        }
      }
    });
  }

  describe('inside Teams', () => {
    let host: TeamsHost;
    beforeEach(async () => {
      host = await startTeamsHost(server.origin, tokenFor(3600));
      // teams-js asks for Microsoft's list of hosts at import; the test needs no network.
      const json = { validOrigins: ['teams.microsoft.com'] };
      await page.route('https://res.cdn.office.net/**', (route) =>
        route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } }),
      );
    });
    afterEach(() => host.close());

    it('takes token, language, theme and deep link from the host, and says that it is ready', async () => {
      await page.goto(host.address({ locale: 'zh-cn', theme: 'dark', subEntityId: scorecard }));
      const tab = page.frameLocator('iframe');
      await tab.getByRole('heading', { level: 1, name: '记分卡' }).waitFor();
      const heard = await page.evaluate(() => (window as unknown as HostWindow).heard);
      const expected = [
        'initialize',
        'getContext',
        'registerHandler themeChange',
        'authentication.getAuthToken',
        'appInitialization.success',
      ];
      expect(heard).toEqual(expect.arrayContaining(expected));
      expect(await tab.getByRole('button', { name: '主题、语言与登录' }).count()).toBe(0);
    });

    it('follows the host’s theme, also one that it does not know', async () => {
      await page.goto(host.address({ locale: 'en-us', theme: 'dark', subEntityId: scorecard }));
      const root = page.frameLocator('iframe').locator('html');
      await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
      expect(await root.getAttribute('style')).toBe('color-scheme: dark;');
      await page.evaluate(() => (window as unknown as HostWindow).say('themeChange', ['glass']));
      await page.frameLocator('iframe').locator('html[style="color-scheme: light;"]').waitFor({ state: 'attached' });
    });

    it('says so where the page around it is not Teams', async () => {
      await page.goto(host.address({ locale: 'en-us', theme: 'default', silent: true }));
      await page.frameLocator('iframe').getByRole('link', { name: 'Open in a window of its own' }).waitFor({ timeout: 15_000 });
    });
  });

  it('loads at most 220 kB of script, as sent, before its first page stands', async () => {
    const sizes = new Map<string, number>();
    await page.route('**/*.js', async (route) => {
      const response = await route.fetch();
      sizes.set(route.request().url(), gzipSync(await response.body()).length);
      await route.fulfill({ response });
    });
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('[data-kpi]') === null) return;
        seen.disconnect();
        performance.mark('first-cards');
      });
      seen.observe(document, { childList: true, subtree: true });
    });
    await show(scorecard);
    const before = await page.evaluate(() => {
      const drawn = performance.getEntriesByName('first-cards')[0]?.startTime ?? 0;
      return performance
        .getEntriesByType('resource')
        .flatMap(({ name, startTime }) => (name.endsWith('.js') && startTime <= drawn ? [name] : []));
    });
    expect(before.length).toBeGreaterThan(2);
    const bytes = before.reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
    expect(bytes).toBeLessThanOrEqual(220_000);
  });
});
