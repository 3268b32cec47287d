import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tokenFor } from '../support/standIn.ts';
import { scorecard, type Tab } from '../support/tab.ts';
import { type HostWindow, startTeamsHost, type TeamsHost } from '../support/teamsHost.ts';

export function insideTeams(tab: Tab): void {
  describe('inside Teams', () => {
    let host: TeamsHost;
    beforeEach(async () => {
      host = await startTeamsHost(tab.server.origin, tokenFor(3600));
      // teams-js asks for Microsoft's list of hosts at import; the test needs no network.
      const json = { validOrigins: ['teams.microsoft.com'] };
      await tab.page.route('https://res.cdn.office.net/**', (route) =>
        route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } }),
      );
    });
    afterEach(() => host.close());

    it('takes token, language, theme and deep link from the host, and says that it is ready', async () => {
      await tab.page.goto(host.address({ locale: 'zh-cn', theme: 'dark', subEntityId: scorecard }));
      const frame = tab.page.frameLocator('iframe');
      await frame.getByRole('heading', { level: 1, name: '记分卡' }).waitFor();
      const heard = await tab.page.evaluate(() => (window as unknown as HostWindow).heard);
      const expected = [
        'initialize',
        'getContext',
        'registerHandler themeChange',
        'authentication.getAuthToken',
        'appInitialization.success',
      ];
      expect(heard).toEqual(expect.arrayContaining(expected));
      expect(await frame.getByRole('button', { name: '主题、语言与登录' }).count()).toBe(0);
    });

    it('follows the host’s theme, also one that it does not know', async () => {
      await tab.page.goto(host.address({ locale: 'en-us', theme: 'dark', subEntityId: scorecard }));
      const root = tab.page.frameLocator('iframe').locator('html');
      await tab.page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor();
      expect(await root.getAttribute('style')).toBe('color-scheme: dark;');
      await tab.page.evaluate(() => (window as unknown as HostWindow).say('themeChange', ['glass']));
      await tab.page.frameLocator('iframe').locator('html[style="color-scheme: light;"]').waitFor({ state: 'attached' });
    });

    it('says so where the page around it is not Teams', async () => {
      await tab.page.goto(host.address({ locale: 'en-us', theme: 'default', silent: true }));
      await tab.page.frameLocator('iframe').getByRole('link', { name: 'Open in a window of its own' }).waitFor({ timeout: 15_000 });
    });

    describe('asked what a channel’s tab shall show', () => {
      const opened = async () => {
        await tab.page.goto(host.address({ locale: 'en-us', theme: 'default', frameContext: 'settings', path: '/configure' }));
        const frame = tab.page.frameLocator('iframe');
        await frame.getByRole('heading', { level: 1, name: 'What shall this tab show?' }).waitFor();
        return frame;
      };
      const kept = async () => {
        await tab.page.waitForFunction(() => (window as unknown as HostWindow).isValid);
        await tab.page.evaluate(() => (window as unknown as HostWindow).say('settings.save', []));
        await tab.page.waitForFunction(() => (window as unknown as HostWindow).heard.includes('settings.save.success'));
        return tab.page.evaluate(() => (window as unknown as HostWindow).settings);
      };

      it('offers the first account’s scorecard at once', async () => {
        await opened();
        const address = `${tab.server.origin}${scorecard}`;
        expect(await kept()).toEqual({
          entityId: 'account:northwind-global:scorecard',
          contentUrl: address,
          websiteUrl: address,
          suggestedDisplayName: 'Northwind Global Manufacturing and Logistics Holdings',
        });
      });

      it('sets an account up in a channel that has none, and may be saved as soon as there is one', async () => {
        tab.server.answer.noAccounts = true;
        const place = { channelId: '19:new@thread.tacv2', teamId: '19:new@thread.tacv2', groupId: '0a8f4a4e-1111-4c1c-9d57-0b7a3a3f1111' };
        await tab.page.goto(host.address({ locale: 'en-us', theme: 'default', frameContext: 'settings', path: '/configure', ...place }));
        const frame = tab.page.frameLocator('iframe');
        await frame.getByRole('heading', { level: 1, name: 'Set up a new account' }).waitFor();
        // The channel is the one that the tab is added to: no other is offered.
        await frame.getByLabel('For the channel').waitFor();
        expect(await frame.getByLabel('For the channel').locator('option').allTextContents()).toEqual([
          'Northwind account team › Woodgrove',
        ]);
        expect(await tab.page.evaluate(() => (window as unknown as HostWindow).isValid ?? false)).toBe(false);
        await frame.getByLabel('Name').fill('Northwind');
        tab.server.answer.noAccounts = false;
        await frame.getByRole('button', { name: 'Create the account' }).click();
        await frame.getByText('You can save the tab in Teams now').waitFor();
        expect(await kept()).toMatchObject({ entityId: 'account:northwind-global:scorecard' });
        expect(await tab.violations({ frame: tab.page.frames()[1] })).toEqual([]);
      });

      it('takes another account, and the page of one KPI', async () => {
        const frame = await opened();
        await frame.getByLabel('One KPI').click();
        await frame.getByLabel('KPI', { exact: true }).selectOption({ label: 'Revenue' });
        expect(await kept()).toMatchObject({
          entityId: 'account:northwind-global:kpi/revenue',
          contentUrl: expect.stringMatching(/kpi\/revenue$/),
        });
        await frame.getByLabel('Account').selectOption({ label: 'Fabrikam' });
        await frame.getByLabel('Sources').click();
        expect(await kept()).toMatchObject({ entityId: 'account:fabrikam:sources', suggestedDisplayName: 'Fabrikam · Sources' });
      });

      it('has no accessibility violation there, and says in a browser where it belongs', async () => {
        const frame = await opened();
        await frame.getByLabel('One KPI').click();
        await frame.getByLabel('KPI', { exact: true }).waitFor();
        expect(await tab.violations({ frame: tab.page.frames()[1] })).toEqual([]);
        await tab.open();
        await tab.show('/configure');
        expect(await tab.page.getByRole('heading', { level: 1, name: 'This page belongs into Teams' }).count()).toBe(1);
      });
    });
  });
}
