import { describe, expect, it } from '@jest/globals';
import * as account from '../support/account.ts';
import { scorecard, type Tab } from '../support/tab.ts';

export function theScorecard(tab: Tab): void {
  describe('the scorecard', () => {
    it('shows each KPI once, the headlines first and in their order', async () => {
      await tab.show(scorecard);
      const shown = await tab.page.locator('[data-kpi]').evaluateAll((cards) => cards.map((one) => one.getAttribute('data-kpi')));
      expect(shown.slice(0, 4)).toEqual(['ea-renewal-rate', 'net-new-revenue', 'partner-attach', 'relationship-score']);
      expect([...shown].sort()).toEqual(
        account
          .kpis('en')
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('says value, target, status and change in words, and the whole amount to a screen reader', async () => {
      await tab.show(scorecard);
      const text = ((await tab.card('revenue').textContent()) ?? '').replace(/\s+/g, ' ');
      expect(text).toContain('On track');
      expect(text).toContain('$25.7M');
      expect(text).toContain('$25,725,251');
      expect(text).toContain('asked by now');
      expect(text).toContain('+6.1% (better) on last year');
      expect(text).toContain('Left out, no plan rate: ARS');
      expect(await tab.card('revenue').getByRole('img').first().getAttribute('aria-label')).toMatch(/^Trend from/);
      expect(await tab.card('sales-cycle').textContent()).toContain('(worse)');
      expect(await tab.card('annuity-retention').textContent()).toContain('No data');
    });

    it('keeps period, day, slices and status in the address', async () => {
      await tab.show(scorecard);
      await tab.page.getByLabel('Period', { exact: true }).selectOption('fy2025');
      await tab.page.getByLabel('As of').fill('2025-11-30');
      await tab.page.waitForURL(/asOf=2025-11-30/);
      await tab.page.getByRole('link', { name: 'Off track 3' }).click();
      expect(new URL(tab.page.url()).search).toBe('?period=fy2025&asOf=2025-11-30&status=offTrack');
      await tab.page.locator('[data-kpi]').nth(3).waitFor({ state: 'detached' });
      expect(await tab.page.locator('[data-kpi]').count()).toBe(3);
      expect(tab.server.requests.map(({ path }) => path)).toContain(
        '/api/accounts/northwind-global/scorecard?period=fy2025&asOf=2025-11-30',
      );
      await tab.page.goBack();
      await tab.page.goBack();
      await tab.page.goBack();
      expect(new URL(tab.page.url()).search).toBe('');
    });

    it('shows slices as tags that can be taken away', async () => {
      await tab.show(`${scorecard}?country=DE`);
      await tab.page.getByRole('button', { name: /Country: Germany/ }).click();
      await tab.page.waitForURL(`${tab.server.origin}${scorecard}`);
    });

    it('leads from a card to the page of its KPI and from a slice there back to the same question', async () => {
      await tab.show(`${scorecard}?period=qtd`);
      await tab.card('net-new-revenue').getByRole('link').click();
      await tab.page.getByRole('heading', { level: 1, name: 'Net-new opportunity revenue' }).waitFor();
      await tab.page.getByRole('link', { name: 'Breakdown' }).click();
      await tab.page.getByRole('link', { name: 'Country' }).click();
      await tab.page.getByRole('link', { name: 'Germany' }).click();
      await tab.page.waitForURL(/country=DE/);
      expect(new URL(tab.page.url()).searchParams.get('period')).toBe('qtd');
    });

    it('says what to do where there is no account, and what went wrong where the server refuses', async () => {
      tab.server.answer.noAccounts = true;
      await tab.show('/');
      expect(await tab.page.getByRole('heading', { name: 'No account yet' }).count()).toBe(1);
      expect(await tab.violations()).toEqual([]);

      tab.server.answer = {
        ...tab.server.answer,
        noAccounts: false,
        problem: { type: 'urn:bad-question', title: 'Bad question', status: 400, detail: 'The period “nonsense” is none.' },
      };
      await tab.show(`${scorecard}?period=nonsense`);
      expect(await tab.page.getByRole('alert').textContent()).toContain('The period “nonsense” is none.');
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 400'));
    });

    it('tries a server that is down again, and by hand', async () => {
      tab.server.answer.problem = { type: 'urn:unavailable', title: 'Down', status: 503 };
      await tab.page.goto(tab.server.origin + scorecard);
      await tab.page.getByRole('button', { name: 'Try again' }).waitFor();
      tab.server.answer.problem = null;
      await tab.page.getByRole('button', { name: 'Try again' }).click();
      await tab.card('revenue').waitFor();
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 503'));
    });

    it('can be used by keyboard alone', async () => {
      await tab.show(scorecard);
      await tab.page.keyboard.press('Tab');
      expect(await tab.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
      await tab.page.keyboard.press('Enter');
      expect(await tab.page.evaluate(() => document.activeElement?.id)).toBe('main');
      for (let press = 0; press < 30; press++) {
        await tab.page.keyboard.press('Tab');
        if (await tab.page.evaluate(() => document.activeElement?.closest('[data-kpi]') !== null)) break;
      }
      const outline = await tab.page.evaluate(
        () => getComputedStyle(document.activeElement?.closest('[data-kpi]') ?? document.body).outlineStyle,
      );
      expect(outline).toBe('solid');
      await tab.page.keyboard.press('Enter');
      await tab.page.getByRole('heading', { level: 1, name: 'EA renewal rate' }).waitFor();
      expect(await tab.page.evaluate(() => document.activeElement?.id)).toBe('main');
    });

    it('speaks Chinese, and asks the API for it', async () => {
      await tab.open({ locale: 'zh-CN' });
      await tab.show(scorecard);
      expect(await tab.page.getByRole('heading', { level: 1 }).textContent()).toBe('记分卡');
      expect(await tab.card('revenue').textContent()).toContain('收入');
      expect(tab.server.requests.every(({ language }) => language === 'zh-CN')).toBe(true);
      expect(await tab.page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    });

    it('changes theme and language from the menu, and remembers both', async () => {
      await tab.show(scorecard);
      await tab.page.getByRole('button', { name: 'Theme, language and sign-in' }).click();
      await tab.page.getByRole('menuitemradio', { name: 'Dark' }).click();
      await tab.page.getByRole('button', { name: 'Theme, language and sign-in' }).click();
      await tab.page.getByRole('menuitemradio', { name: '简体中文' }).click();
      await tab.page.getByRole('heading', { level: 1, name: '记分卡' }).waitFor();
      await tab.page.reload();
      await tab.page.getByRole('heading', { level: 1, name: '记分卡' }).waitFor();
      expect(await tab.page.evaluate(() => document.documentElement.style.colorScheme)).toBe('dark');
    });
  });
}
