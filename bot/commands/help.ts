import { helpCard } from '../cards/help.ts';
import { type Command, defineCommand } from './command.ts';

/** Help lists all commands, itself left out. */
export const helpOf = (commands: readonly Command[]): Command =>
  defineCommand({
    name: 'help',
    aliases: { en: ['commands', 'what can you do', 'how does this work', 'menu'], 'zh-CN': ['帮助', '说明', '菜单', '命令', '你能做什么'] },
    usage: { en: '', 'zh-CN': '' },
    help: { en: 'What you can ask me', 'zh-CN': '您可以问我什么' },
    for: 'person',
    run: async ({ words }) => helpCard(commands, words),
  });
