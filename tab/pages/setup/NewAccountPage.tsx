import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useChannels } from '../../api/digests.ts';
import { type NewAccount, useCreateAccount } from '../../api/setup.ts';
import { AccountFields } from '../../components/forms/AccountFields.tsx';
import { SaveRow } from '../../components/forms/SaveRow.tsx';
import { SelectField } from '../../components/forms/SelectField.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useHost } from '../../host/context.ts';
import { languageNames, useWords } from '../../i18n/text.ts';
import { ChannelChoice, type ChosenChannel } from './ChannelChoice.tsx';

/** The first step, before there is an account: what it is called and how it counts. Who makes it becomes its manager. */
export default function NewAccountPage() {
  const form = useForm();
  const { t, language } = useWords();
  const { channel: here, tabSettings } = useHost();
  const navigate = useNavigate();
  const create = useCreateAccount();
  const channels = useChannels(here ?? undefined);
  const [channel, setChannel] = useState<ChosenChannel | null>(here);
  const [account, setAccount] = useState<Omit<NewAccount, 'channel'>>({
    name: '',
    currency: 'USD',
    fiscalYearStart: '07-01',
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
    language,
  });
  const isWhole = channel !== null && account.name.trim() !== '';
  return (
    <Page
      title={t('setup.new')}
      text={t('setup.newText')}
      back={tabSettings ? { to: '/configure', text: t('configure.title') } : { to: '/', text: t('home.title') }}
    >
      <Panel title={t('settings.part.account')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!channel || !isWhole || create.isPending) return;
            create.mutate({ ...account, channel }, { onSuccess: ({ slug }) => void navigate(`/a/${slug}/setup/lists`) });
          }}
        >
          <div className={form.grid}>
            <ChannelChoice
              label={t('setup.channel')}
              isOffered={({ mayCreate }) => mayCreate}
              chosen={channel}
              takesOnly
              choose={setChannel}
            />
            <AccountFields account={account} change={(part) => setAccount({ ...account, ...part })} />
            <SelectField
              label={t('form.language')}
              hint={t('setup.languageHint')}
              value={account.language}
              options={Object.entries(languageNames).map(([value, text]) => ({ value, text }))}
              choose={(value) => setAccount({ ...account, language: value === 'zh-CN' ? 'zh-CN' : 'en' })}
            />
          </div>
          <SaveRow
            sending={create}
            isChanged={isWhole}
            isAlwaysOpen={channels.data?.channels.some(({ mayCreate }) => mayCreate)}
            text={t('setup.create')}
          />
        </form>
      </Panel>
    </Page>
  );
}
