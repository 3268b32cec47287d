import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/text.ts';
import { Failure } from './Failure.tsx';

const useStyles = makeStyles({
  skeleton: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, paddingBlock: tokens.spacingVerticalS },
  shown: { transitionProperty: 'opacity', transitionDuration: tokens.durationFast },
  updating: { opacity: 0.6 },
});

/** What a panel asks for, in each of its states: on its way, refused, there, or there and about to be replaced. */
export function Loaded<T>({ query, rows = 5, children }: { query: UseQueryResult<T>; rows?: number; children: (data: T) => ReactNode }) {
  const styles = useStyles();
  const { t } = useWords();
  const { data, error, isPlaceholderData } = query;
  if (error && (data === undefined || isPlaceholderData)) return <Failure error={error} retry={() => void query.refetch()} />;
  if (data === undefined)
    return (
      <Skeleton aria-label={t('app.loading')} className={styles.skeleton}>
        {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
          <SkeletonItem key={key} size={16} style={{ width: `${90 - ((row * 17) % 40)}%` }} />
        ))}
      </Skeleton>
    );
  return (
    <div aria-busy={isPlaceholderData} className={isPlaceholderData ? styles.updating : styles.shown}>
      {children(data)}
    </div>
  );
}
