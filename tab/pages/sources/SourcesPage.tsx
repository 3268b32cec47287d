import { Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { useParams } from 'react-router';
import { useRole, useSources, useSync } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Failure } from '../../components/Failure.tsx';
import { Message } from '../../components/Message.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useWords } from '../../i18n/text.ts';
import { QuarantinePanel } from './QuarantinePanel.tsx';
import { SourceList } from './SourceList.tsx';
import { SyncOutcome } from './SyncOutcome.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  top: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center', gap: tokens.spacingHorizontalL },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
});
/** While sources are being read, what is known of them is asked for so often. */
const watchEveryMs = 2_000;

/** Where the numbers come from, how fresh they are, and what could not be understood. */
export default function SourcesPage() {
  const styles = useStyles();
  const { t } = useWords();
  const { slug = '' } = useParams();
  const { address } = useAddress();
  const role = useRole(slug);
  const sync = useSync(slug);
  const sources = useSources(slug, sync.isPending ? watchEveryMs : 0);
  usePageTitle(t('sources.title'));
  const isManager = role === 'manager';
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h1 className={styles.title}>{t('sources.title')}</h1>
        {isManager && (sources.data?.sources.length ?? 0) > 0 && (
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
      </div>
      <SyncOutcome sync={sync} sources={sources.data?.sources ?? []} />
      {sources.error && !sources.data ? (
        <Failure error={sources.error} retry={() => void sources.refetch()} />
      ) : !sources.data ? (
        <PageSkeleton cards={4} />
      ) : sources.data.sources.length === 0 ? (
        <Message title={t('sources.empty')}>{t('sources.emptyText')}</Message>
      ) : (
        <>
          <Panel title={t('sources.connected', { count: sources.data.sources.length })}>
            <SourceList
              account={slug}
              sources={sources.data.sources}
              address={address}
              isManager={isManager}
              sync={isManager && !sync.isPending ? (source) => sync.mutate(source) : null}
            />
          </Panel>
          <QuarantinePanel account={slug} sources={sources.data.sources} role={role} address={address} />
        </>
      )}
    </div>
  );
}
