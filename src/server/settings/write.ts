import { sql } from 'kysely';
import { canKeepSettings, canSetFiguresAboutPeople } from '../../access/policies/settings.ts';
import { isAdministrator } from '../../access/visit.ts';
import { audit } from '../../audit/audit.ts';
import { applyChanges } from '../../engine/changes.ts';
import { kpiById } from '../../kpis/index.ts';
import { ruleOf } from '../../nudges/rules/index.ts';
import type { Tx } from '../../store/database.ts';
import { takeMoment } from '../../store/moment.ts';
import type { Settings, SettingsBody } from '../contract.ts';
import type { House } from '../house.ts';
import { type FieldError, ProblemError } from '../problems.ts';
import type { AskedOfAccount } from '../route.ts';
import { digestProblems, writeDigestSettings } from './digest.ts';
import { readSettings } from './read.ts';
import { targetChanges } from './targets.ts';

/** What the app itself writes has this source. */
const appSource = 'app';

/**
 * Writes the parts that are given, all or none of them, with what was there before in the audit. Targets and the settings
 * that KPIs read become records, so that the past keeps its own; the rest stays with the workspace. Last write wins.
 */
export async function writeSettings(tx: Tx, asked: AskedOfAccount, house: House, wished: SettingsBody): Promise<void> {
  const { account, caller, visit } = asked;
  if (Object.keys(wished).some((part) => part !== 'policies') && !canKeepSettings(visit)) throw new ProblemError('forbidden');

  const moment = await takeMoment(tx, account.id);
  const stored = await storedSettings(tx, account.id);
  const before = await readSettings(tx, house, { ...account, settings: stored }, asked.language);
  const policies = wished.policies && {
    ...before.policies,
    ...wished.policies,
    countries: wished.policies.countries ?? before.policies.countries,
  };
  if (policies && !canSetFiguresAboutPeople(visit, before.policies, policies))
    throw new ProblemError('forbidden', 'Only an administrator may let more be shown about people.');
  const targets = await targetChanges(tx, account.id, wished.targets ?? [], moment, caller.directoryId);
  refuse([...digestProblems(before.digest, wished.digest ?? []), ...targets.errors, ...problemsOf(wished, house, visit)]);

  const accountRecord =
    wished.account && Object.keys(wished.account).length > 0 ? accountFields({ ...before.account, ...wished.account }) : null;
  await applyChanges(tx, {
    accountId: account.id,
    sourceId: appSource,
    moment,
    // What a source said of the account gives way to what the manager says.
    deletions: [
      { recordType: 'target', ids: targets.removed },
      ...(accountRecord ? [{ recordType: 'account', ids: ['account'] } as const] : []),
    ],
    upserts: [
      { recordType: 'target', records: targets.set },
      ...(accountRecord
        ? [
            {
              recordType: 'account',
              records: [
                {
                  id: 'account',
                  sourceRowId: 'account',
                  sourceUrl: null,
                  modifiedAt: moment,
                  modifiedBy: caller.directoryId,
                  fields: accountRecord,
                },
              ],
            } as const,
          ]
        : []),
    ],
  });
  await writeDigestSettings(tx, account.id, before.digest, wished.digest ?? [], house.clock());
  const kept = {
    ...pick(wished, ['thresholds', 'weights']),
    ...(policies ? { policies } : {}),
    ...(wished.nudges ? { nudges: { rules: { ...before.nudges.rules, ...wished.nudges.rules } } } : {}),
  };
  await sql`update workspace set settings = settings || ${JSON.stringify(kept)}::jsonb, revision = revision + 1 where account_id = ${account.id}`.execute(
    tx,
  );

  const after = await readSettings(tx, house, { ...account, settings: { ...stored, ...kept } }, asked.language);
  for (const part of Object.keys(wished) as (keyof Settings)[]) {
    await audit(tx, {
      accountId: account.id,
      at: house.clock(),
      directoryId: caller.directoryId,
      action: 'settings',
      subject: part,
      before: before[part],
      after: after[part],
    });
  }
}

function problemsOf(wished: SettingsBody, house: House, visit: AskedOfAccount['visit']): FieldError[] {
  const unknownKpis = Object.keys(wished.weights ?? {}).filter((kpi) => !kpiById(kpi));
  const errors = unknownKpis.map((kpi) => ({ path: `weights.${kpi}`, message: 'there is no such KPI' }));
  const unknownRules = Object.keys(wished.nudges?.rules ?? {}).filter((rule) => !ruleOf(rule));
  errors.push(...unknownRules.map((rule) => ({ path: `nudges.rules.${rule}`, message: 'there is no such rule' })));
  if (house.config.mode === 'tenant' && wished.policies && isAdministrator(visit)) {
    const { countries = {}, ...general } = wished.policies;
    const said = [
      ['policies', general] as const,
      ...Object.entries(countries).map(([code, one]) => [`policies.countries.${code}`, one] as const),
    ];
    const unfounded = said.filter(([, { figuresAboutPeople, legalBasis }]) => figuresAboutPeople !== 'off' && !legalBasis);
    errors.push(
      ...unfounded.map(([path]) => ({ path: `${path}.legalBasis`, message: 'record the legal basis or works-council agreement first' })),
    );
  }
  return errors;
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0)
    throw new ProblemError('invalid-settings', errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors);
}

/** Under the account's lock: what another write has left. */
async function storedSettings(tx: Tx, accountId: string): Promise<Readonly<Record<string, unknown>>> {
  const found = await sql<{ settings: Record<string, unknown> }>`select settings from workspace where account_id = ${accountId}`.execute(
    tx,
  );
  return found.rows[0]?.settings ?? {};
}

/** Every setting is stated, also one that stands at its default: the record says the whole. */
const accountFields = (settings: Settings['account']) => ({ ...settings });

const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> =>
  Object.fromEntries(keys.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]]))) as Partial<Pick<T, K>>;
