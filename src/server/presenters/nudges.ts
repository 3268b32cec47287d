import { canAnswerNudge } from '../../access/policies/nudges.ts';
import { shownPersons } from '../../access/shownPersons.ts';
import type { Visit } from '../../access/visit.ts';
import { contextOf, recordFacts } from '../../engine/index.ts';
import { kpiById } from '../../kpis/index.ts';
import type { Language, RecordType } from '../../model/index.ts';
import { type Choice, choicesFor } from '../../nudges/choices.ts';
import { isTheirs, type Whose } from '../../nudges/ledger.ts';
import { type TeamMember, teamOf } from '../../nudges/people.ts';
import type { NudgeRow } from '../../nudges/reconcile.ts';
import type { Days, NudgeRule, Told } from '../../nudges/rule.ts';
import { ruleOf } from '../../nudges/rules/index.ts';
import { toldOfNudges } from '../../nudges/told.ts';
import { worthIn } from '../../nudges/wording.ts';
import type { Tx } from '../../store/database.ts';
import type { Nudge } from '../contract.ts';
import { namesOf } from '../reading.ts';
import { amountsOf, valueOrNull } from './amounts.ts';

export interface NudgeReader {
  accountId: string;
  visit: Visit;
  mine: Whose;
  language: Language;
  days: Days;
  currency: string;
}

/** Nudges as one reader may see them: names are put in here, and only those that the policy shows. */
export async function presentNudges(tx: Tx, rows: readonly NudgeRow[], reader: NudgeReader): Promise<Nudge[]> {
  const { accountId, language, visit, mine, days, currency } = reader;
  const shown = rows.filter((row) => ruleOf(row.rule));
  const context = await contextOf(tx, { accountId, asOf: days.asOf, knownAt: null, period: 'fytd', slice: {} });
  const facts = await recordFacts(
    context,
    shown.map((row) => ({ recordType: row.record_type, recordId: row.record_id })),
  );
  const told = await toldOfNudges(tx, shown, { accountId, language, today: days.asOf, currency });
  // Who else is asked is a figure about a person.
  const shows = await shownPersons(tx, accountId, visit);
  const seen = shown.filter((row) => isTheirs(row, mine) || shows(row.person_id));
  const names = await namesOf(
    tx,
    accountId,
    seen.map((row) => row.person_id),
  );
  const team = shown.some((row) => mayAnswer(row, reader)) ? await teamOf(tx, accountId) : [];
  const nudges: Nudge[] = [];
  for (const row of shown) {
    const rule = ruleOf(row.rule) as NudgeRule;
    const words = told.get(row.id) as Told;
    const record = facts(row.record_type, row.record_id);
    const isShown = seen.includes(row);
    nudges.push({
      id: row.id,
      rule: row.rule,
      title: rule.title[language],
      ask: rule.ask[language](words),
      why: rule.why[language](words),
      recordType: row.record_type as RecordType,
      recordId: row.record_id,
      label: record.label,
      state: row.state,
      who: {
        id: isShown ? row.person_id : null,
        name: isShown && row.person_id !== null ? (names.get(row.person_id) ?? null) : null,
        isMe: isTheirs(row, mine),
        isManagers: row.person_id === null,
      },
      worth: worthOf(row, rule, words, reader),
      rank: Number(row.rank),
      dueOn: row.due_on,
      openedAt: row.opened_at,
      reopened: row.reopened,
      snoozedUntil: row.state === 'snoozed' ? row.snoozed_until : null,
      answers: mayAnswer(row, reader) ? await answersOf(tx, row, rule, team, words, reader) : null,
      sourceUrl: record.sourceUrl,
    });
  }
  return nudges;
}

const mayAnswer = (row: NudgeRow, { visit, mine }: NudgeReader): boolean =>
  row.state !== 'closed' && canAnswerNudge(visit, isTheirs(row, mine));

function worthOf(row: NudgeRow, rule: NudgeRule, told: Told, { language, currency }: NudgeReader): Nudge['worth'] {
  const kpi = row.kpi === null ? undefined : kpiById(row.kpi);
  if (!kpi || row.horizon === null) return null;
  return {
    kpi: kpi.id,
    title: kpi.title[language],
    unit: kpi.unit,
    change: valueOrNull(amountsOf(kpi.id, currency), row.worth),
    horizon: row.horizon,
    text: worthIn(language, rule, told, { kpi: kpi.id, change: row.worth, horizon: row.horizon, currency }),
  };
}

async function answersOf(
  tx: Tx,
  row: NudgeRow,
  { answer }: NudgeRule,
  team: readonly TeamMember[],
  told: Told,
  { accountId, language, days }: NudgeReader,
): Promise<NonNullable<Nudge['answers']>> {
  const choices = await choicesFor(tx, accountId, answer, row);
  return {
    answer: {
      field: answer.field,
      kind: answer.kind === 'date' ? 'date' : 'choice',
      label: answer.label[language],
      choices: choices.map((choice) => ({ value: choice.value, label: labelOf(choice, told) })),
      suggested: answer.suggested?.(days) ?? null,
      earliest: answer.earliest?.(days, row.facts) ?? null,
      latest: answer.latest?.(days) ?? null,
    },
    today: days.asOf,
    reassign: team.filter(({ personId }) => personId !== row.person_id).map(({ personId, name }) => ({ id: personId, name })),
  };
}

function labelOf({ name, amount, currency, on }: Choice, told: Told): string {
  return [name, told.money(amount, currency), told.date(on)].filter(Boolean).join(' · ');
}
