import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Browser, BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { buildTab } from './build.ts';
import { launch } from './chromium.ts';
import { type StandIn, startStandIn } from './standIn.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const scorecard = '/a/northwind-global/scorecard';
export const kpiPage = '/a/northwind-global/kpi';
export const sourcesPage = '/a/northwind-global/sources';

export interface Opened {
  width?: number;
  theme?: string;
  locale?: string;
  hasSignedIn?: boolean;
}
/** The tab in a browser, as a person meets it. What the console complained of fails the test in which it did. */
export interface Tab {
  readonly page: Page;
  readonly server: StandIn;
  complaints: string[];
  /** A browser of its own, in which nothing has been stored. */
  open(how?: Opened): Promise<void>;
  /** Goes to an address and waits until everything on it stands. */
  show(address: string): Promise<void>;
  /** Goes on within the page that is open, as its own links do. */
  visit(address: string): Promise<void>;
  settled(): Promise<void>;
  /** Waits until something is so. */
  until(isSo: () => boolean): Promise<void>;
  /** @param onlyColours what a theme can change; everything unless given. */
  violations(options?: { frame?: Frame | undefined; onlyColours?: boolean }): Promise<string[]>;
  /** By how many pixels the page is wider than its window. */
  overflow(): Promise<number>;
  card(kpi: string): Locator;
  /** Does something, and gives what it has sent to an address that ends so. */
  sent(method: string, path: string, act: () => Promise<unknown>): Promise<unknown>;
  /** What has been asked of the API since the test began, without the address of the account. */
  asked(): string[];
}

/** Builds the tab, and gives each test a fresh browser context and a stand-in that answers as usual. */
export function theTab(): Tab {
  let browser: Browser;
  let server: StandIn;
  let context: BrowserContext | undefined;
  let page: Page;

  const tab: Tab = {
    get page() {
      return page;
    },
    get server() {
      return server;
    },
    complaints: [],
    open: async ({ width = 1440, theme = 'light', locale = 'en-US', hasSignedIn = true } = {}) => {
      await context?.close();
      tab.complaints = [];
      context = await browser.newContext({
        viewport: { width, height: 900 },
        locale,
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      });
      page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') tab.complaints.push(message.text());
      });
      page.on('pageerror', (error) => tab.complaints.push(error.message));
      // Only where nothing is stored yet: signing out must last over the next load.
      await context.addInitScript(
        ([chosen, seen]) => {
          if (localStorage.getItem('account-pulse.theme')) return;
          localStorage.setItem('account-pulse.theme', chosen ?? '');
          if (seen) localStorage.setItem('account-pulse.signed-in-before', 'yes');
        },
        [theme, hasSignedIn ? 'yes' : ''],
      );
    },
    show: async (address) => {
      await page.goto(server.origin + address);
      await page.locator('h1, main h2').first().waitFor();
      await tab.settled();
    },
    settled: async () => {
      await page.waitForFunction(
        () => document.querySelector('[aria-busy="true"], [aria-label="Loading"], [aria-label="正在加载"]') === null,
      );
    },
    visit: async (address) => {
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, address);
      // What the address asks for is under way only in the next frame.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 30))));
      await page.locator('h1, main h2').first().waitFor();
      await tab.settled();
    },
    until: async (isSo) => {
      for (const end = Date.now() + 10_000; !isSo(); ) {
        if (Date.now() > end) throw new Error(`It never was so: ${isSo}. Asked of the API: ${tab.asked().slice(-8).join(' ')}`);
        await new Promise((later) => setTimeout(later, 20));
      }
    },
    violations: async ({ frame, onlyColours = false } = {}) => {
      const shown = frame ?? page.mainFrame();
      // Colours are judged when nothing fades any more.
      await shown
        .waitForFunction(
          () =>
            !document.querySelector('[aria-busy="true"]') &&
            !document.getAnimations().some((animation) => animation instanceof CSSTransition),
          null,
          { timeout: 5_000 },
        )
        .catch(() => undefined);
      // As the debugger, not as a script of the page, whose policy would refuse it.
      await shown.evaluate(axe);
      return shown.evaluate(
        async (rules) => {
          const { axe } = window as unknown as {
            axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
          };
          const options = rules === null ? {} : { runOnly: { type: 'rule', values: rules } };
          return (await axe.run(options)).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
        },
        onlyColours ? ['color-contrast', 'link-in-text-block'] : null,
      );
    },
    overflow: () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    sent: async (method, path, act) => {
      const request = page.waitForRequest((one) => one.method() === method && new URL(one.url()).pathname.endsWith(path));
      await act();
      return (await request).postDataJSON() ?? new URL((await request).url()).search;
    },
    card: (id) => page.locator(`[data-kpi="${id}"]`),
    asked: () => server.requests.map(({ path }) => path.replace('/api/accounts/northwind-global', '')),
  };

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
    server.answer = { problem: null, noAccounts: false, delayMs: 0, role: 'manager', isSetUp: false, making: 'running' };
    await tab.open();
  });
  afterEach(async () => {
    await context?.close();
    context = undefined;
    expect(tab.complaints).toEqual([]);
  });
  return tab;
}
