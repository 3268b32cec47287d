import { describe, expect, it } from '@jest/globals';
import type { Tab } from '../support/tab.ts';

const settingsPage = '/a/northwind-global/settings';

export function theSettings(tab: Tab): void {
  const save = () => tab.page.getByRole('button', { name: 'Save' }).first().click();

  describe('the settings', () => {
    it('send what was changed, and nothing else', async () => {
      await tab.show(`${settingsPage}/account`);
      await tab.page.getByLabel('Reporting currency').selectOption('EUR');
      await tab.page.getByLabel('Key win from').fill('1,500,000');
      expect(await tab.sent('PUT', '/settings', save)).toEqual({
        account: { currency: 'EUR', keyWinThreshold: { amount: '1500000', currency: 'EUR' } },
      });
    });

    it('take targets as people type them: per cent, and amounts with their signs; an emptied one goes', async () => {
      await tab.show(`${settingsPage}/targets`);
      await tab.page.getByLabel('Win rate').fill('31.5');
      await tab.page.getByLabel('Revenue', { exact: true }).fill('24,500,000.50');
      await tab.page.getByLabel('EA renewal rate', { exact: true }).fill('');
      expect(await tab.sent('PUT', '/settings', save)).toEqual({
        targets: [
          { kpi: 'ea-renewal-rate', period: 'FY2026', organization: null, value: null },
          { kpi: 'revenue', period: 'FY2026', organization: null, value: { amount: '24500000.50', currency: 'USD' } },
          { kpi: 'win-rate', period: 'FY2026', organization: null, value: 0.315 },
        ],
      });
      expect(await tab.page.getByText('Comes from a connected list, and is changed there.').count()).toBe(1);
    });

    it('keep a number that is none from being sent, and say so beside it', async () => {
      await tab.show(`${settingsPage}/targets`);
      await tab.page.getByLabel('Win rate').fill('a lot');
      await tab.page.getByText('Not a number').waitFor();
      await tab.page.getByRole('button', { name: 'Save' }).click({ force: true });
      expect(tab.server.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
    });

    it('switch a rule off', async () => {
      await tab.show(`${settingsPage}/nudges`);
      await tab.page.getByRole('switch', { name: 'Renewal due without a renewal opportunity' }).click();
      expect(await tab.sent('PUT', '/settings', save)).toEqual({ nudges: { rules: { renewalWithoutOpportunity: false } } });
    });

    it('say what the server refused, part by part', async () => {
      const errors = [{ path: 'thresholds.atRisk', message: 'must not be above onTrack' }];
      await tab.page.route('**/settings', (route) =>
        route.request().method() === 'PUT'
          ? route.fulfill({ status: 422, json: { type: 'invalid-settings', title: 'Not possible', status: 422, errors } })
          : route.fallback(),
      );
      await tab.show(`${settingsPage}/measures`);
      await tab.page.getByLabel('At risk from').fill('120');
      await save();
      await tab.page.getByRole('alert').getByText('thresholds.atRisk: must not be above onTrack').waitFor();
      // What was typed is not lost.
      expect(await tab.page.getByLabel('At risk from').inputValue()).toBe('120');
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 422'));
    });

    it('are read by everybody else, with no field to change; figures about people are the administrator’s', async () => {
      tab.server.answer.role = 'member';
      for (const part of ['account', 'targets', 'measures', 'nudges', 'people']) {
        await tab.show(`${settingsPage}/${part}`);
        expect(await tab.page.getByRole('main').locator('input, select, textarea, button').count()).toBe(0);
      }
      expect(await tab.page.getByText('An administrator of the installation decides this.').count()).toBe(1);
    });
  });
}
