import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Amount, Kpi, Scorecard, Settings, SettingsBody } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { useScorecard } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { usePeriodName } from '../filters/PeriodPicker.tsx';
import { decimalOf, typedOf } from '../forms/decimal.ts';
import { NumberField } from '../forms/NumberField.tsx';
import { SaveRow } from '../forms/SaveRow.tsx';
import { SelectField } from '../forms/SelectField.tsx';
import { useForm } from '../forms/useForm.ts';
import { Loaded } from '../Loaded.tsx';
import { targetPeriods } from './fiscalPeriods.ts';

const useStyles = makeStyles({
  period: { maxWidth: '320px', marginBlockEnd: tokens.spacingVerticalL },
  group: {
    margin: `${tokens.spacingVerticalXL} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** The account's targets of one period, which stands in the address. Parts of the account keep theirs in the list of targets. */
export function TargetsForm({ account, settings }: { account: string; settings: Settings }) {
  const form = useForm();
  const { t } = useWords();
  const scorecard = useScorecard(account, { slice: {} });
  return (
    <>
      <p className={form.text}>{t('targets.text')}</p>
      <Loaded query={scorecard} rows={8}>
        {(data) => <OfPeriod account={account} settings={settings} scorecard={data} />}
      </Loaded>
    </>
  );
}

function OfPeriod({ account, settings, scorecard }: { account: string; settings: Settings; scorecard: Scorecard }) {
  const styles = useStyles();
  const form = useForm();
  const { t, locale } = useWords();
  const name = usePeriodName();
  const { address, change } = useAddress();
  const saving = useChangeSettings(account);
  const periods = targetPeriods(scorecard.asOf, settings.account.fiscalYearStart);
  const period = periods.find((one) => one === address.get('period')) ?? periods[0] ?? '';
  const [typed, setTyped] = useState<Record<string, string>>({});
  const storedOf = (kpi: string) => settings.targets.find((one) => one.kpi === kpi && one.period === period && one.organization === null);
  const keyOf = (kpi: Kpi) => `${period} ${kpi.id}`;
  const changes = scorecard.kpis.flatMap((kpi): NonNullable<SettingsBody['targets']> => {
    const text = typed[keyOf(kpi)];
    if (text === undefined || text === typedTarget(storedOf(kpi.id)?.value, kpi.unit)) return [];
    if (text.trim() === '') return [{ kpi: kpi.id, period, organization: null, value: null }];
    const decimal = decimalOf(text, kpi.unit, locale);
    if (decimal === null) return [];
    const value: Amount = kpi.unit === 'money' ? { amount: decimal, currency: settings.account.currency } : Number(decimal);
    return [{ kpi: kpi.id, period, organization: null, value }];
  });
  const groups = [...new Set(scorecard.kpis.map(({ group }) => group))];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changes.length > 0 && !saving.isPending) saving.mutate({ targets: changes }, { onSuccess: () => setTyped({}) });
      }}
    >
      <SelectField
        className={styles.period}
        label={t('targets.period')}
        value={period}
        options={periods.map((value) => ({ value, text: name(value) }))}
        choose={(value) => change({ period: value })}
      />
      {groups.map((group) => (
        <section key={group} aria-label={t(`group.${group}`)}>
          <h3 className={styles.group}>{t(`group.${group}`)}</h3>
          <div className={form.grid}>
            {scorecard.kpis
              .filter((kpi) => kpi.group === group)
              .map((kpi) => (
                <OneTarget
                  key={keyOf(kpi)}
                  kpi={kpi}
                  stored={storedOf(kpi.id)}
                  currency={settings.account.currency}
                  typed={typed[keyOf(kpi)]}
                  change={(text) => setTyped({ ...typed, [keyOf(kpi)]: text })}
                />
              ))}
          </div>
        </section>
      ))}
      <SaveRow sending={saving} isChanged={changes.length > 0} discard={() => setTyped({})} />
    </form>
  );
}

function OneTarget({
  kpi,
  stored,
  currency,
  typed,
  change,
}: {
  kpi: Kpi;
  stored: Settings['targets'][number] | undefined;
  currency: string;
  typed: string | undefined;
  change(typed: string): void;
}) {
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const hints = [
    kpi.value !== null && t('targets.now', { value: format.amount(kpi.value, kpi.unit) }),
    kpi.previousYear !== null && t('targets.lastYear', { value: format.amount(kpi.previousYear, kpi.unit) }),
  ].filter(Boolean);
  // What comes from a source is changed there.
  if (stored && stored.source !== 'app')
    return (
      <div>
        <div>{kpi.title}</div>
        <strong>{format.fullAmount(stored.value, kpi.unit)}</strong>
        <p className={form.quiet}>{t('targets.fromSource')}</p>
      </div>
    );
  const unit = kpi.unit === 'money' ? currency : kpi.unit === 'ratio' ? '%' : kpi.unit === 'days' ? t('targets.days') : undefined;
  return (
    <NumberField
      label={kpi.title}
      hint={hints.join(' · ') || undefined}
      typed={typed ?? typedTarget(stored?.value, kpi.unit)}
      unit={kpi.unit}
      after={unit}
      change={change}
    />
  );
}

const typedTarget = (value: Amount | undefined, unit: Kpi['unit']): string =>
  value === undefined ? '' : typedOf(typeof value === 'object' ? value.amount : plain(value), unit);
/** A number as a decimal: never as '1e-7'. */
const plain = (value: number): string => value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 });
