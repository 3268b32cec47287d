import { operations } from '../../src/server/contract.ts';
import { goalCard } from '../cards/goal.ts';
import { whichKpi } from '../cards/whichKpi.ts';
import { kpisNamed } from '../kpiNames.ts';
import { defineCommand } from './command.ts';

export const goal = defineCommand({
  name: 'goal',
  aliases: { en: ['goal seek', 'target', 'reach', 'what would reach', 'how to reach'], 'zh-CN': ['目标', '达标', '怎样达标', '如何达标'] },
  usage: { en: '<kpi>', 'zh-CN': '<指标>' },
  help: { en: 'The smallest set of moves that brings a KPI to its target', 'zh-CN': '使指标达标所需的最少行动' },
  for: 'account',
  async run(turn, args, { door, tab }) {
    const { account, words } = turn;
    const { language } = words;
    const viewer = await turn.viewer();
    const named = kpisNamed(args);
    const [id] = named.ids;
    if (id === undefined || !named.certain) return whichKpi(named.ids, { command: 'goal', wish: args }, account, words);
    const path = { account: account.id, kpi: id };
    const seek = await door.ask(operations.goalSeek, viewer, { language, path });
    const kpi = await door.ask(operations.kpi, viewer, { language, path });
    return goalCard(seek, kpi, account, words, tab);
  },
});
