import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { accountSettings, relations } from '../engine/index.ts';
import { fiscalYearSql } from '../kpis/fiscalYear.ts';
import type { Database, Tx } from '../store/database.ts';
import { lockAccount } from '../store/moment.ts';
import { type Cause, type NudgeRow, reconcile } from './reconcile.ts';
import type { NudgeCandidate, NudgeRule } from './rule.ts';
import { nudgeRules } from './rules/index.ts';
import { type NudgeSettings, nudgeSettings } from './settings.ts';
import { scales } from './worth.ts';

export interface Evaluated {
  /** How many nudges were opened, changed or closed. */
  changed: number;
}

/**
 * Brings the account's nudges in line with its records: after each sync, at the turn of the day, and when a setting
 * changes. One transaction under the account's lock, after contributions are up to date. Run twice it changes nothing,
 * and where neither the data nor the day have moved since the last run it does not even look.
 */
export function evaluateNudges(
  db: Database,
  accountId: string,
  { today, now }: { today: string; now: Date },
  rules: readonly NudgeRule[] = nudgeRules,
): Promise<Evaluated> {
  return db.transaction([accountId], async (tx) => {
    await lockAccount(tx, accountId);
    const settings = await nudgeSettings(tx, accountId);
    const mark = `${settings.revision} ${today} ${rules.map((rule) => rule.key).join(' ')}`;
    if (settings.evaluated === mark) return { changed: 0 };
    const { fiscalYearStart } = await accountSettings(tx, accountId, { kind: 'now' });
    const weighing = scales(tx, accountId, today, fiscalYearStart, settings.weights);
    const causes = await causesOf(tx, accountId, settings, rules, weighing, fiscalYearStart);
    const rows = await storedNudges(tx, accountId);
    const readings = await readingsOfThoseThatClose(rows, causes, weighing);
    const changed = reconcile(rows, causes, { today, now: now.toISOString(), newId: randomUUID, readingNow: readings });
    await weighing.forgetOthers();
    await writeNudges(tx, accountId, changed);
    await sql`update workspace set settings = settings || jsonb_build_object('nudgesEvaluated', ${mark}::text) where account_id = ${accountId}`.execute(
      tx,
    );
    return { changed: changed.length };
  });
}

type Scales = ReturnType<typeof scales>;

async function causesOf(
  tx: Tx,
  accountId: string,
  { isOn }: NudgeSettings,
  rules: readonly NudgeRule[],
  { days, weigh }: Scales,
  fiscalYearStart: string,
): Promise<Cause[]> {
  const causes: Cause[] = [];
  for (const rule of rules.filter(({ key }) => isOn(key))) {
    const select = rule.candidates({ asOf: `'${days.asOf}'::date`, fiscalYear: fiscalYearSql(fiscalYearStart) });
    const found = await sql<NudgeCandidate>`
      with ${relations(accountId, { kind: 'now' })} select * from (${sql.raw(select)}) candidate`.execute(tx);
    const weighed = await weigh(rule, found.rows);
    for (const [index, candidate] of found.rows.entries()) {
      const worth = weighed[index];
      causes.push({
        rule: rule.key,
        record_type: rule.recordType,
        record_id: candidate.record_id,
        person_id: candidate.owner_id,
        due_on: candidate.due_on,
        facts: candidate.told,
        kpi: worth?.kpi ?? null,
        worth: worth?.worth ?? null,
        rank: worth?.rank ?? '0',
        horizon: worth?.horizon ?? null,
        readingNow: worth?.before ?? null,
      });
    }
  }
  return causes;
}

/** What the KPIs of the nudges that are about to close read now, on the day that their worth was told for. */
async function readingsOfThoseThatClose(
  rows: readonly NudgeRow[],
  causes: readonly Cause[],
  { standingAt }: Scales,
): Promise<(row: NudgeRow) => string | null> {
  const still = new Set(causes.map((cause) => `${cause.rule}\n${cause.record_id}`));
  const closing = rows.filter((row) => row.state !== 'closed' && !still.has(`${row.rule}\n${row.record_id}`));
  const readings = new Map<string, string | null>();
  for (const { kpi, horizon } of closing) {
    if (kpi !== null && horizon !== null) readings.set(`${kpi} ${horizon}`, (await standingAt(kpi, horizon)).reading.value);
  }
  return ({ kpi, horizon }) => readings.get(`${kpi} ${horizon}`) ?? null;
}

const columns = `id, rule, record_type, record_id, person_id, is_reassigned, kpi, worth, rank, horizon, due_on, facts, state,
  opened_at, reopened, snoozed_until, settled_at, settled_by, reading_before, reading_after`;

/** Held until the transaction ends: an answer that is being given waits, and is not overwritten. */
async function storedNudges(tx: Tx, accountId: string): Promise<NudgeRow[]> {
  const found = await sql<NudgeRow>`select ${sql.raw(columns)} from nudge where account_id = ${accountId} order by id for update`.execute(
    tx,
  );
  return found.rows;
}

async function writeNudges(tx: Tx, accountId: string, rows: readonly NudgeRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into nudge (account_id, ${sql.raw(columns)})
    select ${accountId}, ${sql.raw(columns)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
      id text, rule text, record_type text, record_id text, person_id text, is_reassigned boolean, kpi text, worth numeric, rank numeric,
      horizon date, due_on date, facts jsonb, state text, opened_at timestamptz, reopened int, snoozed_until date, settled_at timestamptz,
      settled_by text, reading_before numeric, reading_after numeric)
    on conflict (account_id, rule, record_type, record_id) do update set
      person_id = excluded.person_id, is_reassigned = excluded.is_reassigned, kpi = excluded.kpi, worth = excluded.worth, rank = excluded.rank,
      horizon = excluded.horizon, due_on = excluded.due_on, facts = excluded.facts, state = excluded.state, opened_at = excluded.opened_at,
      reopened = excluded.reopened, snoozed_until = excluded.snoozed_until, settled_at = excluded.settled_at, settled_by = excluded.settled_by,
      reading_before = excluded.reading_before, reading_after = excluded.reading_after`.execute(tx);
}
