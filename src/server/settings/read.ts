import { sql } from 'kysely';
import type { Visit } from '../../access/visit.ts';
import type { TargetInfo } from '../../engine/types.ts';
import { kpiById } from '../../kpis/index.ts';
import type { Language } from '../../model/index.ts';
import { nudgeRules } from '../../nudges/rules/index.ts';
import type { Tx } from '../../store/database.ts';
import type { Settings } from '../contract.ts';
import type { House } from '../house.ts';
import { readDigestSettings } from './digest.ts';

/** What holds where nothing was set: the defaults of the KPIs' definitions. */
export const usualSettings: Omit<Settings['account'], 'name'> = {
  currency: 'USD',
  fiscalYearStart: '07-01',
  timeZone: 'UTC',
  planFrom: null,
  eaPrograms: ['EA', 'EAS', 'SCE'],
  annuityPrograms: ['EA', 'EAS', 'SCE', 'CSP'],
  keyWinThreshold: null,
  renewalGraceDays: 90,
  conditionsScope: 'account',
};
interface AccountRow {
  name: string | null;
  currency: string | null;
  fiscal_year_start: string | null;
  time_zone: string | null;
  plan_from: string | null;
  ea_programs: string[] | null;
  annuity_programs: string[] | null;
  key_win_threshold: string | null;
  key_win_threshold_currency: string | null;
  renewal_grace_days: number | null;
  conditions_scope: Settings['account']['conditionsScope'] | null;
}

/** The settings in force; what was never set stands at its default. */
export async function readSettings(
  tx: Tx,
  { engine, config }: Pick<House, 'engine' | 'config'>,
  account: { id: string; slug: string; settings: Readonly<Record<string, unknown>> },
  language: Language,
): Promise<Settings> {
  const found =
    await sql<AccountRow>`select * from account where account_id = ${account.id} and id = 'account' and known_until = 'infinity'`.execute(
      tx,
    );
  const currency = found.rows[0]?.currency ?? usualSettings.currency;
  const targets = await engine.targets(tx, account.id, null);
  const rules = rulesOf(account.settings);
  return {
    account: accountOf(found.rows[0], account.slug, currency),
    targets: targets.map((target) => presentTarget(target, currency)),
    thresholds: { onTrack: 1, atRisk: 0.9, ...(account.settings.thresholds as object | undefined) },
    weights: { ...(account.settings.weights as Record<string, number> | undefined) },
    policies: policiesOf(account.settings, config.mode),
    nudges: { rules },
    nudgeRules: nudgeRules.map(({ key, title }) => ({ key, title: title[language], on: rules[key] ?? true })),
    digest: await readDigestSettings(tx, account.id),
  };
}

/** Nothing is shown about people until somebody has answered for it; the sample people of local mode need no such answer. */
export const policiesOf = (settings: Readonly<Record<string, unknown>>, mode: House['config']['mode']): Settings['policies'] => ({
  figuresAboutPeople: mode === 'local' ? 'named' : 'off',
  legalBasis: null,
  countries: {},
  ...(settings.policies as object | undefined),
});

/** The same as every policy judges it. */
export function figuresOf(
  settings: Readonly<Record<string, unknown>>,
  mode: House['config']['mode'],
): Pick<Visit, 'figuresAboutPeople' | 'figuresByCountry'> {
  const { figuresAboutPeople, countries } = policiesOf(settings, mode);
  return {
    figuresAboutPeople,
    figuresByCountry: Object.fromEntries(Object.entries(countries).map(([country, { figuresAboutPeople: level }]) => [country, level])),
  };
}

/** Every rule that there is, on unless it was switched off. */
const rulesOf = (settings: Readonly<Record<string, unknown>>): Record<string, boolean> => {
  const stored = (settings.nudges as { rules?: Record<string, boolean> } | undefined)?.rules ?? {};
  return Object.fromEntries(nudgeRules.map(({ key }) => [key, stored[key] ?? true]));
};

function accountOf(row: AccountRow | undefined, slug: string, currency: string): Settings['account'] {
  return {
    name: row?.name ?? slug,
    currency,
    fiscalYearStart: row?.fiscal_year_start ?? usualSettings.fiscalYearStart,
    timeZone: row?.time_zone ?? usualSettings.timeZone,
    planFrom: row?.plan_from ?? usualSettings.planFrom,
    eaPrograms: row?.ea_programs ?? usualSettings.eaPrograms,
    annuityPrograms: row?.annuity_programs ?? usualSettings.annuityPrograms,
    keyWinThreshold: row?.key_win_threshold
      ? { amount: row.key_win_threshold, currency: row.key_win_threshold_currency ?? currency }
      : null,
    renewalGraceDays: row?.renewal_grace_days ?? usualSettings.renewalGraceDays,
    conditionsScope: row?.conditions_scope ?? usualSettings.conditionsScope,
  };
}

function presentTarget(target: TargetInfo, currency: string): Settings['targets'][number] {
  const isMoney = kpiById(target.kpi)?.unit === 'money';
  return {
    kpi: target.kpi,
    period: target.period,
    organization: target.organizationId,
    value: isMoney ? { amount: target.value, currency: target.currency ?? currency } : Number(target.value),
    source: target.sourceId,
  };
}
