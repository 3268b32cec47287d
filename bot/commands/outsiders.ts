import { managedHere } from '../accounts.ts';
import { isOutsider } from '../audience.ts';
import { askOutsidersCard } from '../cards/outsiders.ts';
import { defineCommand } from './command.ts';

export const outsiders = defineCommand({
  name: 'outsiders',
  aliases: { en: ['guests', 'externals', 'people from outside'], 'zh-CN': ['外部人员', '来宾', '外部成员'] },
  usage: { en: '', 'zh-CN': '' },
  help: {
    en: 'What people from outside may see in this channel or chat (managers)',
    'zh-CN': '外部人员在此频道或聊天中可以看到什么（经理）',
  },
  for: 'person',
  async run(turn, _args, pulse) {
    const { t } = turn.words;
    if (turn.where.kind === 'personal') return { text: t.outsiders.onlyInRooms };
    if ((await managedHere(turn, pulse)) === null) return { text: t.outsiders.managersOnly };
    return askOutsidersCard((await turn.members()).filter(isOutsider).length, turn.words);
  },
});
