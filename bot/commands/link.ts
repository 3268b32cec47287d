import { operations } from '../../src/server/contract.ts';
import { ProblemError } from '../../src/server/problems.ts';
import { accountsNamed, accountsOf, isNamed, nameOf, onlyShown, shownHere } from '../accounts.ts';
import { askToLink } from '../cards/link.ts';
import { execute, mostActions } from '../cards/parts/actions.ts';
import { cardMessage } from '../cards/parts/card.ts';
import { oneLine, plain } from '../cards/parts/escape.ts';
import { text } from '../cards/parts/text.ts';
import type { Pulse } from '../pulse.ts';
import type { Message, Turn } from '../turn.ts';
import { defineCommand } from './command.ts';

const ending = /^(?:off|end|remove|unlink|no|取消|解除|关闭)$/i;

export const link = defineCommand({
  name: 'link',
  aliases: { en: ['link to', 'connect'], 'zh-CN': ['关联', '链接', '关联客户'] },
  usage: { en: '[account | off]', 'zh-CN': '[客户 | 取消]' },
  help: { en: 'Links this channel to an account (managers)', 'zh-CN': '将此频道关联到客户（经理）' },
  for: 'person',
  async run(turn, args, pulse) {
    const { where, words } = turn;
    const { t } = words;
    if (where.kind !== 'channel' || where.channelId === null || where.teamId === null) return { text: t.link.onlyInChannel };
    const mine = await accountsOf(turn, pulse);
    const linked = mine.filter((account) => account.role !== null);
    const linkedIds = await pulse.conversations.linkedTo(where.channelId);
    const [here] = linked.filter((account) => linkedIds.includes(account.id));
    if (ending.test(args) && here && here.role !== 'manager') return { text: t.link.managersOnly };
    if (ending.test(args) && !here) return { text: t.link.notLinked };
    if (here) {
      const name = nameOf(await onlyShown(turn, pulse, here));
      return ending.test(args) ? unlink(turn, pulse, here.id, name) : { text: t.link.already(name) };
    }
    const managed = mine.filter((account) => account.role === 'manager');
    if (managed.length === 0) return { text: t.link.noneToLink };
    // What a manager calls by its whole name is told to the room by them; no other name is told by us.
    const wished = args === '' ? managed : accountsNamed(oneLine(args), managed);
    const [one] = wished;
    if (one && wished.length === 1 && isNamed(oneLine(args), one)) return askToLink(one, words);
    const shown = await shownHere(turn, pulse, managed);
    const offered = wished.filter((account) => shown.includes(account));
    const [account] = offered;
    if (!account && shown.length < managed.length) throw new ProblemError('unknown-account');
    if (!account) return { text: t.account.noneNamed(plain(args, 60)) };
    if (offered.length === 1) return askToLink(account, words);
    return cardMessage({
      language: words.language,
      summary: t.account.which,
      body: [text(t.account.which)],
      actions: offered.slice(0, mostActions).map((one) => execute(oneLine(one.name ?? one.slug, 60), 'askToLink', { account: one.id })),
    });
  },
});

async function unlink(turn: Turn, { door }: Pulse, accountId: string, name: string): Promise<Message> {
  const { words, where } = turn;
  await door.ask(
    operations.unlink,
    { kind: 'person', caller: turn.person },
    {
      language: words.language,
      path: { account: accountId },
      query: { channelId: where.channelId ?? '' },
    },
  );
  return { text: words.t.link.ended(name) };
}
