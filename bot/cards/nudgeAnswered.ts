import type { Amount, Nudge, NudgeChanged } from '../../src/server/contract.ts';
import type { ProblemError } from '../../src/server/problems.ts';
import { problemTypes } from '../../src/server/problems.ts';
import type { Words } from '../i18n/words.ts';
import type { Account, Message } from '../turn.ts';
import { execute, open, runCommand } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { coloured, strong, subtle, text } from './parts/text.ts';

type Where = Pick<Account, 'id'>;

/** What became of an answer that was to be saved, in a sentence. */
export function saidOf(written: NudgeChanged['written'], { t, format }: Words): string {
  if (!written) return t.nudges.saidSaved;
  const { state, retryAt, isSeen } = written.edit;
  if (state === 'waiting') return t.nudges.saidWaits(retryAt && format.instant(retryAt));
  if (!written.changed) return t.nudges.saidAlready;
  return isSeen ? t.nudges.saidSaved : t.nudges.saidNotSeen;
}

/** What came of an answer: what was written, and what the KPI became. */
export function nudgeAnsweredCard({ nudge, written }: NudgeChanged, account: Where, words: Words, said: string): Message {
  const { t, language } = words;
  const readings = (written?.kpis ?? []).slice(0, 6);
  return cardMessage({
    language,
    summary: `${said} ${oneLine(nudge.ask)}`,
    body: [
      written?.edit.state === 'waiting'
        ? coloured(`… ${said}`, 'Warning', { weight: 'Bolder' })
        : coloured(`✔ ${said}`, 'Good', { weight: 'Bolder' }),
      text(plain(nudge.ask, 300)),
      written
        ? facts(written.fields.map(({ label, before, after }) => [oneLine(label), `${shown(before, words)} → ${shown(after, words)}`]))
        : null,
      ...readings.map((kpi, index) =>
        text(plain(kpi.text, 200), { spacing: index === 0 ? 'Medium' : 'None', ...(index === 0 ? { weight: 'Bolder' } : {}) }),
      ),
    ],
    actions: [runCommand(t.nudges.whatElse, 'nudges', '', account.id), nudge.sourceUrl ? open(t.chat.source, nudge.sourceUrl) : null],
  });
}

/** A value of a record: a day, an amount, yes or no, a text. */
export function shown(value: unknown, { format, t }: Words): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? format.date(value) : plain(value, 80);
  if (typeof value === 'boolean') return value ? t.nudges.yes : t.nudges.no;
  if (Array.isArray(value)) return plain(value.join(', '), 80);
  if (typeof value === 'object' && 'amount' in value) return format.fullAmount(value as Amount, 'money');
  return plain(String(value), 80);
}

/** Nothing was written: why, both versions where somebody was quicker, and where else it can be done. */
export function nudgeProblemCard(
  error: ProblemError,
  nudge: { account: string; nudge: string; answer: string | null },
  words: Words,
): Message {
  const { t, language } = words;
  const { conflict, sourceUrl } = error.facts;
  const title = problemTypes[error.key].title[language];
  const data = { account: nudge.account, nudge: nudge.nudge };
  return cardMessage({
    language,
    summary: title,
    body: [
      strong(title),
      error.message && !conflict ? text(plain(error.message, 300), { spacing: 'Small' }) : null,
      ...(conflict?.fields ?? []).flatMap(({ label, known, current, wished }) => [
        subtle(plain(label), { spacing: 'Medium' }),
        facts([
          [t.nudges.known, shown(known, words)],
          [t.nudges.current, shown(current, words)],
          [t.nudges.wished, shown(wished, words)],
        ]),
      ]),
    ],
    actions: [
      conflict && nudge.answer !== null
        ? execute(t.nudges.saveAnyway, 'nudgeAnswer', { ...data, answer: nudge.answer, ifMatch: conflict.version })
        : null,
      execute(t.nudges.back, 'nudgeOpen', data),
      sourceUrl ? open(t.chat.source, sourceUrl) : null,
    ],
  });
}

/** The person signs in, and the answer is saved in their name. */
export function signInCard(nudge: Pick<Nudge, 'ask' | 'id'>, account: string, url: string, words: Words): Message {
  const { t, language } = words;
  return cardMessage({
    language,
    summary: t.nudges.signIn,
    body: [text(plain(nudge.ask, 300)), strong(t.nudges.signInWhy), subtle(t.nudges.signInUntil)],
    actions: [open(t.nudges.signIn, url), execute(t.nudges.back, 'nudgeOpen', { account, nudge: nudge.id })],
  });
}
