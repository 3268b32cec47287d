import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Kpi } from '../../src/server/contract.ts';
import { magnitude } from '../i18n/format.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';

const useStyles = makeStyles({
  track: {
    position: 'relative',
    height: '4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    boxShadow: `inset 0 0 0 1px ${tokens.colorTransparentStroke}`,
  },
  fill: { position: 'absolute', insetBlock: 0, insetInlineStart: 0, borderRadius: tokens.borderRadiusCircular, minWidth: '2px' },
  onTrack: { backgroundColor: tokens.colorStatusSuccessForeground1 },
  atRisk: { backgroundColor: tokens.colorStatusWarningForeground1 },
  offTrack: { backgroundColor: tokens.colorStatusDangerForeground1 },
  noData: { backgroundColor: tokens.colorNeutralForeground3 },
  asked: {
    position: 'absolute',
    insetBlock: '-4px',
    width: '2px',
    borderRadius: '1px',
    marginInlineStart: '-1px',
    backgroundColor: tokens.colorNeutralForeground1,
    outline: `1px solid ${tokens.colorNeutralBackground1}`,
  },
});

/** How much of the target is reached; the mark says how much of it is asked by now. */
export function TargetBar({ kpi }: { kpi: Pick<Kpi, 'attainment' | 'asked' | 'target' | 'status' | 'unit' | 'better'> }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { attainment, asked, target } = kpi;
  if (attainment === null || target === null) return null;
  // Where less is better, the bar is full up to the target and shortens beyond it.
  const reached = kpi.better === 'higher' ? attainment : attainment > 0 ? 1 / attainment : 1;
  const share = asked !== null && magnitude(target) > 0 ? magnitude(asked) / magnitude(target) : null;
  const text =
    kpi.better === 'lower'
      ? t('kpi.targetAtMost', { value: format.amount(target, kpi.unit) })
      : asked === null
        ? t('kpi.attainmentOnly', { attainment: format.percent(attainment) })
        : t('kpi.attainmentText', { attainment: format.percent(attainment), asked: format.amount(asked, kpi.unit) });
  // Beyond the target the bar is full: where 100 % lies must not move from card to card.
  const part = (value: number) => `${Math.min(Math.max(value, 0), 1) * 100}%`;
  return (
    <div role="img" aria-label={text} title={text} className={styles.track}>
      <div className={mergeClasses(styles.fill, styles[kpi.status ?? 'noData'])} style={{ width: part(reached) }} />
      {share !== null && share > 0 && share < 1 && <div className={styles.asked} style={{ insetInlineStart: part(share) }} />}
    </div>
  );
}
