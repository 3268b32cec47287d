import { describe, expect, it } from '@jest/globals';
import { channel } from '../support/manageAnswers.ts';
import { access } from '../support/setupAnswers.ts';
import type { Tab } from '../support/tab.ts';

const accessPage = '/a/northwind-global/access';

export function theAccess(tab: Tab): void {
  const named = access.people.map(({ directoryId, role, until }) => ({ person: directoryId, role, until }));

  describe('the access', () => {
    it('shows who is named until when, and who is in the channels and sees nothing', async () => {
      await tab.show(accessPage);
      expect(await tab.page.getByRole('row', { name: /Sven Berg/ }).textContent()).toContain('has ended');
      expect(await tab.page.getByRole('row', { name: /Guest of a partner/ }).textContent()).toContain('Sees nothing');
      expect(await tab.page.getByText('Teams does not tell at the moment who is there.').count()).toBe(1);
    });

    it('names a person by address, with an end, beside those who are named', async () => {
      await tab.show(accessPage);
      await tab.page.getByRole('textbox', { name: 'Address' }).fill(' sponsor@contoso.example ');
      await tab.page.getByLabel('Until').fill('2026-12-31');
      const sent = await tab.sent('PUT', '/access', () => tab.page.getByRole('button', { name: 'Add', exact: true }).click());
      expect(sent).toEqual({
        version: '7',
        people: [...named, { person: 'sponsor@contoso.example', role: 'reader', until: '2026-12-31' }],
      });
    });

    it('changes one, and removes one', async () => {
      await tab.show(accessPage);
      await tab.page.getByRole('button', { name: 'Change Mara Lindqvist' }).click();
      const form = tab.page.getByRole('form', { name: 'Change Mara Lindqvist' });
      await form.getByLabel('Role').selectOption({ label: 'Member' });
      expect(await tab.sent('PUT', '/access', () => form.getByRole('button', { name: 'Save' }).click())).toEqual({
        version: '7',
        people: [{ ...named[0], role: 'member' }, ...named.slice(1)],
      });
      await form.waitFor({ state: 'detached' });
      expect(await tab.sent('PUT', '/access', () => tab.page.getByRole('button', { name: 'Remove Sven Berg' }).click())).toEqual({
        version: '7',
        people: named.slice(0, 2),
      });
    });

    it('says that somebody else has changed it meanwhile', async () => {
      await tab.page.route('**/access', (route) =>
        route.request().method() === 'PUT'
          ? route.fulfill({ status: 409, json: { type: 'access-changed', title: 'It was changed', status: 409 } })
          : route.fallback(),
      );
      await tab.show(accessPage);
      await tab.page.getByRole('button', { name: 'Remove Sven Berg' }).click();
      await tab.page.getByText('Somebody else has changed the access meanwhile.').waitFor();
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 409'));
    });

    it('takes the manager’s word on what people from outside see in a channel', async () => {
      await tab.show(accessPage);
      expect(
        await tab.sent('PUT', '/access/outsiders', () => tab.page.getByRole('radio', { name: 'The headline figures' }).click()),
      ).toEqual({ room: channel, see: 'headlines' });
    });
  });
}
