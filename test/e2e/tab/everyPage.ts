import { describe, expect, it } from '@jest/globals';
import { kpiPage, scorecard, sourcesPage, type Tab } from '../support/tab.ts';

const account = '/a/northwind-global';
const views = ['drivers', 'breakdown', 'records', 'leftOut', 'goal'].map((view) => `${kpiPage}/ea-renewal-rate-count?view=${view}`);
const pages = [
  scorecard,
  `${scorecard}?country=DE&product=A&status=offTrack&period=2025-07-01..2025-10-31&knownAt=2025-11-15`,
  `${kpiPage}/net-new-revenue`,
  ...views,
  `${sourcesPage}?source=s1`,
  `${sourcesPage}?show=unmatched`,
  `${sourcesPage}/connect`,
  `${sourcesPage}/connect?workbook=Sales%2FDeals.xlsx`,
  `${sourcesPage}/s1/mapping`,
  ...['', '/47', '/preview'].map((one) => `${account}/digests${one}`),
  ...['account', 'targets', 'measures', 'nudges', 'people', 'me', 'end'].map((part) => `${account}/settings/${part}`),
  ...['account', 'lists', 'mapping', 'mapping?list=sales_pipeline', 'targets', 'people', 'digest'].map(
    (step) => `${account}/setup/${step}`,
  ),
  `${account}/access`,
  `${account}/edits`,
  '/setup',
  '/',
  '/configure',
];

export function everyPage(tab: Tab): void {
  describe('every page', () => {
    for (const theme of ['light', 'dark', 'contrast']) {
      it(`has no accessibility violation in the ${theme} theme`, async () => {
        await tab.open({ theme });
        await tab.show(scorecard);
        for (const address of pages) {
          await tab.visit(address);
          expect({ address, violations: await tab.violations({ onlyColours: theme !== 'light' }) }).toEqual({ address, violations: [] });
        }
      });
    }

    it.each(['en-US', 'zh-CN'])('does not overflow on a phone, a tablet or a desk, however long the names (%s)', async (locale) => {
      await tab.open({ locale });
      await tab.show(scorecard);
      for (const address of [
        ...pages,
        `${scorecard}?organization=${'Very'.repeat(20)}`,
        `${kpiPage}/executive-coverage`,
        `${kpiPage}/revenue?view=goal`,
      ]) {
        await tab.visit(address);
        for (const width of [390, 1024, 1440]) {
          await tab.page.setViewportSize({ width, height: 900 });
          expect({ address, width, overflow: await tab.overflow() }).toEqual({ address, width, overflow: 0 });
        }
      }
    });

    it('shows the same again at the address that it led to', async () => {
      for (const address of [
        `${kpiPage}/net-new-revenue?view=records&page=3&country=DE`,
        `${sourcesPage}?source=s1`,
        `${kpiPage}/revenue?since=week`,
        `${account}/settings/targets?period=FY2026-Q3`,
        `${account}/setup/mapping?list=sales_pipeline&type=agreement`,
        `${account}/digests/47`,
      ]) {
        await tab.show(address);
        const before = await tab.page.locator('main').textContent();
        await tab.page.reload();
        await tab.page.locator('h1').first().waitFor();
        await tab.settled();
        expect(await tab.page.locator('main').textContent()).toBe(before);
      }
    });

    it('says in its own words that it is under way, and that nothing counts', async () => {
      await tab.show(`${kpiPage}/net-new-revenue?view=records&country=ZA`);
      expect(await tab.page.getByText('No record counts here.').count()).toBe(1);
      tab.server.answer.delayMs = 400;
      await tab.page.getByRole('link', { name: 'Left out' }).click();
      await tab.page.getByRole('region', { name: 'Left out, and why' }).locator('[aria-label="Loading"]').waitFor();
    });
  });

  describe('the pages for everybody', () => {
    it.each([
      ['/privacy', 'en-US', 'Privacy'],
      ['/terms', 'en-US', 'Terms of use'],
      ['/privacy', 'zh-CN', '隐私说明'],
      ['/terms', 'zh-CN', '使用条款'],
    ])('%s stand without any sign-in (%s)', async (address, locale, title) => {
      tab.server.session = false;
      await tab.open({ locale, hasSignedIn: false });
      await tab.show(address);
      expect(await tab.page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
      expect(await tab.page.title()).toBe(`${title} · Account Pulse`);
      expect(tab.server.requests).toEqual([]);
      expect(await tab.violations()).toEqual([]);
    });
  });
}
