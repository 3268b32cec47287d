import { describe, expect, it } from '@jest/globals';
import { scorecard, sourcesPage, type Tab } from '../support/tab.ts';

export function theSources(tab: Tab): void {
  const quarantine = () => tab.page.getByRole('region', { name: 'Rows that were not understood' });
  const row = (id: string) => tab.page.locator(`[data-source="${id}"]`);

  describe('the sources', () => {
    it('say how fresh they are in both ways of telling time, and what they hold', async () => {
      await tab.show(sourcesPage);
      const text = ((await row('s1').textContent()) ?? '').replace(/\s+/g, ' ');
      expect(text).toContain('Fresh');
      expect(text).toMatch(/read [\d,]+ days ago/);
      expect(text).toContain('Dec 31, 2025');
      expect(text).toContain('839records');
      expect(await row('s2').textContent()).toContain('The app may no longer read this list.');
    });

    it('put first what needs somebody, and explain a deletion that waits', async () => {
      await tab.show(sourcesPage);
      const order = await tab.page.locator('[data-source]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-source')));
      expect(order).toEqual(['s2', 's3', 's1']);
      expect(await row('s3').textContent()).toContain('Nothing was deleted');
    });

    it('take the manager’s answer to that deletion', async () => {
      await tab.show(sourcesPage);
      const answered = tab.page.waitForRequest((request) => request.url().endsWith('/sources/deletions'));
      await row('s3')
        .getByRole('button', { name: /^Keep them/ })
        .click();
      expect((await answered).postDataJSON()).toEqual({ source: 's3', answer: 'keep' });
    });

    it('are read on the manager’s word, and say what came of it', async () => {
      await tab.show(sourcesPage);
      tab.server.answer.delayMs = 300;
      await tab.page.getByRole('button', { name: 'Sync now' }).click();
      await tab.page.getByRole('button', { name: 'Reading …' }).waitFor();
      await tab.page.getByRole('status').getByText('being read').waitFor();
      await tab.page.getByText('3 sources read: 6 records written, 3 deleted').waitFor();
      expect(await tab.page.getByRole('status').textContent()).toContain('Agreements: The app may no longer read this list.');
      tab.server.answer.delayMs = 0;
      const asked = tab.asked();
      expect(asked.slice(asked.indexOf('/sources/sync'))).toContain('/sources');
      await tab.page.getByRole('button', { name: 'Sync Opportunities now' }).click();
      await tab.page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Sync Opportunities now');
    });

    it('say why they could not be read', async () => {
      await tab.page.route('**/sources/sync', (route) =>
        route.fulfill({ status: 409, json: { type: 'sync-busy', title: 'The source is being read already', status: 409 } }),
      );
      await tab.show(sourcesPage);
      await tab.page.getByRole('button', { name: 'Sync now' }).click();
      await tab.page.getByText('The sources could not be read: The source is being read already').waitFor();
      tab.complaints = tab.complaints.filter((text) => !text.includes('status of 409'));
    });

    it('show the rows kept aside, by source and page, with the reason and a way to the row', async () => {
      await tab.show(sourcesPage);
      await quarantine().getByText('1 to 25 of 30').waitFor();
      expect(await quarantine().getByText('Amount: “for the manager only”; expected an amount').count()).toBe(1);
      await quarantine().getByRole('link', { name: 'Next' }).click();
      await quarantine().getByText('26 to 30 of 30').waitFor();
      await quarantine().getByRole('link', { name: 'Opportunities · 3' }).click();
      await quarantine().getByText('1 to 3 of 3').waitFor();
      expect(new URL(tab.page.url()).search).toBe('?source=s1');
      expect(
        await quarantine()
          .getByRole('link', { name: /^OPP-0001/ })
          .getAttribute('href'),
      ).toMatch(/opportunities\/1$/);
    });

    it('are reached from a card that rests on such rows, at the rows of its kind', async () => {
      await tab.show(scorecard);
      await tab.card('partner-attach').getByRole('link', { name: '3 rows not understood' }).click();
      await tab.page.waitForURL(`${tab.server.origin}${sourcesPage}?type=opportunity#quarantine`);
      await quarantine().getByRole('link', { name: 'Opportunities', exact: true }).waitFor();
    });

    it('give a reader neither a button nor the rows', async () => {
      tab.server.answer.role = 'reader';
      await tab.show(sourcesPage);
      expect(await tab.page.getByRole('button', { name: /^(Sync|Keep|Delete)/ }).count()).toBe(0);
      expect(await quarantine().textContent()).toContain('30 rows could not be understood. The account team sees which.');
      expect(tab.asked().some((path) => path.includes('quarantine'))).toBe(false);
    });

    it('ask a manager which record a cell means, answer for every cell that says so, and take an answer back', async () => {
      await tab.show(`${sourcesPage}?show=unmatched`);
      const choose = () => tab.page.getByRole('button', { name: '“Acme Corporation” means Acme GmbH' }).click();
      expect(await tab.sent('PUT', '/links', choose)).toEqual({ refersTo: 'organization', said: 'Acme Corporation', recordId: 'acme-de' });
      const none = () => tab.page.getByRole('button', { name: '“Acme Corporation” means none of ours' }).click();
      expect(await tab.sent('PUT', '/links', none)).toMatchObject({ said: 'Acme Corporation', recordId: null });
      await tab.sent('DELETE', '/links', () => tab.page.getByRole('button', { name: 'Take back the answer to “Zoom it Ltd”' }).click());
      tab.server.answer.role = 'member';
      await tab.show(`${sourcesPage}?show=unmatched`);
      expect(await tab.page.getByRole('button', { name: /means|Take back/ }).count()).toBe(0);
    });
  });
}
