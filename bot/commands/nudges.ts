import { operations } from '../../src/server/contract.ts';
import { nudgesCard } from '../cards/nudges.ts';
import { defineCommand } from './command.ts';

const everything = /^(all|team|everything|全部|所有|团队)$/i;

export const nudges = defineCommand({
  name: 'nudges',
  aliases: { en: ['nudge', 'asks', 'my nudges', 'todo', 'to do', 'what should i do'], 'zh-CN': ['提醒', '待办', '我的提醒', '该做什么'] },
  usage: { en: '[all]', 'zh-CN': '[全部]' },
  help: { en: 'What is asked of you, and what each is worth', 'zh-CN': '需要您处理的事项，以及各自的价值' },
  for: 'account',
  async run(turn, args, { door, tab }) {
    const { account, words } = turn;
    const viewer = await turn.viewer();
    const isMine = viewer.kind === 'person' && account.role !== 'reader' && !everything.test(args.trim());
    const list = await door.ask(operations.nudges, viewer, {
      language: words.language,
      path: { account: account.id },
      query: { mine: String(isMine), limit: '8' },
    });
    return nudgesCard(list, account, words, tab, { isMine });
  },
});
