import type { ReactNode } from 'react';
import { Navigate, useParams } from 'react-router';
import type { Settings } from '../../../src/server/contract.ts';
import { useRole, useSettings } from '../../api/queries.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PartLinks } from '../../components/PartLinks.tsx';
import { TargetsForm } from '../../components/targets/TargetsForm.tsx';
import { useWords } from '../../i18n/text.ts';
import { AccountPart } from './AccountPart.tsx';
import { AsRead } from './AsRead.tsx';
import { ClosePart } from './ClosePart.tsx';
import { MeasuresPart } from './MeasuresPart.tsx';
import { MePart } from './MePart.tsx';
import { NudgesPart } from './NudgesPart.tsx';
import { PolicyPart } from './PolicyPart.tsx';

interface PartProps {
  account: string;
  settings: Settings;
}
/** In their order: the part stands in the address. `isForAll`: others than managers read it too. */
const parts: readonly { key: string; isForAll?: true; isForManagers?: true; show(props: PartProps): ReactNode }[] = [
  { key: 'account', show: (props) => <AccountPart {...props} /> },
  { key: 'targets', show: (props) => <TargetsForm {...props} /> },
  { key: 'measures', show: (props) => <MeasuresPart {...props} /> },
  { key: 'nudges', show: (props) => <NudgesPart {...props} /> },
  { key: 'people', isForAll: true, show: (props) => <PolicyPart {...props} /> },
  { key: 'me', isForAll: true, show: ({ account }) => <MePart account={account} /> },
  { key: 'end', isForManagers: true, show: ({ account }) => <ClosePart account={account} /> },
];

/** What the account is measured by and against. A manager changes it; everybody else reads what holds. */
export default function SettingsPage() {
  const { t } = useWords();
  const { slug = '', part } = useParams();
  const role = useRole(slug);
  const settings = useSettings(slug);
  const isManager = role === 'manager';
  const offered = parts.filter(({ isForManagers }) => !isForManagers || isManager);
  const shown = parts.find(({ key }) => key === part);
  if (!shown || (shown.isForManagers && role !== undefined && !isManager)) return <Navigate to={`/a/${slug}/settings/account`} replace />;
  return (
    <Page title={t('settings.title')} text={isManager ? undefined : t('settings.forManagers')}>
      <PartLinks
        label={t('settings.parts')}
        links={offered.map(({ key }) => ({
          key,
          to: `/a/${slug}/settings/${key}`,
          text: t(`settings.part.${key}`),
          isChosen: key === part,
        }))}
      />
      <Panel title={t(`settings.part.${shown.key}`)}>
        <Loaded query={settings} rows={8}>
          {(data) =>
            isManager || shown.isForAll ? (
              shown.show({ account: slug, settings: data })
            ) : (
              <AsRead part={shown.key} settings={data} account={slug} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}
