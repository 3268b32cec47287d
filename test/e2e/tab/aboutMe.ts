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
}
