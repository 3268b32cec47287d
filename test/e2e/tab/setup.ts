import { describe, expect, it } from '@jest/globals';
import { scorecard, sourcesPage, type Tab } from '../support/tab.ts';

const setup = '/a/northwind-global/setup';

export function settingUpAnAccount(tab: Tab): void {
  describe('setting an account up', () => {
    it('begins in a channel that has none, and goes on with its lists', async () => {
      await tab.show('/setup');
      await tab.page.getByLabel('For the channel').selectOption({ label: 'Northwind account team › Woodgrove' });
      await tab.page.getByLabel('Name').fill('Woodgrove');
      await tab.page.getByLabel('Fiscal year begins on').selectOption('04-01');
      const sent = await tab.sent('POST', '/api/accounts', () => tab.page.getByRole('button', { name: 'Create the account' }).click());
      expect(sent).toEqual({
        name: 'Woodgrove',
        currency: 'USD',
        fiscalYearStart: '04-01',
        timeZone: 'Europe/Berlin',
        language: 'en',
        channel: { teamId: '0a8f4a4e-1111-4c1c-9d57-0b7a3a3f1111', channelId: '19:new@thread.tacv2' },
      });
      await tab.page.waitForURL(`**${setup}/lists`);
    });

    it('says at the field what is missing, before anything is sent', async () => {
      await tab.show('/setup');
      const missing = tab.page.locator('select:invalid, input:invalid');
      await tab.page.getByRole('button', { name: 'Create the account' }).click();
      expect(await missing.count()).toBeGreaterThan(0);
      expect(await tab.page.locator(':focus:invalid').count()).toBe(1);
      expect(tab.server.requests.some(({ method, path }) => method === 'POST' && path === '/api/accounts')).toBe(false);
    });

    it('is taken up where it was left: at the first step that is open', async () => {
      await tab.show(setup);
      expect(new URL(tab.page.url()).pathname).toBe(`${setup}/lists`);
      expect(await tab.page.getByRole('link', { name: /Lists/ }).getAttribute('aria-current')).toBe('step');
      await tab.page.getByRole('link', { name: 'Next step' }).click();
      await tab.page.getByRole('region', { name: 'Mapping', exact: true }).waitFor();
    });

    it('skips a step, and says of each what still waits for it', async () => {
      await tab.show(`${setup}/targets`);
      await tab.page.getByRole('region', { name: 'Still missing' }).getByText('No target for fiscal year 2026.').waitFor();
      expect(await tab.sent('PUT', '/setup', () => tab.page.getByRole('button', { name: 'Skip this step' }).click())).toEqual({
        skip: ['targets'],
      });
      await tab.show(`${setup}/lists`);
      expect(
        await tab.sent('PUT', '/setup', () => tab.page.getByRole('button', { name: /^We do not keep this: No survey yet/ }).click()),
      ).toEqual({ dismiss: ['noSource:survey'] });
    });

    it('makes the lists that are ticked, tells how far that is, and takes the sample rows away again', async () => {
      await tab.show(`${setup}/lists`);
      await tab.page.getByLabel('Surveys').uncheck();
      await tab.page.getByRole('checkbox', { name: 'Scores' }).check();
      await tab.page.getByRole('switch', { name: /^With sample rows/ }).click();
      const sent = await tab.sent('POST', '/lists', () => tab.page.getByRole('button', { name: 'Make 2 lists' }).click());
      expect(sent).toEqual({ recordTypes: ['organization', 'score'], sampleRows: true });
      const progress = tab.page.getByRole('region', { name: 'How far it is' });
      await progress.getByText('1 of 3 lists are made.').waitFor();
      await progress.getByText('Another list is called so already.').waitFor();
      tab.server.answer.making = 'done';
      await progress.getByText('All 3 lists are there').waitFor();
      await tab.sent('DELETE', '/lists/sample-rows', () => tab.page.getByRole('button', { name: 'Remove all sample rows' }).click());
      await tab.page.getByText('12 sample rows are removed. 1 that somebody has changed stays.').waitFor();
    });

    it('asks what it is not sure of, shows the rows as they will be understood, and connects what was confirmed', async () => {
      await tab.show(`${setup}/mapping`);
      await tab.page.getByRole('link', { name: 'sales_pipeline' }).click();
      await tab.page.getByText('Answer what is asked above first.').waitFor();
      await tab.page.getByRole('button', { name: 'Connect it like this' }).click({ force: true });
      expect(tab.server.requests.some(({ method, path }) => method === 'POST' && path.endsWith('/sources'))).toBe(false);
      await tab.page.getByRole('radio', { name: /^Day first/ }).click();
      await tab.page.getByText('50 rows looked at: 49 understood, 1 would be kept aside.').waitFor();
      await tab.page.getByText('EC4QE1BX: Close date: “31/31/2025”; expected a day').waitFor();
      await tab.page.getByRole('radio', { name: /^Only rows of region Global/ }).click();
      await tab.page.getByLabel('Name: read from').selectOption({ label: 'Remark' });
      await tab.page.getByRole('button', { name: 'Connect it like this' }).waitFor();
      await tab.settled();
      const sent = await tab.sent('POST', '/sources', () => tab.page.getByRole('button', { name: 'Connect it like this' }).click());
      expect(sent).toEqual({
        list: 'sales_pipeline',
        entries: [
          {
            recordType: 'opportunity',
            where: { column: 'region', equals: 'Global' },
            fields: {
              id: { column: 'opportunity_id' },
              name: { column: 'remark' },
              amount: { column: 'close_value', currency: 'USD' },
              status: { column: 'deal_stage', values: { Won: 'won', Lost: 'lost', '*': 'open' } },
              closedOn: { column: 'close_date', format: 'dd/MM/yyyy' },
            },
          },
        ],
      });
    });

    it('reads a workbook’s sheet where another part of it is chosen, at an address of its own', async () => {
      await tab.show(`${sourcesPage}/connect?workbook=Deals.xlsx`);
      await tab.page.getByLabel('Part of the workbook').selectOption({ label: 'Sheet Notes' });
      expect(new URL(tab.page.url()).search).toBe('?workbook=Deals.xlsx&sheet=Notes');
    });

    it('changes how a connected source is read, and keeps what was not touched', async () => {
      await tab.show(`${sourcesPage}/s1/mapping`);
      await tab.page.getByLabel('Amount: read from').selectOption({ label: 'Close value, in USD' });
      await tab.settled();
      const sent = await tab.sent('PUT', '/sources/s1/mapping', () => tab.page.getByRole('button', { name: 'Read it like this' }).click());
      expect(sent).toEqual({
        entries: [
          {
            recordType: 'opportunity',
            fields: {
              id: { column: 'opportunity_id' },
              amount: { column: 'close_value', currency: 'USD' },
              status: { column: 'deal_stage' },
            },
          },
        ],
      });
    });

    it('disconnects a source after it was said how many records go', async () => {
      await tab.show(`${sourcesPage}/s1/mapping`);
      await tab.page.getByRole('button', { name: 'Disconnect …' }).click();
      await tab.page.getByText('839 records of Opportunities go with it.').waitFor();
      const go = () => tab.page.getByRole('button', { name: 'Disconnect it' }).click();
      expect(await tab.sent('DELETE', '/sources/s1', go)).toBe('?records=839');
      await tab.page.waitForURL(`**${sourcesPage}`);
    });

    it('shows the first digest in the channel’s language, whatever the manager’s', async () => {
      await tab.show(`${setup}/digest`);
      const paper = tab.page.locator('[lang="zh-CN"]');
      await paper.getByRole('heading', { name: '本周最值得做的事' }).waitFor();
      expect(tab.server.requests.find(({ path }) => path.includes('/digests/preview'))?.language).toBe('zh-CN');
      expect(await tab.page.getByRole('heading', { level: 1 }).textContent()).toBe('Set up');
    });

    it('is for managers: others are told so', async () => {
      tab.server.answer.role = 'member';
      await tab.show(setup);
      expect(await tab.page.getByRole('heading', { level: 1 }).textContent()).toBe('A manager sets the account up');
      expect(await tab.page.getByRole('link', { name: 'Set up' }).count()).toBe(0);
    });
  });

  describe('what is still missing', () => {
    it('stands on the scorecard, with the next step as a link to where it is done', async () => {
      await tab.show(scorecard);
      const missing = tab.page.getByRole('region', { name: 'Still missing' });
      await missing.getByText('No survey yet: 4 of 33 KPIs wait for it.').waitFor();
      const ways = await missing.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(ways).toEqual([setup, `${setup}/lists`, `${sourcesPage}/s1/mapping`, `${setup}/targets?period=FY2026`]);
    });

    it('is gone when nothing is missing, and does not speak of the past', async () => {
      tab.server.answer.isSetUp = true;
      await tab.show(scorecard);
      await tab.until(() => tab.asked().includes('/setup'));
      expect(await tab.page.getByText('Still missing').count()).toBe(0);
      tab.server.answer.isSetUp = false;
      tab.server.requests = [];
      await tab.show(`${scorecard}?knownAt=2025-11-15`);
      expect(tab.asked()).not.toContain('/setup');
    });

    it('tells others that a manager can do it', async () => {
      tab.server.answer.role = 'reader';
      await tab.show(scorecard);
      await tab.page.getByRole('region', { name: 'Still missing' }).waitFor();
      expect(await tab.page.getByRole('region', { name: 'Still missing' }).getByRole('link').count()).toBe(0);
    });
  });
}
