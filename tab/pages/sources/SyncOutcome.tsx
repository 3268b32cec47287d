import { makeStyles, tokens } from '@fluentui/react-components';
import type { Sources, SyncResult } from '../../../src/server/contract.ts';
import type { useSync } from '../../api/queries.ts';
import { Note } from '../../components/Note.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  problems: { margin: `${tokens.spacingVerticalXS} 0 0`, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** What comes of reading the sources, said to everybody at once. */
export function SyncOutcome({ sync, sources }: { sync: ReturnType<typeof useSync>; sources: Sources['sources'] }) {
  const { t } = useWords();
  return (
    <div role="status">
      {sync.isPending ? (
        <Note tone="info">{t('sync.wait')}</Note>
      ) : sync.error ? (
        <Note tone="bad">{t('sync.failed', { reason: sync.error.message })}</Note>
      ) : (
        sync.data && <Done result={sync.data} sources={sources} />
      )}
    </div>
  );
}

function Done({ result, sources }: { result: SyncResult; sources: Sources['sources'] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const problems = result.sources.filter(({ problem }) => problem !== null);
  const sum = (of: 'written' | 'deleted' | 'quarantined') => format.count(result.sources.reduce((total, one) => total + one[of], 0));
  const facts = { count: result.sources.length, written: sum('written'), deleted: sum('deleted'), quarantined: sum('quarantined') };
  return (
    <Note tone={problems.length > 0 ? 'bad' : 'good'}>
      {t('sync.done', facts)}
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map(({ id, problem }) => (
            <li key={id}>
              {names.get(id) ?? id}: {problem?.message}
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}
