import { describe, expect, it } from '@jest/globals';
import * as contract from '../../src/server/contract.ts';
import * as account from './support/account.ts';
import { hasChromium } from './support/chromium.ts';
import * as explained from './support/kpiAnswers.ts';
import { theTab } from './support/tab.ts';
import { everyPage } from './tab/everyPage.ts';
import { insideTeams } from './tab/insideTeams.ts';
import { theKpi } from './tab/kpi.ts';
import { theScorecard } from './tab/scorecard.ts';
import { signingIn } from './tab/signIn.ts';
import { theSize } from './tab/size.ts';
import { slicing } from './tab/slices.ts';
import { theSources } from './tab/sources.ts';

const inBrowser = hasChromium() ? describe : describe.skip;

it('plays the server with answers that keep the contract', () => {
  const question = new URLSearchParams('since=2025-11-30');
  contract.Me.parse(account.me);
  contract.Scorecard.parse(account.scorecard('en', question));
  contract.KpiDetail.parse(account.kpiDetail('zh-CN', 'net-new-revenue', question));
  contract.Breakdown.parse(account.breakdown('net-new-revenue', 'country', question));
  contract.Drivers.parse(explained.drivers('net-new-revenue', question));
  contract.DrillDown.parse(explained.records('net-new-revenue', question));
  contract.LeftOut.parse(explained.leftOut('net-new-revenue', question));
  contract.GoalSeek.parse(explained.goal('ea-renewal-rate', question));
  contract.SliceValues.parse(explained.sliceValues(question));
  contract.Sources.parse(account.sources);
  contract.SyncResult.parse(account.synced);
  contract.Quarantine.parse(account.quarantine(question));
  contract.Settings.parse(account.settings);
  expect(account.kpis('en').length).toBeGreaterThan(20);
});

/** One browser and one build for all of them: each part is a file in tab/. */
inBrowser('the tab', () => {
  const tab = theTab();
  signingIn(tab);
  theScorecard(tab);
  slicing(tab);
  theKpi(tab);
  theSources(tab);
  insideTeams(tab);
  everyPage(tab);
  theSize(tab);
});
