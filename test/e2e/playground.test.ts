import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, launch } from './support/chromium.ts';

const describeInChromium = hasChromium() ? describe : describe.skip;
const root = resolve(import.meta.dirname, '../..');
/** Where pictures go for people to look at. */
const pictures = process.env.PICTURES;

/** `npm start`, and what it said when it was ready. */
async function start(dataDir: string) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', GRAPH_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const chat = await new Promise<string>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`it ended with ${code}: ${said}`)));
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString('utf8');
      const url = /chat\s+(http:\S+)/.exec(said)?.[1];
      if (url) done(url);
    });
  });
  return {
    chat,
    stop: () =>
      new Promise<void>((done) => {
        child.removeAllListeners('exit').once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}

const isUp = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

describeInChromium('the Agents Playground beside npm start', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof start>>;
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'playground-'));
    server = await start(folder);
    browser = await launch();
    await expectSoon(() => isUp(server.chat));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    // It ended with us.
    expect(await isUp(server.chat)).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  const openChat = async (locale: string): Promise<Page> => {
    const page = await (await browser.newContext({ locale, viewport: { width: 1500, height: 1400 } })).newPage();
    await page.goto(server.chat);
    await page.getByRole('textbox').first().waitFor();
    return page;
  };
  const write = async (page: Page, text: string) => {
    await page.getByRole('textbox').first().click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  const picture = async (page: Page, name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  it('welcomes the account manager, and shows scorecard, drivers, a KPI and more as cards', async () => {
    const page = await openChat('en-US');
    await page.getByText('Account Pulse is here').first().waitFor();
    await picture(page, 'welcome');
    for (const [text, shown, name] of [
      ['scorecard', 'Kestrane Group · Scorecard', 'scorecard'],
      ['why partner attach since 1 Oct', 'Why Partner attach moved', 'why'],
      ['kpi ea renewal rate', 'With its numbers', 'kpi'],
      ['goal ea renewal rate', 'What brings EA renewal rate to its target', 'goal'],
      ['renewals', 'Kestrane Group · Renewals', 'renewals'],
      ['pipeline', 'Kestrane Group · Pipeline', 'pipeline'],
      ['sources', 'Kestrane Group · Sources', 'sources'],
      ['settings', 'Fiscal year begins', 'settings'],
      ['scorcard', 'Did you mean', 'typo'],
      ['help', 'What you can ask me', 'help'],
    ] as const) {
      await write(page, text);
      await page.getByText(shown).last().waitFor({ timeout: 20_000 });
      await page.waitForLoadState('networkidle');
      await picture(page, name);
    }
    // A button answers in the card's place.
    await page.getByRole('button', { name: 'Pipeline' }).last().click();
    await page.getByText('Kestrane Group · Pipeline').nth(1).waitFor();
    await page.context().close();
  }, 120_000);

  it('speaks Chinese with who writes Chinese', async () => {
    const page = await openChat('zh-CN');
    for (const [text, shown, name] of [
      ['记分卡', 'Kestrane Group · 记分卡', 'scorecard-zh'],
      ['为什么 合作伙伴参与率 自10月1日', '合作伙伴参与率变动原因', 'why-zh'],
      ['指标 EA 续约率', '代入数值', 'kpi-zh'],
      ['续约', 'Kestrane Group · 续约', 'renewals-zh'],
      ['帮助', '您可以这样问我', 'help-zh'],
    ] as const) {
      await write(page, text);
      await page.getByText(shown).last().waitFor({ timeout: 20_000 });
      await page.waitForLoadState('networkidle');
      await picture(page, name);
    }
    await page.context().close();
  }, 120_000);

  it('shows the linked channel its account to all who are there', async () => {
    const page = await openChat('en-US');
    await page.getByText('General', { exact: true }).click();
    // The chat is ready once the bot was added to it.
    await page.getByText('I answer here when you mention me').waitFor();
    await page.getByRole('textbox').first().click();
    await page.keyboard.type('@Account', { delay: 50 });
    await page.getByRole('menuitem', { name: 'Account Pulse' }).click();
    await page.getByRole('textbox').first().getByText('Account Pulse', { exact: true }).waitFor();
    await page.getByRole('menuitem', { name: 'Account Pulse' }).waitFor({ state: 'hidden' });
    await page.keyboard.type(' scorecard', { delay: 20 });
    await page.keyboard.press('Enter');
    await page.getByText('Kestrane Group · Scorecard').last().waitFor({ timeout: 20_000 });
    await picture(page, 'channel');
    await page.context().close();
  }, 60_000);
});

async function expectSoon(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await is()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('it did not come');
}
