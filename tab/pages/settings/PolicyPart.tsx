import { Field, makeStyles, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components';
import type { Settings } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { useMe, useRole } from '../../api/queries.ts';
import { SaveRow } from '../../components/forms/SaveRow.tsx';
import { useDraft } from '../../components/forms/useDraft.ts';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';

const useStyles = makeStyles({ value: { display: 'block', fontWeight: tokens.fontWeightSemibold } });
const openness = ['off', 'own', 'named'] as const;

/** Whether figures about people are shown. An administrator decides; a manager may make it stricter; all may read it. */
export function PolicyPart({ account, settings }: { account: string; settings: Settings }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const isAdministrator = useMe().data?.administrator === true;
  const isManager = useRole(account) === 'manager';
  const saving = useChangeSettings(account);
  const { policies } = settings;
  const { draft, isChanged, change, discard } = useDraft(policies);
  const mayChoose = (value: (typeof openness)[number]) =>
    isAdministrator || (isManager && openness.indexOf(value) <= openness.indexOf(policies.figuresAboutPeople));
  const canChange = isAdministrator || (isManager && policies.figuresAboutPeople !== 'off');
  return (
    <>
      <p className={form.text}>{t('settings.policyText')}</p>
      {canChange ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged && !saving.isPending) saving.mutate({ policies: draft }, { onSuccess: discard });
          }}
        >
          <Field label={t('settings.figures')} hint={isAdministrator ? undefined : t('settings.stricterOnly')}>
            <RadioGroup
              value={draft.figuresAboutPeople}
              onChange={(_, { value }) => change({ figuresAboutPeople: openness.find((one) => one === value) ?? 'off' })}
            >
              {openness.map((value) => (
                <Radio key={value} value={value} label={t(`settings.policy.${value}`)} disabled={!mayChoose(value)} />
              ))}
            </RadioGroup>
          </Field>
          {isAdministrator && (
            <Field label={t('settings.legalBasis')} hint={t('settings.legalBasisHint')}>
              <Textarea
                value={draft.legalBasis ?? ''}
                maxLength={2000}
                onChange={(_, { value }) => change({ legalBasis: value.trim() === '' ? null : value })}
              />
            </Field>
          )}
          <SaveRow sending={saving} isChanged={isChanged} discard={discard} />
        </form>
      ) : (
        <div>
          <span className={styles.value}>{t(`settings.policy.${policies.figuresAboutPeople}`)}</span>
          <p className={form.quiet}>{t('settings.administratorDecides')}</p>
        </div>
      )}
      {policies.legalBasis && !isAdministrator && <p className={form.quiet}>{t('settings.basedOn', { basis: policies.legalBasis })}</p>}
    </>
  );
}
