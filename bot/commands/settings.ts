import { operations } from '../../src/server/contract.ts';
import { settingsCard } from '../cards/settings.ts';
import { defineCommand } from './command.ts';

export const settings = defineCommand({
  name: 'settings',
  aliases: { en: ['setting', 'options', 'config', 'preferences'], 'zh-CN': ['设置', '配置', '选项'] },
  usage: { en: '', 'zh-CN': '' },
  help: { en: 'Currency, fiscal year, thresholds and policies of the account', 'zh-CN': '客户的货币、财年、门槛和政策' },
  for: 'account',
  async run(turn, _args, { door, tab }) {
    const { account, words } = turn;
    const read = await door.ask(operations.readSettings, await turn.viewer(), { language: words.language, path: { account: account.id } });
    return settingsCard(read, account, words, tab);
  },
});
