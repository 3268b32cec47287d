import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Status } from '../../src/server/contract.ts';
import { useWords } from '../i18n/text.ts';

/** A shape for each status, so that it is told without colour: circle with a tick, triangle, diamond, dash. */
const shapes: Record<Status, { outline: string; sign: string }> = {
  onTrack: { outline: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z', sign: 'M5 8.2l2.1 2.1L11 6.4' },
  atRisk: { outline: 'M8 1.8L15 14.2H1z', sign: 'M8 6.2v3.6M8 11.9v.1' },
  offTrack: { outline: 'M8 .8L15.2 8L8 15.2L.8 8z', sign: 'M8 4.6v4M8 11.1v.1' },
  noData: { outline: '', sign: 'M3.5 8h9' },
};

const useStyles = makeStyles({
  root: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, whiteSpace: 'nowrap' },
  text: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0, display: 'block' },
  onTrack: { color: tokens.colorStatusSuccessForeground1 },
  atRisk: { color: tokens.colorStatusWarningForeground1 },
  offTrack: { color: tokens.colorStatusDangerForeground3 },
  noData: { color: tokens.colorNeutralForeground3 },
});

export function StatusIcon({ status, size = 16 }: { status: Status; size?: number }) {
  const { outline, sign } = shapes[status];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" className={useStyles().icon}>
      {outline && <path d={outline} fill="currentColor" />}
      <path
        d={sign}
        fill="none"
        stroke={outline ? tokens.colorNeutralBackground1 : 'currentColor'}
        strokeWidth={outline ? 1.6 : 2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function StatusMark({ status }: { status: Status }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <span className={mergeClasses(styles.root, styles[status])}>
      <StatusIcon status={status} />
      <span className={styles.text}>{t(`status.${status}`)}</span>
    </span>
  );
}
