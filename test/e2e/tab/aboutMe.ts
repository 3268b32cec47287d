import { describe, expect, it } from '@jest/globals';
import type { Tab } from '../support/tab.ts';

export function aboutMe(tab: Tab): void {
  describe('what is done in my name', () => {
    it('is allowed and ended by me, each by itself', async () => {
      await tab.show('/a/northwind-global/settings/me');
      await tab.sent('DELETE', '/me/connections/writeBack', () => tab.page.getByRole('button', { name: 'End it: Your edits' }).click());
      await tab.sent('POST', '/me/connections/calendar', () =>
        tab.page.getByRole('button', { name: 'Allow it: Your customer meetings' }).click(),
      );
    });

    it('asks for my consent, and says where I give it', async () => {
      const consent = { url: 'https://login.contoso.example/consent', permissions: ['Calendars.Read'] };
      await tab.page.route('**/me/connections/calendar', (route) =>
        route.fulfill({ status: 403, json: { type: 'consent-missing', title: 'You have not consented yet', status: 403, consent } }),
      );
      await tab.show('/a/northwind-global/settings/me');
      await tab.page.getByRole('button', { name: 'Allow it: Your customer meetings' }).click();
      const way = tab.page.getByRole('alert').getByRole('link', { name: /^Give your consent/ });
      expect(await way.getAttribute('href')).toBe(consent.url);
      expect(await way.getAttribute('target')).toBe('_blank');
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 403'));
    });
  });

  describe('my edits', () => {
    const page = '/a/northwind-global/edits';
    const press = (name: string) => () => tab.page.getByRole('button', { name }).click();

    it('show both versions of a conflict, and write over the one that was shown', async () => {
      await tab.show(page);
      await tab.page.getByText('Mar 31, 2026').waitFor();
      expect(await tab.sent('POST', '/edits/e1/again', press('Save mine anyway: Datacenter move'))).toEqual({ ifMatch: '"7"' });
    });

    it('are given up, or undone where they were written', async () => {
      await tab.show(page);
      await tab.sent('DELETE', '/edits/e1', press('Give it up: Datacenter move'));
      await tab.sent('POST', '/edits/e3/undo', press('Undo the edit of Network renewal'));
      await tab.page.getByText('The list takes no change from you.').waitFor();
    });

    it('are no page of a reader, who edits nothing', async () => {
      tab.server.answer.role = 'reader';
      await tab.show('/a/northwind-global/scorecard');
      expect(await tab.page.getByRole('link', { name: 'Edits' }).count()).toBe(0);
    });
  });

  describe('what is held about me', () => {
    it('is told with its reason and how long, the records and the notes', async () => {
      await tab.show('/a/northwind-global/settings/me');
      const held = tab.page.getByRole('region', { name: 'What is held about you' });
      await held.getByText('So that records can say whose they are.').waitFor();
      await held.getByText('2 records name you').click();
      expect(await held.getByRole('link', { name: /^OPP-0042/ }).getAttribute('href')).toBe('https://contoso.example/42');
      await held.getByText('1 note by or about you').click();
      await held.getByText('Spoke about the move.').waitFor();
      await held.getByText('1 other person has the same name').waitFor();
    });

    it('lets my calendar be read for this account, or not', async () => {
      await tab.show('/a/northwind-global/settings/me');
      await tab.sent('PUT', '/calendars/mine', () => tab.page.getByRole('button', { name: 'Read my calendar for this account' }).click());
    });
  });

  describe('closing an account', () => {
    it('gives the whole of it as a file first, to who asks', async () => {
      await tab.show('/a/northwind-global/settings/end');
      const file = tab.page.waitForEvent('download');
      await tab.page.getByRole('button', { name: 'Export as a file' }).click();
      expect((await file).suggestedFilename()).toBe('northwind-global.zip');
    });

    it('asks for its name to be typed, and leads away from it', async () => {
      await tab.show('/a/northwind-global/settings/end');
      const close = tab.page.getByRole('button', { name: 'Close the account' });
      await tab.page.getByLabel('Type northwind-global to close it').fill('northwind');
      await close.click({ force: true });
      expect(tab.server.requests.some(({ method }) => method === 'DELETE')).toBe(false);
      await tab.page.getByLabel('Type northwind-global to close it').fill('northwind-global');
      expect(await tab.sent('DELETE', '/northwind-global', () => close.click())).toBe('?confirm=northwind-global');
      await tab.page.waitForURL(`${tab.server.origin}/`);
    });

    it('is taken back by whoever closed it, until it is deleted', async () => {
      await tab.show('/');
      await tab.page.getByText('It is deleted on Jan 19, 2026.').waitFor();
      await tab.sent('POST', '/a9/reopen', () => tab.page.getByRole('button', { name: 'Take it back: Woodgrove' }).click());
      await tab.page.waitForURL('**/a/northwind-global/scorecard');
    });

    it('is a manager’s alone', async () => {
      tab.server.answer.role = 'member';
      await tab.show('/a/northwind-global/settings/end');
      expect(new URL(tab.page.url()).pathname).toBe('/a/northwind-global/settings/account');
      expect(await tab.page.getByRole('link', { name: 'Export and closing' }).count()).toBe(0);
    });
  });
}
