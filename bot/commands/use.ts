import { ProblemError } from '../../src/server/problems.ts';
import { accountsNamed, accountsOf, nameOf, onlyShown, shownHere } from '../accounts.ts';
import { chooseAccount } from '../cards/chooseAccount.ts';
import { oneLine, plain } from '../cards/parts/escape.ts';
import { defineCommand } from './command.ts';

export const use = defineCommand({
  name: 'use',
  aliases: { en: ['switch', 'switch to', 'use account', 'account', 'accounts'], 'zh-CN': ['使用', '切换', '切换到', '选择客户', '客户'] },
  usage: { en: '<account>', 'zh-CN': '<客户>' },
  help: { en: 'Which account this conversation is about', 'zh-CN': '选择本会话所谈的客户' },
  for: 'person',
  async run(turn, args, pulse) {
    const { words, where } = turn;
    const { t } = words;
    const mine = await accountsOf(turn, pulse);
    if (mine.length === 0) throw new ProblemError('unknown-account');
    const linked = where.channelId === null ? [] : await pulse.conversations.linkedTo(where.channelId);
    const channels = mine.filter((account) => linked.includes(account.id));
    const [own] = channels;
    if (linked.length === 1 && own) return { text: t.account.channelsOwn(nameOf(await onlyShown(turn, pulse, own))) };
    const all = channels.length > 0 ? channels : mine;
    const offered = await shownHere(turn, pulse, all);
    const named = args === '' ? offered : accountsNamed(oneLine(args), offered);
    const [account] = named;
    // Whether one of the others is called so is not for everybody here.
    if (!account && offered.length < all.length) throw new ProblemError('unknown-account');
    if (!account) return { text: t.account.noneNamed(plain(args, 60)) };
    if (args === '' || named.length > 1) return chooseAccount(named, null, words);
    await pulse.conversations.choose(where.id, account.id);
    return { text: t.account.using(nameOf(account)) };
  },
});
