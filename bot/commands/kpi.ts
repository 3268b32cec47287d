import { operations } from '../../src/server/contract.ts';
import { kpiCard } from '../cards/kpi.ts';
import { whichKpi } from '../cards/whichKpi.ts';
import { kpisNamed } from '../kpiNames.ts';
import { defineCommand } from './command.ts';

export const kpi = defineCommand({
  name: 'kpi',
  aliases: { en: ['show kpi', 'show', 'metric', 'measure', 'how is'], 'zh-CN': ['指标', '查看指标', '查看'] },
  usage: { en: '<name>', 'zh-CN': '<名称>' },
  help: {
    en: 'One KPI: value, target, trend, and its formula with the actual numbers',
    'zh-CN': '单个指标：数值、目标、走势，以及代入数值的公式',
  },
  for: 'account',
  async run(turn, args, { door, tab }) {
    const { account, words } = turn;
    const named = kpisNamed(args);
    const [id] = named.ids;
    if (id === undefined || !named.certain) return whichKpi(named.ids, { command: 'kpi', wish: args }, account, words);
    const read = await door.ask(operations.kpi, await turn.viewer(), { language: words.language, path: { account: account.id, kpi: id } });
    return kpiCard(read, account, words, tab);
  },
});
