import { makeStyles, tokens } from '@fluentui/react-components';
import type { Edit } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  list: {
    margin: `${tokens.spacingVerticalS} 0 0`,
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
  },
  head: { gridColumn: '1 / -1', fontWeight: tokens.fontWeightSemibold },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

/** Both versions of what somebody else was quicker with, and who that was. */
export function Conflict({
  conflict,
  cell,
}: {
  conflict: NonNullable<NonNullable<Edit['problem']>['conflict']>;
  cell(value: unknown): string;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  return conflict.fields.map(({ field, label, known, current, wished, changedBy, changedAt }) => (
    <dl key={field} className={styles.list} aria-label={label}>
      {changedBy && changedAt && (
        <>
          <dt className={styles.head}>{label}</dt>
          <dd className={styles.value} style={{ gridColumn: '1 / -1' }}>
            {t('edits.changedBy', { who: changedBy, when: format.instant(changedAt) })}
          </dd>
        </>
      )}
      <dt className={styles.name}>{t('edits.known')}</dt>
      <dd className={styles.value}>{cell(known)}</dd>
      <dt className={styles.name}>{t('edits.current')}</dt>
      <dd className={styles.value}>{cell(current)}</dd>
      <dt className={styles.name}>{t('edits.wished')}</dt>
      <dd className={styles.value}>{cell(wished)}</dd>
    </dl>
  ));
}
