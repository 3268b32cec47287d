import type { Setup } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { heading, section, subtle, text } from './parts/text.ts';

/** A card is read, not worked through; the tab has the rest. */
const mostWaits = 6;
const signs: Readonly<Record<Setup['steps'][number]['state'], string>> = { done: '✔', partly: '◐', open: '○', skipped: '–' };

/** What is still missing, that for which most KPIs wait first, with what to do; then the steps. */
export function setupCard({ missing, steps, isComplete }: Setup, account: Account, words: Words, tab: TabLinks): Message {
  const { t, language } = words;
  const name = account.name ?? account.slug;
  const waits = missing.waits.filter((wait) => wait.isNeeded && !wait.isDismissed);
  const summary = missing.text ?? (isComplete ? t.setup.complete : t.setup.nothingNeeded);
  return cardMessage({
    language,
    summary: `${oneLine(name)}: ${summary}`,
    body: [
      ...heading(`${plain(name)} · ${t.setup.title}`, summary),
      ...waits
        .slice(0, mostWaits)
        .flatMap((wait, index) => [
          text(plain(wait.text, 300), { separator: index > 0, spacing: 'Medium' }),
          subtle(plain(wait.next, 300), { spacing: 'None' }),
        ]),
      waits.length > mostWaits ? subtle(t.chat.more(waits.length - mostWaits)) : null,
      section(t.setup.steps),
      ...steps.map((step) => text(`${signs[step.state]} **${plain(step.title)}** · ${plain(step.text, 200)}`, { spacing: 'Small' })),
    ],
    actions: [open(t.setup.open, tab({ account: account.slug, page: 'setup' }, t.setup.title))],
  });
}
