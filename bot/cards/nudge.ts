import type { CardElement } from '@microsoft/teams.cards';
import type { Nudge } from '../../src/server/contract.ts';
import type { Words } from '../i18n/words.ts';
import type { Account, Message } from '../turn.ts';
import { execute, open } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine, plain, whose } from './parts/escape.ts';
import { facts } from './parts/facts.ts';
import { heading, strong, subtle, text } from './parts/text.ts';

export interface NudgeCardMore {
  /** Stands above, and how many more are asked. */
  greeting?: { title: string; under: string };
  alert?: boolean;
}

/** One nudge: what is asked, why, what it is worth, and the ways to answer it. */
export function nudgeCard(nudge: Nudge, account: Pick<Account, 'id' | 'name' | 'slug'>, words: Words, more: NudgeCardMore = {}): Message {
  const { t, language } = words;
  const name = oneLine(account.name ?? account.slug);
  const data = { account: account.id, nudge: nudge.id };
  const isMine = nudge.answers !== null;
  return cardMessage({
    language,
    summary: `${name}: ${oneLine(nudge.ask)}`,
    body: [
      ...heading(more.greeting?.title ?? `${plain(name)} · ${plain(nudge.title)}`, more.greeting?.under ?? null),
      more.greeting ? subtle(`${plain(name)} · ${plain(nudge.title)}`, { spacing: 'Medium' }) : null,
      ...saying(nudge, words),
      ...(isMine ? inputs(nudge, words) : []),
    ],
    actions: [
      ...(isMine
        ? [
            ...(canBeAnswered(nudge) ? [execute(t.nudges.save, 'nudgeAnswer', data)] : []),
            execute(t.nudges.done, 'nudgeDone', data, { associatedInputs: 'none' }),
            execute(t.nudges.tomorrow, 'nudgeSnooze', { ...data, days: 1 }, { associatedInputs: 'none' }),
            execute(t.nudges.nextWeek, 'nudgeSnooze', { ...data, days: 7 }, { associatedInputs: 'none' }),
            execute(t.nudges.moreWays, 'nudgeMore', data, { associatedInputs: 'none' }),
          ]
        : []),
      nudge.sourceUrl ? open(t.chat.source, nudge.sourceUrl) : null,
    ],
    ...(more.alert ? { alert: true } : {}),
  });
}

/** What is asked, why, what it is worth and when it is due. */
export function saying(nudge: Nudge, { t, format }: Words): CardElement[] {
  const due = nudge.dueOn && format.date(nudge.dueOn);
  const who = nudge.who.isManagers ? t.nudges.managers : whose(nudge.who.name);
  return [
    strong(plain(nudge.ask, 300), { size: 'Medium' }),
    text(plain(nudge.why, 400), { spacing: 'Small' }),
    ...(nudge.worth?.text ? [text(plain(nudge.worth.text, 300), { spacing: 'Small', color: 'Accent' })] : []),
    ...(due || who
      ? [
          facts([
            [t.nudges.due, due],
            [t.nudges.asked, who],
          ]),
        ]
      : []),
  ];
}

const canBeAnswered = ({ answers }: Nudge): boolean => answers?.answer.kind === 'date' || (answers?.answer.choices.length ?? 0) > 0;

/** The input is called `answer`, whatever the rule. */
function inputs({ answers }: Nudge, { t }: Words): CardElement[] {
  if (!answers) return [];
  const { kind, label, choices, suggested, earliest, latest } = answers.answer;
  if (kind === 'date')
    return [
      {
        type: 'Input.Date',
        id: 'answer',
        label: oneLine(label),
        isRequired: true,
        errorMessage: t.nudges.dateNeeded,
        ...(suggested ? { value: suggested } : {}),
        ...(earliest ? { min: earliest } : {}),
        ...(latest ? { max: latest } : {}),
      },
    ];
  if (choices.length === 0) return [subtle(t.nudges.noChoice)];
  return [
    {
      type: 'Input.ChoiceSet',
      id: 'answer',
      label: oneLine(label),
      style: 'compact',
      isRequired: true,
      errorMessage: t.nudges.choiceNeeded,
      choices: choices.map((choice) => ({ title: oneLine(choice.label, 100), value: choice.value })),
    },
  ];
}

/** Other ways: until a day, or to somebody else. */
export function nudgeMoreCard(nudge: Nudge, account: Pick<Account, 'id'>, words: Words, tomorrow: string): Message {
  const { t, language } = words;
  const data = { account: account.id, nudge: nudge.id };
  const team = nudge.answers?.reassign ?? [];
  return cardMessage({
    language,
    summary: oneLine(nudge.ask),
    body: [
      strong(plain(nudge.ask, 300), { size: 'Medium' }),
      { type: 'Input.Date', id: 'until', label: t.nudges.until, min: tomorrow, value: tomorrow },
      team.length > 0
        ? {
            type: 'Input.ChoiceSet',
            id: 'to',
            label: t.nudges.to,
            style: 'compact',
            choices: team.slice(0, 100).map(({ id, name }) => ({ title: oneLine(name, 80), value: id })),
          }
        : null,
    ],
    actions: [
      execute(t.nudges.snooze, 'nudgeSnooze', data),
      team.length > 0 ? execute(t.nudges.give, 'nudgeReassign', data) : null,
      execute(t.nudges.back, 'nudgeOpen', data, { associatedInputs: 'none' }),
    ],
  });
}
