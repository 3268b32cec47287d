import type { GoalSeek, KpiDetail } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { recordName } from './parts/driverSentence.ts';
import { link, oneLine, plain, whose } from './parts/escape.ts';
import { row } from './parts/readingRow.ts';
import { heading, subtle, text } from './parts/text.ts';

const mostNamed = 8;

/** The moves that bring a KPI to its target, in order, with what each adds, whose it is and until when. */
export function goalCard(goal: GoalSeek, kpi: Pick<KpiDetail, 'id' | 'title'>, account: Account, words: Words, tab: TabLinks): Message {
  const { t, format, language } = words;
  const title = plain(kpi.title);
  const before = words.value(goal.before, goal.unit);
  const after = words.value(goal.after, goal.unit);
  const isThere = goal.reached && goal.moves.length === 0;
  return cardMessage({
    language,
    summary: t.goal.summary(oneLine(kpi.title), goal.moves.length),
    body: [
      ...heading(t.goal.title(title), `${plain(account.name ?? account.slug)} · ${t.goal.by(format.date(goal.horizon))}`),
      text(isThere ? t.goal.already(before) : t.goal.gap(before, goal.target === null ? '–' : format.amount(goal.target, goal.unit)), {
        spacing: 'Small',
      }),
      ...goal.moves.slice(0, mostNamed).map((move, index) =>
        row(
          {
            title: `${index + 1}\\. ${plain(move.text)}: ${link(recordName(move.label) ?? t.why.unnamed, move.sourceUrl)}`,
            under: [move.dueOn === null ? null : t.goal.until(format.date(move.dueOn)), whose(move.ownerName)].filter(Boolean).join(' · '),
          },
          {
            title: move.adds === null ? '' : words.share(move.adds, goal.unit),
            under: subtle(`→ ${words.value(move.readingAfter, goal.unit)}`, { horizontalAlignment: 'Right' }),
          },
          { separator: index === 0 },
        ),
      ),
      goal.moves.length > mostNamed ? subtle(t.chat.more(goal.moves.length - mostNamed)) : null,
      goal.moves.length === 0 && !isThere ? text(t.goal.noMoves) : null,
      goal.moves.length === 0
        ? null
        : text(
            [goal.reached ? t.goal.reached(after) : t.goal.notReached(after), goal.reached && goal.smallest ? t.goal.smallest : null]
              .filter(Boolean)
              .join(' '),
            {
              spacing: 'Medium',
              separator: true,
            },
          ),
    ],
    actions: [
      runCommand(t.detail.why, 'why', kpi.id, account.id),
      open(t.chat.openTab, tab({ account: account.slug, page: { kpi: kpi.id } }, oneLine(kpi.title))),
    ],
  });
}
