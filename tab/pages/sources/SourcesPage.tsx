import { Button, Spinner } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { useParams } from 'react-router';
import { useRole, useSources, useSync } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Failure } from '../../components/Failure.tsx';
import { Message } from '../../components/Message.tsx';
import { Note } from '../../components/Note.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PartLinks } from '../../components/PartLinks.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { useWords } from '../../i18n/text.ts';
import { QuarantinePanel } from './QuarantinePanel.tsx';
import { SourceList } from './SourceList.tsx';
import { SyncOutcome } from './SyncOutcome.tsx';
import { UnmatchedPanel } from './UnmatchedPanel.tsx';

const parts = ['quarantine', 'unmatched'] as const;
/** While sources are being read, what is known of them is asked for so often. */
const watchEveryMs = 2_000;

/** Where the numbers come from, how fresh they are, and what could not be understood. */
export default function SourcesPage() {
  const { t } = useWords();
  const { slug = '' } = useParams();
  const { address } = useAddress();
  const role = useRole(slug);
  const sync = useSync(slug);
  const sources = useSources(slug, sync.isPending ? watchEveryMs : 0);
  const isManager = role === 'manager';
  const shown = parts.find((part) => part === address.get('show')) ?? 'quarantine';
  return (
    <Page
      title={t('sources.title')}
      actions={
        isManager && (
          <>
            <RouterLink to={`/a/${slug}/sources/connect`}>{t('connect.title')}</RouterLink>
            {(sources.data?.sources.length ?? 0) > 0 && (
              <Button
                appearance="primary"
                icon={sync.isPending ? <Spinner size="tiny" /> : <ArrowSyncRegular />}
                // Not disabled: it would lose the focus, and with it the place of who works by keyboard.
                aria-disabled={sync.isPending}
                onClick={() => sync.isPending || sync.mutate(undefined)}
              >
                {t(sync.isPending ? 'sync.running' : 'sync.all')}
              </Button>
            )}
          </>
        )
      }
    >
      <SyncOutcome sync={sync} sources={sources.data?.sources ?? []} />
      {sources.error && !sources.data ? (
        <Failure error={sources.error} retry={() => void sources.refetch()} />
      ) : !sources.data ? (
        <PageSkeleton cards={4} />
      ) : sources.data.sources.length === 0 ? (
        <Message
          title={t('sources.empty')}
          actions={isManager && <RouterLink to={`/a/${slug}/setup/lists`}>{t('sources.setUp')}</RouterLink>}
        >
          {t('sources.emptyText')}
        </Message>
      ) : (
        <>
          {sources.data.cloud.lacks.length > 0 && (
            <Note tone="info">
              {t('sources.lacks', { cloud: sources.data.cloud.title })} {sources.data.cloud.lacks.map(({ text }) => text).join(' ')}
            </Note>
          )}
          <Panel title={t('sources.connected', { count: sources.data.sources.length })}>
            <SourceList
              account={slug}
              sources={sources.data.sources}
              address={address}
              isManager={isManager}
              sync={isManager && !sync.isPending ? (source) => sync.mutate(source) : null}
            />
          </Panel>
          <PartLinks
            label={t('sources.parts')}
            links={parts
              // Who only reads has no rows to mend.
              .filter((part) => part === 'quarantine' || role !== 'reader')
              .map((part) => ({
                key: part,
                to: part === 'quarantine' ? '?' : `?show=${part}`,
                text: t(`sources.part.${part}`),
                isChosen: part === shown,
              }))}
          />
          {shown === 'unmatched' && role ? (
            <UnmatchedPanel account={slug} role={role} address={address} />
          ) : (
            <QuarantinePanel account={slug} sources={sources.data.sources} role={role} address={address} />
          )}
        </>
      )}
    </Page>
  );
}
