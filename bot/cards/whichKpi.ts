import type { Words } from '../i18n/words.ts';
import { kpiNames } from '../kpiNames.ts';
import type { Account, Message } from '../turn.ts';
import { mostActions, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { text } from './parts/text.ts';

const titleOf = (id: string, { language }: Words): string => kpiNames[id]?.[language === 'en' ? 0 : 1] ?? id;

/** What one may ask for where nothing was named: the headlines. */
const examples = ['ea-renewal-rate', 'net-new-revenue', 'partner-attach', 'relationship-score', 'pipeline-coverage', 'deployment'];

/** Which KPI? A button for each that may be meant; the command goes on with it. `rest` is what else was asked. */
export function whichKpi(
  ids: readonly string[],
  asked: { command: string; wish: string; rest?: string },
  account: Account,
  words: Words,
): Message {
  const { t, language } = words;
  const isGuess = ids.length > 0;
  const question = isGuess ? t.detail.which : asked.wish === '' ? t.detail.name : t.detail.unknown(plain(asked.wish, 60));
  return cardMessage({
    language,
    summary: isGuess ? t.detail.which : asked.wish === '' ? t.detail.name : t.detail.unknown(oneLine(asked.wish, 60)),
    body: [text(question), isGuess || asked.wish === '' ? null : text(t.detail.someOf)],
    actions: (isGuess ? ids : examples)
      .slice(0, mostActions)
      .map((id) => runCommand(titleOf(id, words), asked.command, [id, asked.rest].filter(Boolean).join(' '), account.id)),
  });
}
