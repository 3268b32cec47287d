import type { Command } from './command.ts';
import { digest } from './digest.ts';
import { goal } from './goal.ts';
import { helpOf } from './help.ts';
import { kpi } from './kpi.ts';
import { link } from './link.ts';
import { nudges } from './nudges.ts';
import { outsiders } from './outsiders.ts';
import { pipeline } from './pipeline.ts';
import { renewals } from './renewals.ts';
import { scorecard } from './scorecard.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { sources } from './sources.ts';
import { use } from './use.ts';
import { why } from './why.ts';

const listed: readonly Command[] = [
  scorecard,
  kpi,
  why,
  goal,
  renewals,
  pipeline,
  nudges,
  digest,
  sources,
  setup,
  use,
  link,
  outsiders,
  settings,
];

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [...listed, helpOf(listed)];
