import { makeStyles, tokens } from '@fluentui/react-components';
import type { Settings } from '../../../src/server/contract.ts';
import { useScorecard } from '../../api/queries.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { usePeriodName } from '../../components/filters/PeriodPicker.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    maxWidth: '760px',
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** The same settings for who may not change them: facts, no fields. */
export function AsRead({ part, settings, account }: { part: string; settings: Settings; account: string }) {
  if (part === 'targets') return <Targets settings={settings} account={account} />;
  return <Facts part={part} settings={settings} />;
}

function Facts({ part, settings }: { part: string; settings: Settings }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { account, thresholds, nudgeRules, weights } = settings;
  const facts: Record<string, [string, string][]> = {
    account: [
      [t('account.name'), account.name],
      [t('account.currency'), account.currency],
      [t('account.fiscalYearStart'), account.fiscalYearStart],
      [t('form.timeZone'), account.timeZone],
      [t('account.planFrom'), account.planFrom ? format.date(account.planFrom) : '–'],
      [t('account.renewalGraceDays'), format.count(account.renewalGraceDays)],
      [t('account.keyWinThreshold'), account.keyWinThreshold ? format.fullAmount(account.keyWinThreshold, 'money') : '–'],
      [t('account.conditionsScope'), t(`account.scope.${account.conditionsScope}`)],
      [t('account.eaPrograms'), format.list(account.eaPrograms)],
      [t('account.annuityPrograms'), format.list(account.annuityPrograms)],
    ],
    measures: [
      [t('settings.onTrack'), format.percent(thresholds.onTrack)],
      [t('settings.atRisk'), format.percent(thresholds.atRisk)],
      ...Object.entries(weights).map(([kpi, weight]): [string, string] => [kpi, format.count(weight)]),
    ],
    nudges: nudgeRules.map(({ title, on }): [string, string] => [title, t(on ? 'settings.isOn' : 'settings.isOff')]),
  };
  return (
    <dl className={styles.facts}>
      {(facts[part] ?? []).map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Targets({ settings, account }: { settings: Settings; account: string }) {
  const { t } = useWords();
  const format = useFormats();
  const name = usePeriodName();
  const kpis = new Map(useScorecard(account, { slice: {} }).data?.kpis.map((kpi) => [kpi.id, kpi]));
  if (settings.targets.length === 0) return <p style={{ margin: 0 }}>{t('targets.none')}</p>;
  return (
    <DataTable
      rows={settings.targets}
      keyOf={({ kpi, period, organization }) => `${kpi} ${period} ${organization}`}
      columns={[
        { key: 'kpi', head: t('configure.kpi'), cell: ({ kpi }) => kpis.get(kpi)?.title ?? kpi },
        { key: 'period', head: t('targets.period'), cell: ({ period }) => name(period) },
        { key: 'organization', head: t('slice.organization'), from: 'wide', cell: ({ organization }) => organization ?? '–' },
        {
          key: 'value',
          head: t('trend.target'),
          look: 'number',
          cell: ({ kpi, value }) => format.fullAmount(value, kpis.get(kpi)?.unit ?? 'count'),
        },
      ]}
    />
  );
}
