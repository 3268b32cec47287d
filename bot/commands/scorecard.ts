import { operations } from '../../src/server/contract.ts';
import { scorecardCard } from '../cards/scorecard.ts';
import { defineCommand } from './command.ts';

export const scorecard = defineCommand({
  name: 'scorecard',
  aliases: {
    en: ['score card', 'score', 'dashboard', 'kpis', 'numbers', 'status'],
    'zh-CN': ['记分卡', '计分卡', '看板', '所有指标', '指标概览'],
  },
  usage: { en: '', 'zh-CN': '' },
  help: { en: 'The account’s headline numbers with target and status', 'zh-CN': '客户的关键指标、目标和状态' },
  for: 'account',
  async run(turn, _args, { door, tab }) {
    const { account, words } = turn;
    const read = await door.ask(operations.scorecard, await turn.viewer(), { language: words.language, path: { account: account.id } });
    return scorecardCard(read, account, words, tab);
  },
});
