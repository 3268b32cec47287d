import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useParams } from 'react-router';
import type { Quarantine, Sources } from '../../../src/server/contract.ts';
import { useQuarantine, useSources } from '../../api/queries.ts';
import { Failure } from '../../components/Failure.tsx';
import { Message } from '../../components/Message.tsx';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { usePageTitle } from '../../frame/usePageTitle.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  heading: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingHorizontalM,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { display: 'flex', justifyContent: 'space-between', gap: tokens.spacingHorizontalM, fontWeight: tokens.fontWeightSemibold },
  name: { margin: 0, fontSize: 'inherit', fontWeight: 'inherit' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorStatusWarningForeground1 },
  link: { color: tokens.colorBrandForegroundLink, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  rows: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
});

const stateKey = { new: 'new', syncing: 'syncing', fresh: 'isFresh', stale: 'stale', asking: 'asking', failed: 'failed' } as const;
const stateStyle = { new: 'quiet', syncing: 'quiet', fresh: 'good', stale: 'waiting', asking: 'waiting', failed: 'bad' } as const;

/** Where the numbers come from, how fresh they are, and what could not be understood. */
export default function SourcesPage() {
  const styles = useStyles();
  const { t } = useWords();
  const { slug = '' } = useParams();
  const sources = useSources(slug);
  const quarantine = useQuarantine(slug);
  usePageTitle(t('sources.title'));
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{t('sources.title')}</h1>
      {sources.error ? (
        <Failure error={sources.error} retry={() => void sources.refetch()} />
      ) : sources.data ? (
        <SourceList sources={sources.data.sources} />
      ) : (
        <PageSkeleton cards={4} />
      )}
      {sources.data && quarantine.data && (
        <section aria-labelledby="quarantine">
          <h2 id="quarantine" className={styles.heading}>
            {t('sources.quarantine')}
          </h2>
          <QuarantineList quarantine={quarantine.data} names={new Map(sources.data.sources.map(({ id, name }) => [id, name]))} />
        </section>
      )}
    </div>
  );
}

function SourceList({ sources }: Sources) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  if (sources.length === 0) return <Message title={t('sources.empty')}>{t('sources.emptyText')}</Message>;
  return (
    <ul className={styles.list}>
      {sources.map((source) => (
        <li key={source.id} className={styles.card}>
          <div className={styles.head}>
            <h2 className={styles.name}>
              {source.webUrl ? (
                <a href={source.webUrl} target="_blank" rel="noreferrer" className={styles.link}>
                  {source.name}
                </a>
              ) : (
                source.name
              )}
            </h2>
            <span className={styles[stateStyle[source.state]]}>{t(`sources.${stateKey[source.state]}`)}</span>
          </div>
          <span className={styles.quiet}>{format.list(source.recordTypes.map((type) => t(`record.${type}`)))}</span>
          <span className={styles.quiet}>
            {t('sources.fresh')}: {source.freshAsOf ? format.instant(source.freshAsOf) : t('sources.never')} · {t('sources.records')}:{' '}
            {format.count(source.records)}
            {source.quarantined > 0 && ` · ${t('sources.quarantined')}: ${format.count(source.quarantined)}`}
          </span>
          {source.problem && <span className={mergeClasses(styles.quiet, styles.bad)}>{source.problem.message}</span>}
        </li>
      ))}
    </ul>
  );
}

function QuarantineList({ quarantine, names }: { quarantine: Quarantine; names: Map<string, string> }) {
  const styles = useStyles();
  const { t } = useWords();
  if (quarantine.rows.length === 0) return <p className={styles.quiet}>{t('sources.noQuarantine')}</p>;
  return (
    <>
      <ul className={styles.rows}>
        {quarantine.rows.map((row) => (
          <li key={`${row.source} ${row.rowId} ${row.recordType}`} className={styles.card}>
            <div className={styles.head}>
              <span>
                {names.get(row.source) ?? row.source} · {t('sources.row')} {row.recordId ?? row.rowId}
              </span>
              {row.sourceUrl && (
                <a href={row.sourceUrl} target="_blank" rel="noreferrer" className={styles.link}>
                  {t('sources.open')}
                </a>
              )}
            </div>
            {row.reasons.map((reason) => (
              <span key={`${reason.column} ${reason.field}`} className={styles.quiet}>
                {t('sources.expected', {
                  column: reason.column ?? reason.field ?? '',
                  value: row.withheld ? t('sources.withheld') : String(reason.value ?? ''),
                  expected: reason.expected,
                })}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {quarantine.total > quarantine.rows.length && (
        <p className={styles.quiet}>{t('sources.shown', { shown: quarantine.rows.length, total: quarantine.total })}</p>
      )}
    </>
  );
}
