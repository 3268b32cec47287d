import { operations } from '../../src/server/contract.ts';
import { sourcesCard } from '../cards/sources.ts';
import { defineCommand } from './command.ts';

export const sources = defineCommand({
  name: 'sources',
  aliases: { en: ['source', 'data', 'freshness', 'health', 'data health'], 'zh-CN': ['数据来源', '来源', '数据', '数据健康'] },
  usage: { en: '', 'zh-CN': '' },
  help: {
    en: 'Where the numbers come from, how fresh they are, and what was not understood',
    'zh-CN': '数据从哪里来、是否最新、有哪些无法识别',
  },
  for: 'account',
  async run(turn, _args, { door, tab }) {
    const { account, words } = turn;
    const read = await door.ask(operations.sources, await turn.viewer(), { language: words.language, path: { account: account.id } });
    return sourcesCard(read, account, words, tab);
  },
});
