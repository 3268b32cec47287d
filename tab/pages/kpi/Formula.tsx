import { makeStyles, tokens } from '@fluentui/react-components';
import type { Amount, KpiDetail } from '../../../src/server/contract.ts';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  root: {
    margin: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  numbers: {
    margin: 0,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'normal',
  },
  text: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** The formula, first with the numbers that went into it, then in words. */
export function Formula({ kpi }: { kpi: KpiDetail }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const part = (amount: Amount) => format.fullAmount(amount, typeof amount === 'object' ? 'money' : 'count');
  const { numerator, denominator, value, computation } = kpi;
  // Where nothing was counted there is nothing to divide.
  const isShown = numerator !== null && denominator !== null && (value !== null || kpi.note === 'targetMet');
  const result = value === null ? t('kpi.targetMet') : format.fullAmount(value, kpi.unit);
  // A no-break space before each sign: a line never ends with a lone number.
  const numbers = !isShown
    ? null
    : computation === 'sum'
      ? t('detail.sumOf', { count: kpi.records, value: result })
      : `${part(numerator)} ÷\u00a0${part(denominator)}${computation === 'growth' && magnitude(denominator) !== 0 ? ' −\u00a01' : ''} =\u00a0${result}`;
  return (
    <div className={styles.root}>
      {numbers && <p className={styles.numbers}>{numbers}</p>}
      <p className={styles.text}>{kpi.formula}</p>
    </div>
  );
}
