import type { Settings } from '../../../src/server/contract.ts';
import { useChangeSettings } from '../../api/digests.ts';
import { useSettings } from '../../api/queries.ts';
import { AccountFields } from '../../components/forms/AccountFields.tsx';
import { SaveRow } from '../../components/forms/SaveRow.tsx';
import { useDraft } from '../../components/forms/useDraft.ts';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useWords } from '../../i18n/text.ts';

/** Name, currency, fiscal year and time zone; all the rest stands in the settings. */
export function AccountStep({ account }: { account: string }) {
  const settings = useSettings(account);
  return <Loaded query={settings}>{(data) => <Fields account={account} settings={data} />}</Loaded>;
}

function Fields({ account, settings }: { account: string; settings: Settings }) {
  const form = useForm();
  const { t } = useWords();
  const saving = useChangeSettings(account);
  const { name, currency, fiscalYearStart, timeZone } = settings.account;
  const { draft, changes, isChanged, change, discard } = useDraft({ name, currency, fiscalYearStart, timeZone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && !saving.isPending) saving.mutate({ account: changes }, { onSuccess: discard });
      }}
    >
      <div className={form.grid}>
        <AccountFields account={draft} change={change} />
      </div>
      <SaveRow sending={saving} isChanged={isChanged} discard={discard}>
        <RouterLink to={`/a/${account}/settings/account`}>{t('setup.moreSettings')}</RouterLink>
      </SaveRow>
    </form>
  );
}
