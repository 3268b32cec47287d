import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import type { Sources } from '../../../src/server/contract.ts';
import { changed } from '../../api/question.ts';
import { Note } from '../../components/Note.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { SourceLink } from '../../components/SourceLink.tsx';
import { StateMark, type Tone } from '../../components/StateMark.tsx';
import { useNow } from '../../components/useNow.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { AskedToDelete } from './AskedToDelete.tsx';

type Source = Sources['sources'][number];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 3fr) minmax(0, 1fr) minmax(0, 1.4fr) auto',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottomStyle: 'none' },
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) auto', alignItems: 'start' },
  },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  number: { fontVariantNumeric: 'tabular-nums' },
  problem: { gridColumn: '1 / -1', marginBlockEnd: tokens.spacingVerticalXS },
  end: {
    justifySelf: 'end',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    '@media (max-width: 1023px)': { gridRow: 1, gridColumn: 3 },
  },
  // On a narrow screen the name has a line of its own, and the rest stands in two columns below it.
  naming: { '@media (max-width: 1023px)': { gridRow: 1, gridColumn: '1 / 3' } },
  second: { '@media (max-width: 1023px)': { gridColumn: '2 / 4' } },
});

const looks: Record<Source['state'], { text: string; tone: Tone }> = {
  new: { text: 'new', tone: 'none' },
  syncing: { text: 'syncing', tone: 'none' },
  fresh: { text: 'isFresh', tone: 'good' },
  stale: { text: 'stale', tone: 'waiting' },
  asking: { text: 'asking', tone: 'waiting' },
  failed: { text: 'failed', tone: 'bad' },
};

/** One row for each source; those that need somebody come first. */
export function SourceList({
  account,
  sources,
  address,
  isManager,
  sync,
}: {
  sources: readonly Source[];
  address: URLSearchParams;
  account: string;
  isManager: boolean;
  /** null: not now. */
  sync: ((source: string) => void) | null;
}) {
  const styles = useStyles();
  const needs = (source: Source) => (source.state === 'failed' ? 0 : source.state === 'asking' ? 1 : source.state === 'stale' ? 2 : 3);
  const ordered = [...sources].sort((a, b) => needs(a) - needs(b));
  return (
    <ul className={styles.list}>
      {ordered.map((source) => (
        <SourceRow key={source.id} account={account} source={source} address={address} isManager={isManager} sync={sync} />
      ))}
    </ul>
  );
}

function SourceRow({ account, source, address, isManager, sync }: Omit<Parameters<typeof SourceList>[0], 'sources'> & { source: Source }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const now = useNow();
  const readText = (at: string) =>
    now - Date.parse(at) < 60_000 ? t('sources.readNow') : t('sources.readAgo', { ago: format.ago(at, now) });
  const { text, tone } = looks[source.state];
  const isAsking = source.state === 'asking';
  return (
    <li className={styles.row} data-source={source.id}>
      <div className={styles.naming}>
        <h3 className={styles.name}>{source.webUrl ? <SourceLink href={source.webUrl}>{source.name}</SourceLink> : source.name}</h3>
        <span className={styles.quiet}>{format.list(source.recordTypes.map((type) => t(`record.${type}`)))}</span>
      </div>
      <StateMark tone={tone} text={t(`sources.${text}`)} />
      <div className={styles.second}>
        {source.freshAsOf ? (
          <>
            <div>{readText(source.freshAsOf)}</div>
            <time dateTime={source.freshAsOf} className={styles.quiet}>
              {format.instant(source.freshAsOf)}
            </time>
          </>
        ) : (
          <span className={styles.quiet}>{t('sources.never')}</span>
        )}
        <div className={styles.quiet}>
          {t(`sources.${source.following}`)}
          {source.followingNote && ` ${source.followingNote}`}
          {source.missed !== null && source.missed > 0 && ` ${t('sources.missed', { count: source.missed })}`}
        </div>
      </div>
      <div>
        <div className={styles.number}>{format.count(source.records)}</div>
        <span className={styles.quiet}>{t('sources.recordCount', { count: source.records })}</span>
      </div>
      <div className={styles.second}>
        <div className={styles.number}>{format.count(source.quarantined)}</div>
        {source.quarantined > 0 ? (
          <RouterLink inText className={styles.quiet} to={`${changed(address, { source: source.id, type: null })}#quarantine`}>
            {t('sources.quarantinedCount', { count: source.quarantined })}
          </RouterLink>
        ) : (
          <span className={styles.quiet}>{t('sources.quarantinedCount', { count: 0 })}</span>
        )}
      </div>
      <div className={styles.end}>
        {isManager && (
          <RouterLink
            to={`/a/${account}/sources/${encodeURIComponent(source.id)}/mapping`}
            aria-label={t('mapping.titleOf', { name: source.name })}
          >
            {t('mapping.short')}
          </RouterLink>
        )}
        {isManager && (
          <Button
            appearance="subtle"
            icon={<ArrowSyncRegular />}
            aria-label={t('sync.one', { name: source.name })}
            title={t('sync.one', { name: source.name })}
            aria-disabled={sync === null}
            onClick={() => sync?.(source.id)}
          />
        )}
      </div>
      {source.problem && (
        <Note tone={isAsking ? 'waiting' : 'bad'} className={styles.problem}>
          {source.problem.message}
          {isAsking && ` ${t('sources.askingText')}`}
          {source.problem.at && !isAsking && ` (${format.instant(source.problem.at)})`}
          {isAsking && isManager && <AskedToDelete account={account} source={source} />}
        </Note>
      )}
    </li>
  );
}
