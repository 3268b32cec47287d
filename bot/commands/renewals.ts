import { operations } from '../../src/server/contract.ts';
import { renewalsCard } from '../cards/renewals.ts';
import { defineCommand } from './command.ts';

const usualDays = 90;

export const renewals = defineCommand({
  name: 'renewals',
  aliases: { en: ['renewal', 'renew', 'due', 'what is due', "what's due"], 'zh-CN': ['续约', '续签', '到期', '待续约'] },
  usage: { en: '[days]', 'zh-CN': '[天数]' },
  help: { en: 'What comes due without a signed successor, and what nobody works on', 'zh-CN': '即将到期且尚未签署后续协议的协议' },
  for: 'account',
  async run(turn, args, { door, tab }) {
    const { account, words } = turn;
    const said = /\d+/.exec(args)?.[0];
    const days = said === undefined ? usualDays : Number(said);
    if (!Number.isInteger(days) || days < 1 || days > 730) return { text: words.t.renewals.badDays };
    const list = await door.ask(operations.renewals, await turn.viewer(), {
      language: words.language,
      path: { account: account.id },
      query: { days: String(days) },
    });
    return renewalsCard(list, account, words, tab);
  },
});
