import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Amount, Kpi } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { useHidden } from './hidden.ts';

const useStyles = makeStyles({
  root: { whiteSpace: 'nowrap' },
  amount: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  better: { color: tokens.colorStatusSuccessForeground1 },
  worse: { color: tokens.colorStatusDangerForeground3 },
  same: { color: tokens.colorNeutralForeground3 },
});

/** An arrow for the direction, a colour and a hidden word for whether that is good. */
function Change({ by, text, better, than }: { by: number; text: string; better: Kpi['better']; than: string }) {
  const styles = useStyles();
  const { hidden } = useHidden();
  const { t } = useWords();
  const good = by === 0 ? 'same' : by > 0 === (better === 'higher') ? 'better' : 'worse';
  return (
    <span className={styles.root}>
      <span className={mergeClasses(styles.amount, styles[good])}>
        {by !== 0 && <span aria-hidden="true">{by > 0 ? '↑ ' : '↓ '}</span>}
        {by === 0 ? t('kpi.unchanged') : text}
        {good !== 'same' && <span className={hidden}> ({t(`kpi.${good}`)})</span>}
      </span>{' '}
      {than}
    </span>
  );
}

export function ChangeOnYear({ kpi }: { kpi: Pick<Kpi, 'changeOnYear' | 'unit' | 'better'> }) {
  const { t } = useWords();
  const format = useFormats();
  if (kpi.changeOnYear === null) return null;
  const text =
    kpi.unit === 'ratio' ? t('kpi.points', { value: format.change(kpi.changeOnYear, 'ratio') }) : format.signedPercent(kpi.changeOnYear);
  return <Change by={kpi.changeOnYear} text={text} better={kpi.better} than={t('kpi.onYear')} />;
}

/** `since`: from when on, where there is no digest before. */
export function ChangeSinceDigest({
  kpi,
  since,
}: {
  kpi: { sinceLastDigest: Amount | null; unit: Kpi['unit']; better: Kpi['better'] };
  since?: string;
}) {
  const { t } = useWords();
  const format = useFormats();
  if (kpi.sinceLastDigest === null) return null;
  const change = format.change(kpi.sinceLastDigest, kpi.unit);
  const text = kpi.unit === 'ratio' ? t('kpi.points', { value: change }) : change;
  return <Change by={magnitude(kpi.sinceLastDigest)} text={text} better={kpi.better} than={since ?? t('kpi.sinceDigest')} />;
}
