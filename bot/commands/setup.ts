import { operations } from '../../src/server/contract.ts';
import { setupCard } from '../cards/setup.ts';
import { defineCommand } from './command.ts';

export const setup = defineCommand({
  name: 'setup',
  aliases: {
    en: ['set up', 'missing', 'what is missing', 'whats missing', "what's missing", 'still missing', 'next steps'],
    'zh-CN': ['还缺什么', '缺什么', '缺少什么', '待完成', '初始设置'],
  },
  usage: { en: '', 'zh-CN': '' },
  help: { en: 'What the KPIs still wait for, and what to do next', 'zh-CN': '各指标还在等待什么，以及下一步' },
  for: 'account',
  async run(turn, _args, { door, tab }) {
    const { account, words } = turn;
    const read = await door.ask(operations.setup, await turn.viewer(), { language: words.language, path: { account: account.id } });
    return setupCard(read, account, words, tab);
  },
});
