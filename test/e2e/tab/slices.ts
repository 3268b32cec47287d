import { describe, expect, it } from '@jest/globals';
import { scorecard, type Tab } from '../support/tab.ts';

export function slicing(tab: Tab): void {
  const query = () => new URL(tab.page.url()).searchParams;
  const panel = () => tab.page.getByRole('dialog', { name: 'Slice' });

  describe('choosing a part of the account', () => {
    it('finds an organization by its name, and shows it by name where it is chosen', async () => {
      await tab.show(`${scorecard}?period=qtd`);
      await tab.page.getByRole('button', { name: 'Slice' }).click();
      await panel().getByLabel('Find').fill('japan');
      await panel().getByRole('link', { name: 'Northwind Werke Süd GmbH' }).waitFor({ state: 'detached' });
      await panel().getByRole('link', { name: 'Northwind Japan K.K.' }).click();
      await tab.page.getByRole('button', { name: 'Remove: Organization: Northwind Japan K.K.' }).waitFor();
      expect([query().get('organization'), query().get('period')]).toEqual(['ORG-2', 'qtd']);
    });

    it('offers every dimension, countries by their names, and what is not stated', async () => {
      await tab.show(scorecard);
      await tab.page.getByRole('button', { name: 'Slice' }).click();
      await panel().waitFor();
      expect(await panel().getByLabel('By').locator('option').allTextContents()).toEqual([
        'Organization',
        'Country',
        'Product',
        'Motion',
        'Partner',
        'Owner',
        'Segment',
      ]);
      await panel().getByLabel('By').selectOption('country');
      await panel().getByLabel('Find').fill('germ');
      await panel().getByRole('link', { name: 'Japan' }).waitFor({ state: 'detached' });
      expect(await panel().getByRole('link').allTextContents()).toEqual(['Germany']);
      await panel().getByLabel('Find').fill('');
      await panel().getByRole('link', { name: 'Not stated' }).click();
      await tab.page.getByRole('button', { name: 'Remove: Country: Not stated' }).waitFor();
    });

    it('works by keyboard alone, and gives the focus back', async () => {
      await tab.show(scorecard);
      await tab.page.getByRole('button', { name: 'Slice' }).focus();
      await tab.page.keyboard.press('Enter');
      await panel().getByRole('link').first().waitFor();
      expect(await panel().evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
      // It covers no more than itself.
      expect(await tab.page.evaluate(() => document.elementFromPoint(60, 300)?.closest('#root') !== null)).toBe(true);
      expect(await tab.violations()).toEqual([]);
      await tab.page.keyboard.press('Escape');
      await panel().waitFor({ state: 'detached' });
      expect(await tab.page.evaluate(() => document.activeElement?.textContent)).toBe('Slice');
    });

    it('takes a range of days of one’s own, turned where it ends before it begins', async () => {
      await tab.show(scorecard);
      await tab.page.getByLabel('Period', { exact: true }).selectOption({ label: 'Own range …' });
      await tab.page.waitForURL(/period=2025-07-01\.\.2025-12-31/);
      await tab.page.getByLabel('Until', { exact: true }).fill('2025-03-31');
      await tab.page.waitForURL(/period=2025-03-31\.\.2025-07-01/);
    });
  });
}
