import { describe, expect, it } from '@jest/globals';
import { kpiPage, type Tab } from '../support/tab.ts';

const revenue = `${kpiPage}/net-new-revenue`;
const plain = (text: string | null | undefined) => (text ?? '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();

export function theKpi(tab: Tab): void {
  const panel = (name: string) => tab.page.getByRole('region', { name });
  const query = () => new URL(tab.page.url()).searchParams;
  const view = async (name: string) => {
    await tab.page.getByRole('navigation', { name: 'What explains the number' }).getByRole('link', { name }).click();
    await tab.settled();
  };

  describe('the page of a KPI', () => {
    it('shows the formula with its actual numbers, and what is still needed', async () => {
      await tab.show(`${kpiPage}/ea-renewal-rate-count`);
      const reading = plain(await panel('Reading').textContent());
      expect(reading).toContain('1,234 ÷ 1,960 =');
      expect(reading).toContain('Annual value renewed ÷ annual value that came due');
      expect(reading).toContain('pts short of target');
      await tab.show(revenue);
      expect(plain(await panel('Reading').textContent())).toMatch(/Sum of \d+ records = \$/);
    });

    it('tells the trend in numbers too, with last year, what was asked and what was known then', async () => {
      await tab.show(`${kpiPage}/revenue`);
      await tab.page.getByText('Show the numbers').click();
      const heads = await panel('Trend').getByRole('columnheader').allTextContents();
      expect(heads).toEqual(['Day', 'This year', 'Last year', 'As known then', 'Asked by then']);
      expect(await panel('Trend').getByRole('row').count()).toBe(20);
    });

    it('tells why it moved: shares that add up from the first reading to the last', async () => {
      await tab.show(revenue);
      const rows = (await panel('Why it moved').getByRole('listitem').filter({ hasText: '$' }).allTextContents()).map(plain);
      expect(rows[0]).toContain('Nov 30, 2025$14,000,000');
      expect(rows[1]).toContain(
        'Analytics platform 1 · Northwind Werke Süd GmbH ↗ (opens in a new window)OPP-1 · came in+$3,000,000 (better)',
      );
      expect(rows.some((row) => row.includes('Plan rate of JPY corrected'))).toBe(true);
      expect(rows.some((row) => row.includes('Withheld: the answer of a named person'))).toBe(true);
      expect(rows.some((row) => row.includes('9 others together'))).toBe(true);
      const shares = rows
        .slice(1, -2)
        .map((row) => Number(/([+-])\$([\d,]+) \((?:better|worse)\)$/.exec(row)?.slice(1).join('').replaceAll(',', '') ?? 0));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(4_250_000);
      expect(rows.at(-1)).toContain('Change+$4,250,000');
    });

    it('tells it since a week, a quarter, the last digest or a day of one’s own, and keeps that in the address', async () => {
      await tab.show(revenue);
      const since = tab.page.getByRole('navigation', { name: 'Since' });
      await since.getByRole('link', { name: 'A week ago' }).click();
      await since.getByRole('link', { name: 'Last digest' }).click();
      await tab.until(() => tab.asked().some((path) => path.includes('sinceKnownAt=2025-12-22T07%3A00%3A00.000Z')));
      expect(query().get('since')).toBe('digest');
      await since.getByRole('link', { name: 'Start of quarter' }).click();
      await tab.until(() => tab.asked().some((path) => path.includes('since=2025-10-01')));
      await tab.page.getByLabel('Since', { exact: true }).last().fill('2025-05-01');
      await panel('Why it moved').getByText('lie in different periods').waitFor();
      await panel('Why it moved')
        .getByRole('link', { name: /when this period began/ })
        .click();
      await tab.page.waitForURL(/since=2025-07-01/);
    });

    it('drills down the tree of organizations and back up', async () => {
      await tab.show(`${revenue}?period=qtd&view=breakdown`);
      const breakdown = panel('Breakdown');
      // A single root is opened at once.
      await breakdown.getByRole('link', { name: 'Northwind Japan K.K.' }).click();
      await tab.page.waitForURL(/organization=ORG-2/);
      expect([query().get('organization'), query().get('period')]).toEqual(['ORG-2', 'qtd']);
      const path = tab.page.getByRole('navigation', { name: 'Place in the organization' });
      await path.getByText('Northwind Japan K.K.').waitFor();
      expect((await path.getByRole('listitem').allTextContents()).map(plain)).toEqual([
        'All organizations',
        '› Northwind Group',
        '› Northwind Japan K.K.',
      ]);
      await path.getByRole('link', { name: 'Northwind Group' }).click();
      expect(query().get('organization')).toBe('ORG-0');
      await breakdown.getByRole('link', { name: 'Country' }).click();
      await breakdown.getByRole('link', { name: 'Germany' }).click();
      await tab.page.waitForURL(/country=DE/);
      await tab.page.getByRole('button', { name: /Remove: Country: Germany/ }).waitFor();
    });

    it('pages through a thousand records by links, and says which are withheld', async () => {
      await tab.show(`${revenue}?view=records`);
      const records = panel('The records behind it');
      expect(await records.getByRole('row').count()).toBe(26);
      expect(plain(await records.textContent())).toContain('1 to 25 of 1,043');
      expect(await records.getByText('Withheld: the answer of a named person').count()).toBe(1);
      expect(await records.getByRole('link', { name: /^Deal 1 / }).getAttribute('href')).toBe(
        'https://contoso.example/lists/opportunities/OPP-1',
      );
      await records.getByRole('link', { name: 'Next' }).click();
      await records.getByText('26 to 50 of 1,043').waitFor();
      await tab.page.reload();
      await records.getByText('26 to 50 of 1,043').waitFor();
      await tab.show(`${revenue}?view=records&page=42`);
      expect(await records.getByRole('link', { name: 'Next' }).count()).toBe(0);
      await records.getByRole('link', { name: 'Previous' }).click();
      expect(query().get('page')).toBe('41');
    });

    it('says what is left out and why, one reason at a time', async () => {
      await tab.show(`${revenue}?view=leftOut&page=2`);
      const leftOut = panel('Left out, and why');
      await leftOut.getByText('26 to 34 of 34').waitFor();
      await leftOut.getByRole('link', { name: 'Its day lies outside the period · 4' }).click();
      await leftOut.getByText('1 to 4 of 4').waitFor();
      expect([query().get('reason'), query().get('page')]).toEqual(['outsidePeriod', null]);
    });

    it('says which moves reach the target, and takes another target', async () => {
      await tab.show(`${kpiPage}/ea-renewal-rate-count?view=goal`);
      const goal = panel('What would reach the target');
      await goal.getByText('3 moves are enough').waitFor();
      expect((await goal.getByRole('row').allTextContents()).length).toBe(4);
      await goal.getByLabel('Target to reach').fill('ninety');
      await goal.getByRole('button', { name: 'Try' }).click();
      await goal.getByText('Not a number').waitFor();
      await goal.getByLabel('Target to reach').fill('92.5');
      await tab.page.keyboard.press('Enter');
      await goal.getByText('Not reached').waitFor();
      expect(query().get('target')).toBe('0.925');
      expect(plain(await goal.textContent())).toContain('12.5 pts remain to 92.5%');
    });

    it('asks a reader for no moves, and the API neither', async () => {
      tab.server.answer.role = 'reader';
      await tab.show(`${kpiPage}/ea-renewal-rate-count?view=goal`);
      expect(await tab.page.getByText('for the account team').count()).toBe(1);
      expect(tab.asked().some((path) => path.includes('goal-seek'))).toBe(false);
    });

    it('is read as it was known on a day, in all of its parts', async () => {
      await tab.show(revenue);
      await tab.page.getByLabel('As known on').fill('2025-11-15');
      await tab.page.getByText('As it was known on Nov 15, 2025').waitFor();
      await tab.until(() => tab.asked().some((path) => path.includes('/drivers') && path.includes('untilKnownAt=2025-11-15')));
      await view('Records');
      await tab.until(() => tab.asked().some((path) => path.includes('/records') && path.includes('knownAt=2025-11-15')));
      await tab.page.getByRole('button', { name: 'Back to today' }).click();
      await tab.page.getByText('As it was known on').waitFor({ state: 'detached' });
    });

    it('keeps the rest of the page where one part of it is refused', async () => {
      await tab.page.route('**/kpis/*/drivers**', (route) =>
        route.fulfill({ status: 403, json: { type: 'forbidden', title: 'Your role does not allow this', status: 403 } }),
      );
      await tab.show(revenue);
      await panel('Why it moved').getByRole('alert').waitFor();
      expect(await panel('Reading').count()).toBe(1);
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 403'));
    });
  });
}
