import { describe, expect, it } from '@jest/globals';
import { scorecard, type Tab } from '../support/tab.ts';

export function signingIn(tab: Tab): void {
  describe('signing in in a browser', () => {
    it('shows the sign-in page to who has never signed in here, and comes back to the page asked for', async () => {
      tab.server.session = false;
      await tab.open({ hasSignedIn: false });
      await tab.page.goto(`${tab.server.origin}${scorecard}?period=qtd`);
      await tab.page.getByRole('button', { name: 'Sign in' }).click();
      await tab.page.locator('#person').click();
      await tab.page.getByRole('heading', { level: 1, name: 'Scorecard' }).waitFor();
      expect(new URL(tab.page.url()).pathname + new URL(tab.page.url()).search).toBe(`${scorecard}?period=qtd`);
      expect(tab.server.requests.every(({ authorization }) => authorization?.startsWith('Bearer '))).toBe(true);
    });

    it('keeps the person signed in over a reload, with no token stored anywhere', async () => {
      await tab.show(scorecard);
      await tab.page.reload();
      await tab.card('revenue').waitFor();
      const stored = await tab.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
      expect(stored).not.toMatch(/signature|token/i);
    });

    it('shows the sign-in page without a complaint where the issuer’s session has ended', async () => {
      tab.server.session = false;
      await tab.page.goto(tab.server.origin + scorecard);
      await tab.page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await tab.page.getByText('did not work').count()).toBe(0);
      expect(await tab.violations()).toEqual([]);
    });

    it('signs out', async () => {
      await tab.show(scorecard);
      await tab.page.getByRole('button', { name: 'Theme, language and sign-in' }).click();
      await tab.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await tab.page.getByRole('button', { name: 'Sign in' }).waitFor();
    });
  });
}
