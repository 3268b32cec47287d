import { operations } from '../../src/server/contract.ts';
import { pipelineCard } from '../cards/pipeline.ts';
import { defineCommand } from './command.ts';

export const pipeline = defineCommand({
  name: 'pipeline',
  aliases: { en: ['deals', 'opportunities', 'funnel', 'open deals'], 'zh-CN': ['商机管道', '商机', '销售管道', '管道'] },
  usage: { en: '', 'zh-CN': '' },
  help: { en: 'Open opportunities by forecast, and what keeps them from moving', 'zh-CN': '进行中的商机（按预测类别）及其停滞原因' },
  for: 'account',
  async run(turn, _args, { door, tab }) {
    const { account, words } = turn;
    const list = await door.ask(operations.pipeline, await turn.viewer(), { language: words.language, path: { account: account.id } });
    return pipelineCard(list, account, words, tab);
  },
});
