import { Switch } from '@fluentui/react-components';
import type { Settings } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { SaveRow } from '../../components/forms/SaveRow.tsx';
import { useDraft } from '../../components/forms/useDraft.ts';
import { useForm } from '../../components/forms/useForm.ts';
import { useWords } from '../../i18n/text.ts';

/** By which rules somebody is asked. What is switched off asks nobody, and what it has asked is withdrawn. */
export function NudgesPart({ account, settings }: { account: string; settings: Settings }) {
  const form = useForm();
  const { t } = useWords();
  const saving = useChangeSettings(account);
  const { draft, changes, isChanged, change, discard } = useDraft(settings.nudges.rules);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isChanged || saving.isPending) return;
        const rules = Object.fromEntries(Object.entries(changes).flatMap(([rule, isOn]) => (isOn === undefined ? [] : [[rule, isOn]])));
        saving.mutate({ nudges: { rules } }, { onSuccess: discard });
      }}
    >
      <p className={form.text}>{t('settings.nudgesText')}</p>
      <ul className={form.list}>
        {settings.nudgeRules.map(({ key, title }) => (
          <li key={key}>
            <Switch label={title} checked={draft[key] ?? true} onChange={(_, { checked }) => change({ [key]: checked })} />
          </li>
        ))}
      </ul>
      <SaveRow sending={saving} isChanged={isChanged} discard={discard} />
    </form>
  );
}
