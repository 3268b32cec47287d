import { z } from 'zod';
import { NotSentError } from '../../src/outbox/carrier.ts';
import { type Nudge, operations } from '../../src/server/contract.ts';
import { AudienceUnknownError } from '../../src/server/problems.ts';
import { nudgeCard } from '../cards/nudge.ts';
import { oneLine } from '../cards/parts/escape.ts';
import type { Pulse } from '../pulse.ts';
import type { Account } from '../turn.ts';
import { defineMessage, type Recipient } from './message.ts';

/** Once a day at most: the one nudge that is worth most to the person, of all their accounts. Who may see what is asked now. */
export const morningCard = defineMessage({
  kind: 'morningCard',
  content: z.object({ directoryId: z.string(), on: z.iso.date() }),
  async render(to, { directoryId }, pulse) {
    const { where, words } = to;
    if (where.kind !== 'personal' || where.directoryId !== directoryId)
      throw new NotSentError('final', 'nobody', 'the chat is with somebody else');
    const { found, total, name } = await asked(to, directoryId, pulse);
    const [best] = found;
    if (!best && (await isAccessUnknown(to, directoryId, pulse)))
      throw new NotSentError('retry', 'rosterUnknown', 'whether the person may see the account could not be read');
    if (!best) throw new NotSentError('pointless', 'nothingAsked', 'nothing is asked of the person any more');
    const { t } = words;
    const under = total > 1 ? t.nudges.andMore(total - 1) : t.nudges.worthMost;
    const greeting = { title: t.nudges.morning(name ? oneLine(name, 40) : ''), under: `${under} ${t.nudges.quiet}` };
    return nudgeCard(best.nudge, best.account, words, { greeting, alert: true });
  },
});

/** What is asked of the person in all the accounts that are theirs at this moment. */
async function asked({ members, words: { language } }: Recipient, directoryId: string, { door }: Pulse) {
  const self = (await members()).find((member) => !member.isForeign && (member.directoryId ?? member.outsiderId) === directoryId);
  // Who the directory no longer knows here is told nothing.
  if (!self) throw new NotSentError('pointless', 'nobody', 'the person is not in the chat');
  const viewer = { kind: 'person', caller: { directoryId, name: self.name, address: self.address } } as const;
  const { accounts } = await door.ask(operations.me, viewer, { language });
  const found: { nudge: Nudge; account: Account }[] = [];
  let total = 0;
  for (const account of accounts.filter(({ role }) => role !== 'reader')) {
    const page = await door.ask(operations.nudges, viewer, {
      language,
      path: { account: account.id },
      query: { mine: 'true', limit: '1' },
    });
    total += page.total;
    found.push(...page.nudges.map((nudge) => ({ nudge, account })));
  }
  found.sort((one, other) => other.nudge.rank - one.nudge.rank || (one.nudge.dueOn ?? '9999').localeCompare(other.nudge.dueOn ?? '9999'));
  return { found, total, name: self.name?.split(' ')[0] ?? null };
}

/** To one person an account whose roster is unknown is not there; asked as an audience of one, the door tells it apart. */
async function isAccessUnknown({ accountId, words: { language } }: Recipient, directoryId: string, { door }: Pulse): Promise<boolean> {
  const alone = { kind: 'audience', directoryIds: [directoryId] } as const;
  try {
    await door.ask(operations.digests, alone, { language, path: { account: accountId }, query: { limit: '1' } });
    return false;
  } catch (error) {
    return error instanceof AudienceUnknownError;
  }
}
