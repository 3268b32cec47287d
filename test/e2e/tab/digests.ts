import { describe, expect, it } from '@jest/globals';
import { channel } from '../support/manageAnswers.ts';
import type { Tab } from '../support/tab.ts';

const digestsPage = '/a/northwind-global/digests';

export function theDigests(tab: Tab): void {
  describe('the digests', () => {
    it('say of each whether it arrived, and why not', async () => {
      await tab.show(digestsPage);
      const row = (number: number) => tab.page.getByRole('row', { name: new RegExp(`^Digest ${number}`) });
      expect(await row(45).textContent()).toContain('Posted');
      expect(await row(48).textContent()).toContain('The bot is not installed in the channel yet.');
      expect(await row(46).textContent()).toContain('A guest is in the channel');
    });

    it('ask about the one in doubt, and take the answer to that one', async () => {
      await tab.show(digestsPage);
      const said = await tab.sent('PATCH', '/digests/47', () => tab.page.getByRole('button', { name: 'It arrived: digest 47' }).click());
      expect(said).toEqual({ channel, arrived: true });
      expect(await tab.sent('PATCH', '/digests/47', () => tab.page.getByRole('button', { name: 'Post it: digest 47' }).click())).toEqual({
        channel,
        arrived: false,
      });
    });

    it('give a reader neither the answers nor the hour to change', async () => {
      tab.server.answer.role = 'reader';
      await tab.show(digestsPage);
      expect(await tab.page.getByText('A manager of the account decides.').count()).toBe(1);
      expect(await tab.page.getByRole('button', { name: /arrived|Post|Save/ }).count()).toBe(0);
      expect(await tab.page.getByText('Every Monday at 08:00 (Europe/Berlin)').count()).toBe(1);
    });

    it('are posted at the day and hour that the manager sets, and nothing else of the schedule is sent', async () => {
      await tab.show(digestsPage);
      const form = tab.page.locator('section', { has: tab.page.getByRole('heading', { name: 'Northwind account team › General' }) }).last();
      await form.getByLabel('Day').selectOption({ label: 'Thursday' });
      await form.getByText('Not saved yet.').waitFor();
      expect(await tab.sent('PUT', '/settings', () => form.getByRole('button', { name: 'Save' }).click())).toEqual({
        digest: [{ channel, weekday: 4 }],
      });
      await form.getByText('Saved.').waitFor();
    });

    it('are shown before they are posted, and posted only after a second yes, once', async () => {
      await tab.show(`${digestsPage}/preview`);
      await tab.page.getByRole('heading', { name: 'Worth most this week' }).waitFor();
      expect(tab.asked()).not.toContain('/digests/send');
      await tab.page.getByRole('button', { name: 'Post it to the channel now …' }).click();
      await tab.page.route('**/digests/send', (route) =>
        route.fulfill({ status: 503, json: { type: 'unreachable', title: 'The channel cannot be reached', status: 503 } }),
      );
      const yes = () => tab.page.getByRole('button', { name: 'Post it now' }).click();
      const first = (await tab.sent('POST', '/digests/send', yes)) as { key: string };
      await tab.page.getByText('The channel cannot be reached').waitFor();
      await tab.page.unroute('**/digests/send');
      // However often it is tried: the same key, so it is posted once.
      expect(await tab.sent('POST', '/digests/send', yes)).toEqual({ channel, key: first.key });
      await tab.page.getByText('Digest 48 is on its way.').waitFor();
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 503'));
    });
  });
}
