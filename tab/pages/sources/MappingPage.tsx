import { useNavigate, useParams } from 'react-router';
import type { ConnectedSource } from '../../../src/server/contract.ts';
import { type Origin, useChangeMapping, useMapping } from '../../api/connecting.ts';
import { useSources } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Choices } from '../../components/Choices.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { MappingPanel } from '../../components/mapping/MappingPanel.tsx';
import { Note } from '../../components/Note.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useWords } from '../../i18n/text.ts';
import { Disconnect } from './Disconnect.tsx';

/** How a connected source is read, to be seen and changed; and the way to disconnect it. */
export default function MappingPage() {
  const { t } = useWords();
  const { slug = '', source = '' } = useParams();
  const mapping = useMapping(slug, source);
  const facts = useSources(slug).data?.sources.find(({ id }) => id === source);
  const name = mapping.data?.name ?? facts?.name ?? source;
  return (
    <Page title={name} text={t('mapping.changeText')} back={{ to: `/a/${slug}/sources`, text: t('sources.title') }}>
      <Panel title={t('mapping.title')}>
        <Loaded query={mapping} rows={10}>
          {(data) => <Change account={slug} source={data} />}
        </Loaded>
      </Panel>
      {facts && (
        <Panel title={t('disconnect.title')}>
          <Disconnect account={slug} source={facts} />
        </Panel>
      )}
    </Page>
  );
}

/** "Deals.xlsx, table Pipeline" is what such a source is called. */
function originFrom({ kind, name }: ConnectedSource): Origin | null {
  if (kind === 'list') return { list: name };
  if (kind === 'file') return { file: name };
  if (kind !== 'workbook') return null;
  const part = /^(.*), (table|sheet) (.+)$/.exec(name);
  return part ? ({ workbook: part[1], [part[2] ?? '']: part[3] } as Origin) : { workbook: name };
}

function Change({ account, source }: { account: string; source: ConnectedSource }) {
  const { t } = useWords();
  const { address } = useAddress();
  const navigate = useNavigate();
  const change = useChangeMapping(account, source.id);
  const index = Math.min(Math.max(0, Math.trunc(Number(address.get('entry'))) || 0), source.entries.length - 1);
  const origin = originFrom(source);
  const stored = source.entries[index];
  if (!origin || !stored) return <Note tone="info">{t('mapping.byItself')}</Note>;
  return (
    <>
      {source.isMade && <Note tone="info">{t('mapping.isMade')}</Note>}
      {source.entries.length > 1 && (
        <Choices
          label={t('mapping.entries')}
          choices={source.entries.map(({ recordType }, place) => ({
            key: String(place),
            to: place === 0 ? '?' : `?entry=${place}`,
            text: t(`record.${recordType}`),
            isChosen: place === index,
          }))}
        />
      )}
      <MappingPanel
        key={index}
        account={account}
        origin={origin}
        stored={stored}
        confirming={change}
        confirm={(entry) =>
          change.mutate(
            source.entries.map((one, place) => (place === index ? entry : one)),
            { onSuccess: () => void navigate(`/a/${account}/sources`) },
          )
        }
        confirmText={t('mapping.readSo')}
      />
    </>
  );
}
