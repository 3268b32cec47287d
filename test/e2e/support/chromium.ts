import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const found = places.find((place): place is string => Boolean(place && existsSync(place)));

/** True where browser tests can run. Where they cannot they are skipped, with one line that says so; on a build server that is a failure. */
export function hasChromium(): boolean {
  if (found) return true;
  if (process.env.CI === 'true')
    throw new Error('No Chromium found, and CI=true: browser tests must run here. Set CHROMIUM_PATH or install chromium.');
  process.stderr.write('Browser tests skipped: no Chromium found (set CHROMIUM_PATH or install chromium).\n');
  return false;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: found,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
