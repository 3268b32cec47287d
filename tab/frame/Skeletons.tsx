import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useWords } from '../i18n/text.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  grid: { display: 'grid', gap: tokens.spacingHorizontalM, gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
});

/** The page's shape while its numbers are on their way. */
export function PageSkeleton({ cards = 8 }: { cards?: number }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <Skeleton aria-label={t('app.loading')} className={styles.root}>
      <SkeletonItem size={32} style={{ width: '240px', maxWidth: '100%' }} />
      <div className={styles.grid}>
        {Array.from({ length: cards }, (_, index) => `card-${index}`).map((key) => (
          <div key={key} className={styles.card}>
            <SkeletonItem size={16} style={{ width: '70%' }} />
            <SkeletonItem size={40} style={{ width: '45%' }} />
            <SkeletonItem size={8} />
            <SkeletonItem size={12} style={{ width: '60%' }} />
          </div>
        ))}
      </div>
    </Skeleton>
  );
}
