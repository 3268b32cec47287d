import type { Edit } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { TabLinks } from '../tabLinks.ts';
import type { Account, Message } from '../turn.ts';
import { shown } from './nudgeAnswered.ts';
import { execute, open } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { strong, subtle, text } from './parts/text.ts';

/** An edit that waits for its person: why, both versions where somebody was quicker, and what can be done. */
export function editNeedsYouCard(edit: Edit, account: Account, words: Words, tab: TabLinks): Message {
  const { t, language, format } = words;
  const what = edit.title ?? edit.recordId;
  const conflict = edit.problem?.conflict ?? null;
  const data = { account: account.id, edit: edit.id };
  return cardMessage({
    language,
    summary: t.edits.needsYou(oneLine(what)),
    alert: true,
    body: [
      strong(t.edits.needsYou(plain(what, 200))),
      edit.problem ? text(plain(edit.problem.text, 300), { spacing: 'Small' }) : null,
      ...(conflict
        ? conflict.fields.flatMap(({ label, known, current, wished, changedBy, changedAt }) => [
            subtle(
              [plain(label), changedBy && changedAt ? t.edits.changedBy(plain(changedBy, 80), format.instant(changedAt)) : null]
                .filter(Boolean)
                .join(' · '),
              { spacing: 'Medium' },
            ),
            facts([
              [t.nudges.known, shown(known, words)],
              [t.nudges.current, shown(current, words)],
              [t.nudges.wished, shown(wished, words)],
            ]),
          ])
        : [facts(edit.fields.map(({ label, after }) => [t.edits.wanted(oneLine(label)), shown(after, words)]))]),
    ],
    actions: [
      edit.canRetry
        ? execute(conflict ? t.edits.anyway : t.edits.again, 'editAgain', { ...data, ...(conflict ? { ifMatch: conflict.version } : {}) })
        : null,
      execute(t.edits.giveUp, 'editWithdraw', data),
      open(t.edits.inTab, tab({ account: account.slug, page: 'edits' }, t.edits.inTab)),
    ],
  });
}
