import { Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Settings } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { DayInput } from '../../components/filters/DayInput.tsx';
import { AccountFields } from '../../components/forms/AccountFields.tsx';
import { decimalOf, typedOf } from '../../components/forms/decimal.ts';
import { NumberField } from '../../components/forms/NumberField.tsx';
import { SaveRow } from '../../components/forms/SaveRow.tsx';
import { SelectField } from '../../components/forms/SelectField.tsx';
import { useDraft } from '../../components/forms/useDraft.ts';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[;,\n；，、]/)
      .map((one) => one.trim())
      .filter(Boolean),
  ),
];

/** What the account is, and the settings that its KPIs read. Each change is kept with its day: the past keeps its own. */
export function AccountPart({ account, settings }: { account: string; settings: Settings }) {
  const form = useForm();
  const { t, locale } = useWords();
  const saving = useChangeSettings(account);
  const { draft, changes, isChanged, change, discard } = useDraft(settings.account);
  const [threshold, setThreshold] = useState<string | null>(null);
  const [programs, setPrograms] = useState<{ ea?: string; annuity?: string }>({});
  const typedThreshold = threshold ?? (draft.keyWinThreshold ? typedOf(draft.keyWinThreshold.amount, 'money') : '');
  const changeThreshold = (typed: string) => {
    setThreshold(typed);
    const amount = decimalOf(typed, 'money', locale);
    if (typed.trim() === '') change({ keyWinThreshold: null });
    else if (amount !== null) change({ keyWinThreshold: { amount, currency: draft.keyWinThreshold?.currency ?? draft.currency } });
  };
  const takeBack = () => {
    discard();
    setThreshold(null);
    setPrograms({});
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !saving.isPending) saving.mutate({ account: changes }, { onSuccess: takeBack });
      }}
    >
      <div className={form.grid}>
        <AccountFields account={draft} change={change} />
        <Field label={t('account.planFrom')} hint={t('account.planFromHint')}>
          <DayInput day={draft.planFrom ?? ''} choose={(day) => change({ planFrom: day })} clear={() => change({ planFrom: null })} />
        </Field>
        <Field label={t('account.renewalGraceDays')} hint={t('account.graceHint')}>
          <Input
            type="number"
            min={0}
            max={366}
            required
            value={String(draft.renewalGraceDays)}
            onChange={(_, { value }) => /^\d{1,3}$/.test(value) && change({ renewalGraceDays: Number(value) })}
          />
        </Field>
        <NumberField
          label={t('account.keyWinThreshold')}
          hint={t('account.keyWinHint')}
          typed={typedThreshold}
          unit="money"
          after={draft.keyWinThreshold?.currency ?? draft.currency}
          change={changeThreshold}
        />
        <SelectField
          label={t('account.conditionsScope')}
          hint={t('account.conditionsHint')}
          value={draft.conditionsScope}
          options={(['account', 'organizations'] as const).map((value) => ({ value, text: t(`account.scope.${value}`) }))}
          choose={(value) => change({ conditionsScope: value === 'account' ? 'account' : 'organizations' })}
        />
        <Field label={t('account.eaPrograms')} hint={t('account.eaHint')}>
          <Textarea
            value={programs.ea ?? draft.eaPrograms.join('; ')}
            onChange={(_, { value }) => {
              setPrograms({ ...programs, ea: value });
              change({ eaPrograms: listOf(value) });
            }}
          />
        </Field>
        <Field label={t('account.annuityPrograms')} hint={t('account.annuityHint')}>
          <Textarea
            value={programs.annuity ?? draft.annuityPrograms.join('; ')}
            onChange={(_, { value }) => {
              setPrograms({ ...programs, annuity: value });
              change({ annuityPrograms: listOf(value) });
            }}
          />
        </Field>
      </div>
      <SaveRow sending={saving} isChanged={isChanged} discard={takeBack} />
    </form>
  );
}
