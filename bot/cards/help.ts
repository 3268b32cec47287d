import type { Command } from '../commands/command.ts';
import type { Words } from '../i18n/words.ts';
import type { Message } from '../turn.ts';
import { type Button, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { heading, subtle, text } from './parts/text.ts';

/** What a command is called in the person's language: its own name, or the first Chinese one. */
export const spokenName = (command: Command, { language }: Words): string =>
  language === 'en' ? command.name : (command.aliases[language][0] ?? command.name);

/** Commands that need nothing more: they are offered as buttons. */
const offered = ['scorecard', 'nudges', 'renewals', 'pipeline', 'sources'];

const startButtons = (commands: readonly Command[], words: Words): Button[] =>
  offered.flatMap((name) => {
    const command = commands.find((one) => one.name === name);
    return command ? [runCommand(capitalised(spokenName(command, words)), command.name)] : [];
  });
const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Every command with one line each. */
export function helpCard(
  commands: readonly Command[],
  words: Words,
  { greets = false, name = '' }: { greets?: boolean; name?: string } = {},
): Message {
  const { t, language } = words;
  return cardMessage({
    language,
    summary: greets ? `${t.help.greeting(oneLine(name, 40))} ${t.help.intro}` : t.help.title,
    body: [
      ...(greets ? [text(t.help.greeting(plain(name, 40)), { size: 'Large', weight: 'Bolder' })] : heading(t.help.title)),
      text(t.help.intro),
      facts(
        commands.map((command) => [
          plain([spokenName(command, words), command.usage[language]].filter(Boolean).join(' ')),
          command.help[language],
        ]),
      ),
      subtle(t.help.inRooms),
    ],
    actions: startButtons(commands, words),
  });
}

/** For what was not understood: the nearest command with what followed it, and help. */
export function suggestionCard(nearest: Command | null, args: string, words: Words): Message {
  const { t, language } = words;
  const name = nearest ? [spokenName(nearest, words), oneLine(args, 60)].filter(Boolean).join(' ') : null;
  const says = name === null ? t.help.notUnderstood : t.help.didYouMean(plain(name));
  return cardMessage({
    language,
    summary: name === null ? t.help.notUnderstood : t.help.didYouMean(name).replaceAll('**', ''),
    body: [text(says)],
    actions: [
      nearest && name !== null ? runCommand(capitalised(name), nearest.name, args) : null,
      nearest?.name === 'help' ? null : runCommand(t.help.help, 'help'),
      nearest?.name === 'scorecard' ? null : runCommand(t.scorecard.title, 'scorecard'),
    ],
  });
}
