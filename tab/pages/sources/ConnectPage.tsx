import { useNavigate, useParams } from 'react-router';
import { originOf, useConnect } from '../../api/connecting.ts';
import { useAddress } from '../../api/useAddress.ts';
import { AvailableSources } from '../../components/mapping/AvailableSources.tsx';
import { MappingPanel } from '../../components/mapping/MappingPanel.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useWords } from '../../i18n/text.ts';
import { OwnSources } from './OwnSources.tsx';

/** Connects one more list, workbook or file: which one stands in the address, then how it is read. */
export default function ConnectPage() {
  const { t } = useWords();
  const { slug = '' } = useParams();
  const { address } = useAddress();
  const navigate = useNavigate();
  const connect = useConnect(slug);
  const origin = originOf(address);
  const here = `/a/${slug}/sources`;
  if (!origin)
    return (
      <Page title={t('connect.title')} text={t('connect.text')} back={{ to: here, text: t('sources.title') }}>
        <Panel title={t('connect.onSite')}>
          <AvailableSources account={slug} to={(search) => `${here}/connect${search}`} />
        </Panel>
        <Panel title={t('connect.own.title')}>
          <OwnSources account={slug} done={here} />
        </Panel>
      </Page>
    );
  const name = Object.values(origin)[0] ?? '';
  return (
    <Page title={name} text={t('connect.mapText')} back={{ to: `${here}/connect`, text: t('connect.title') }}>
      <Panel title={t('mapping.title')}>
        <MappingPanel
          account={slug}
          origin={origin}
          stored={null}
          confirming={connect}
          confirm={(entry) => connect.mutate({ origin, entries: [entry] }, { onSuccess: () => void navigate(here) })}
          confirmText={t('mapping.connect')}
        />
      </Panel>
    </Page>
  );
}
