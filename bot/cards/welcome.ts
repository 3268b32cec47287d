import type { Command } from '../commands/command.ts';
import type { Words } from '../i18n/words.ts';
import type { Message } from '../turn.ts';
import { spokenName } from './help.ts';
import { runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { plain } from './parts/escape.ts';
import { heading, subtle, text } from './parts/text.ts';

/** The first thing that a chat or channel sees, once: who this is, and three things to try. */
export function welcomeCard(
  kind: 'personal' | 'groupChat' | 'channel',
  commands: readonly Command[],
  addedBy: string | null,
  words: Words,
): Message {
  const { t, language } = words;
  const isPersonal = kind === 'personal';
  const buttons = (isPersonal ? ['scorecard', 'renewals', 'pipeline', 'help'] : ['scorecard', 'help']).flatMap((name) => {
    const command = commands.find((one) => one.name === name);
    const title = command && spokenName(command, words);
    return command && title ? [runCommand(title.charAt(0).toUpperCase() + title.slice(1), command.name)] : [];
  });
  return cardMessage({
    language,
    summary: t.welcome.title,
    body: [
      ...heading(t.welcome.title),
      text(isPersonal ? t.welcome.personal : t.welcome.room),
      isPersonal ? subtle(t.welcome.quiet, { spacing: 'Small' }) : null,
      !isPersonal && addedBy ? subtle(t.welcome.installedBy(plain(addedBy, 60)), { spacing: 'Small' }) : null,
    ],
    actions: buttons,
  });
}
