import { Field, Input } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Settings } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { currencyOptions, monthStartOptions, timeZoneGroups } from './offered.ts';
import { SelectField } from './SelectField.tsx';

export type Basics = Pick<Settings['account'], 'name' | 'currency' | 'fiscalYearStart' | 'timeZone'>;

/** What must be known of an account before its first number: for who makes one, and for who changes it. */
export function AccountFields({ account, change }: { account: Basics; change(part: Partial<Basics>): void }) {
  const { t, locale } = useWords();
  const currencies = useMemo(() => currencyOptions(locale), [locale]);
  const starts = useMemo(() => monthStartOptions(locale), [locale]);
  const zones = useMemo(timeZoneGroups, []);
  return (
    <>
      <Field label={t('account.name')} required hint={t('account.nameHint')}>
        <Input value={account.name} maxLength={200} required onChange={(_, { value }) => change({ name: value })} />
      </Field>
      <SelectField
        label={t('account.currency')}
        hint={t('account.currencyHint')}
        value={account.currency}
        options={currencies}
        choose={(currency) => change({ currency })}
      />
      <SelectField
        label={t('account.fiscalYearStart')}
        hint={t('account.fiscalYearHint')}
        value={account.fiscalYearStart}
        options={starts}
        choose={(fiscalYearStart) => change({ fiscalYearStart })}
      />
      <SelectField
        label={t('form.timeZone')}
        hint={t('account.timeZoneHint')}
        value={account.timeZone}
        groups={zones}
        choose={(timeZone) => change({ timeZone })}
      />
    </>
  );
}
