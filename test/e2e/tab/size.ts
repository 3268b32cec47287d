import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { builtTab } from '../support/build.ts';
import { scorecard, type Tab } from '../support/tab.ts';

export function theSize(tab: Tab): void {
  it('loads at most 220 kB of script, as sent, before its first page stands', async () => {
    await tab.page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (document.querySelector('[data-kpi]') === null) return;
        seen.disconnect();
        performance.mark('first-cards');
      });
      seen.observe(document, { childList: true, subtree: true });
    });
    await tab.show(scorecard);
    const before = await tab.page.evaluate(() => {
      const drawn = performance.getEntriesByName('first-cards')[0]?.startTime ?? 0;
      return performance
        .getEntriesByType('resource')
        .flatMap(({ name, startTime }) => (name.endsWith('.js') && startTime <= drawn ? [name] : []));
    });
    expect(before.length).toBeGreaterThan(2);
    const bytes = before.reduce((sum, name) => sum + gzipSync(readFileSync(join(builtTab, new URL(name).pathname))).length, 0);
    expect(bytes).toBeLessThanOrEqual(220_000);
  });
}
