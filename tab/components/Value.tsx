import { makeStyles, tokens } from '@fluentui/react-components';
import type { Kpi, Reading } from '../../src/server/contract.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { useHidden } from './hidden.ts';

const useStyles = makeStyles({
  value: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  words: {
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
    fontSize: `max(0.57em, ${tokens.fontSizeBase300})`,
  },
});

/** A reading: compact for the eye; whole for the pointer and the screen reader; or the words that stand for it. */
export function Value({ reading, unit }: { reading: Pick<Reading, 'value' | 'note'>; unit: Kpi['unit'] }) {
  const styles = useStyles();
  const { hidden } = useHidden();
  const { t } = useWords();
  const format = useFormats();
  if (reading.value === null) {
    const words =
      reading.note === 'targetMet' ? t('kpi.targetMet') : reading.note === 'tooFewRespondents' ? t('kpi.tooFew') : t('kpi.noData');
    return <span className={styles.words}>{words}</span>;
  }
  const short = format.amount(reading.value, unit);
  const full = format.fullAmount(reading.value, unit);
  if (short === full) return <span className={styles.value}>{short}</span>;
  return (
    <span className={styles.value} title={full}>
      <span aria-hidden="true">{short}</span>
      <span className={hidden}>{full}</span>
    </span>
  );
}
